#include "c360/project/complete_metrics.h"

#include <algorithm>
#include <map>
#include <utility>

#include "c360/project/metric_words.h"

namespace c360::project {
namespace {

using MeasureKind = Measure::Kind;

constexpr std::pair<const char*, MeasureKind> kKindKeys[] = {
    {"value", MeasureKind::kAggregate}, {"ratio", MeasureKind::kRatio},     {"share", MeasureKind::kShare},
    {"change", MeasureKind::kChange},   {"running", MeasureKind::kRunning}, {"rolling", MeasureKind::kRolling},
    {"rank", MeasureKind::kRank},       {"formula", MeasureKind::kFormula}, {"each", MeasureKind::kEach}};

template <class T>
void complete_label(T& named) {
  if (named.label.empty()) named.label = label_of_name(named.name);
}

const YamlNode* node_in(const YamlNode& document, const char* section, const std::string& name) {
  const YamlNode* all = document.find(section);
  return all == nullptr ? nullptr : all->find(name);
}

void complete_key(MetricEntity& entity, const Contract* contract, const ModelSpec* model) {
  if (!entity.key.empty()) return;
  if (contract != nullptr) entity.key = contract->key;
  if (model != nullptr) entity.key = model->grain;
}

void complete_columns(MetricEntity& entity, const Contract* contract) {
  std::vector<Dimension> dimensions;
  for (MetricColumn& column : entity.columns) {
    complete_label(column);
    const ColumnSpec* source = contract == nullptr ? nullptr : contract->find(column.name);
    if (column.description.empty() && source != nullptr) column.description = source->description;
    if (!is_grouping(column.role)) continue;
    Dimension dimension;
    dimension.where = column.where;
    dimension.name = column.name;
    dimension.role = column.role;
    dimension.label = column.label;
    dimension.description = column.description;
    dimension.sql = column.name;
    dimensions.push_back(std::move(dimension));
  }
  entity.dimensions.insert(entity.dimensions.begin(), dimensions.begin(), dimensions.end());
}

void complete_dimension(Dimension& dimension) {
  complete_label(dimension);
  if (!dimension.measure.empty()) {
    dimension.kind = Dimension::Kind::kMeasure;
  } else if (!dimension.since.empty()) {
    dimension.kind = Dimension::Kind::kSince;
  } else {
    dimension.kind = Dimension::Kind::kSql;
  }
}

void complete_time(MetricEntity& entity) {
  if (!entity.time.empty()) return;
  const auto is_time = [](const MetricColumn& column) { return column.role == ColumnRole::kTime; };
  if (std::count_if(entity.columns.begin(), entity.columns.end(), is_time) == 1)
    entity.time = std::find_if(entity.columns.begin(), entity.columns.end(), is_time)->name;
}

bool adds_up(Aggregate::Function function) {
  return function == Aggregate::Function::kCount || function == Aggregate::Function::kSum;
}

void complete_measure(Measure& measure, const MetricEntity& entity, const YamlNode* node) {
  complete_label(measure);
  measure.entity = entity.name;
  for (const auto& [key, kind] : kKindKeys) {
    if (node == nullptr || node->find(key) == nullptr) continue;
    measure.kind = kind;
    break;
  }
  if (measure.semi_additive) {
    measure.additivity = Additivity::kSemiAdditive;
  } else if (node != nullptr && node->find("additivity") == nullptr && measure.kind == MeasureKind::kAggregate) {
    measure.additivity = adds_up(measure.aggregate.function) ? Additivity::kAdditive : Additivity::kNonAdditive;
  }
}

void complete_relationship(Relationship& relationship) {
  relationship.written = true;
  if (relationship.columns.empty()) relationship.columns = {relationship.name};
}

/// A column of an entity's table that references a column of another table.
struct TableReference {
  Location where;
  std::string column;
  std::string table;
  std::string target;
};

std::vector<TableReference> references_of(const MetricEntity& entity, const ReadContracts& contracts,
                                          const std::vector<ModelSpec>& models) {
  std::vector<TableReference> found;
  if (const Contract* contract = contract_of(entity, contracts))
    for (const ColumnSpec& column : contract->columns)
      if (column.references)
        found.push_back({column.where, column.name, "silver." + column.references->entity, column.references->column});
  if (const ModelSpec* model = model_of(entity, models))
    for (const auto& [column, target] : model->references) {
      const std::size_t dot = target.rfind('.');
      found.push_back({model->where, column, target.substr(0, dot), target.substr(dot + 1)});
    }
  return found;
}

void add_found(MetricEntity& entity, const std::vector<TableReference>& references,
               const std::vector<ReadMetrics>& all) {
  for (const TableReference& reference : references) {
    const std::vector<std::string> columns = {reference.column};
    const bool is_written =
        std::any_of(entity.relationships.begin(), entity.relationships.end(),
                    [&](const Relationship& known) { return known.columns == columns || known.name == columns[0]; });
    const auto target = std::find_if(all.begin(), all.end(), [&](const ReadMetrics& other) {
      return other.entity.table == reference.table && other.entity.key == std::vector{reference.target};
    });
    if (is_written || target == all.end() || target->entity.name == entity.name) continue;
    Relationship relationship;
    relationship.where = reference.where;
    relationship.name = reference.column;
    relationship.to = target->entity.name;
    relationship.columns = columns;
    if (columns == entity.key) relationship.kind = Relationship::Kind::kOneToOne;
    entity.relationships.push_back(std::move(relationship));
  }
}

/// Formats and additivity of measures made of others, each after those that it is made of.
class Derived {
 public:
  explicit Derived(std::vector<ReadMetrics>& all) {
    for (ReadMetrics& read : all)
      for (Measure& measure : read.entity.measures) {
        const YamlNode* node = node_in(read.document, "measures", measure.name);
        entries_.emplace(measure.name, Entry{&measure, node != nullptr && node->find("format") != nullptr});
      }
  }

  void complete() {
    for (auto& entry : entries_) visit(entry.second);
  }

 private:
  struct Entry {
    Measure* measure = nullptr;
    bool format_written = false;
    bool visited = false;
  };

  const Measure* visit(const std::string& name) {
    const auto found = entries_.find(name);
    return found == entries_.end() ? nullptr : visit(found->second);
  }

  const Measure* visit(Entry& entry) {
    if (!entry.visited) {
      entry.visited = true;
      const ValueFormat written = entry.measure->format;
      derive(*entry.measure);
      if (entry.format_written) entry.measure->format = written;
    }
    return entry.measure;
  }

  void derive(Measure& measure) {
    switch (measure.kind) {
      case MeasureKind::kAggregate:
      case MeasureKind::kRank:
        return;
      case MeasureKind::kRatio:
        return derive_ratio(measure);
      case MeasureKind::kShare:
        measure.format = ValueFormat::kPercent;
        return;
      case MeasureKind::kChange:
        take_looks(measure, measure.of);
        if (measure.as == Measure::As::kPercent) measure.format = ValueFormat::kPercent;
        return;
      case MeasureKind::kRunning:
        take_looks(measure, measure.of);
        measure.additivity = Additivity::kSemiAdditive;
        return;
      case MeasureKind::kRolling:
        return take_looks(measure, measure.of);
      case MeasureKind::kEach:
        if (measure.take.function != Aggregate::Function::kCount) take_looks(measure, measure.of);
        return;
      case MeasureKind::kFormula:
        return derive_formula(measure);
    }
  }

  void take_looks(Measure& measure, const std::string& name) {
    const Measure* made_of = visit(name);
    if (made_of == nullptr) return;
    measure.format = made_of->format;
    if (measure.unit.empty()) measure.unit = made_of->unit;
  }

  void derive_ratio(Measure& measure) {
    const Measure* dividend = visit(measure.ratio.first);
    const Measure* divisor = visit(measure.ratio.second);
    const auto is_money = [](const Measure* m) { return m != nullptr && m->format == ValueFormat::kCurrency; };
    const bool is_duration = dividend != nullptr && dividend->format == ValueFormat::kDuration;
    if (is_money(dividend) && !is_money(divisor)) measure.format = ValueFormat::kCurrency;
    if (is_duration && divisor != nullptr && divisor->format == ValueFormat::kNumber)
      measure.format = ValueFormat::kDuration;
  }

  void derive_formula(Measure& measure) {
    bool adds = true;
    bool is_first = true;
    for (const FormulaStep& step : measure.formula) {
      adds = adds && step.kind != FormulaStep::Kind::kMultiply && step.kind != FormulaStep::Kind::kNumber;
      if (step.kind != FormulaStep::Kind::kMeasure) continue;
      if (std::exchange(is_first, false)) take_looks(measure, step.text);
      const Measure* part = visit(step.text);
      adds = adds && part != nullptr && part->additivity == Additivity::kAdditive;
    }
    measure.additivity = adds ? Additivity::kAdditive : Additivity::kNonAdditive;
  }

  std::map<std::string, Entry> entries_;
};

}  // namespace

const Contract* contract_of(const MetricEntity& entity, const ReadContracts& contracts) {
  if (entity.schema() != "silver") return nullptr;
  for (const ReadContract& read : contracts.read)
    if (read.contract.entity == entity.table_name()) return &read.contract;
  return nullptr;
}

const ModelSpec* model_of(const MetricEntity& entity, const std::vector<ModelSpec>& models) {
  for (const ModelSpec& model : models)
    if (model.schema == entity.schema() && model.name == entity.table_name()) return &model;
  return nullptr;
}

void complete_metrics(ReadMetrics& read, const ReadContracts& contracts, const std::vector<ModelSpec>& models) {
  MetricEntity& entity = read.entity;
  const Contract* contract = contract_of(entity, contracts);
  complete_label(entity);
  complete_key(entity, contract, model_of(entity, models));
  for (Dimension& dimension : entity.dimensions) complete_dimension(dimension);
  complete_columns(entity, contract);
  complete_time(entity);
  for (Relationship& relationship : entity.relationships) complete_relationship(relationship);
  for (Hierarchy& hierarchy : entity.hierarchies) complete_label(hierarchy);
  for (Measure& measure : entity.measures)
    complete_measure(measure, entity, node_in(read.document, "measures", measure.name));
}

void complete_together(std::vector<ReadMetrics>& all, const ReadContracts& contracts,
                       const std::vector<ModelSpec>& models) {
  for (ReadMetrics& read : all) add_found(read.entity, references_of(read.entity, contracts, models), all);
  Derived(all).complete();
}

}  // namespace c360::project
