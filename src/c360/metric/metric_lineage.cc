#include "c360/metric/metric_lineage.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "c360/base/error.h"
#include "c360/metric/definition.h"
#include "c360/metric/named_dimension.h"
#include "c360/metric/question.h"
#include "c360/metric/way.h"

namespace c360::metric {
namespace {

using lakehouse::TableName;
using model::Derivation;
using model::SourceColumn;
using model::Use;
using model::Uses;
using project::Aggregate;
using project::Dimension;
using project::Measure;
using project::MetricEntity;
using project::SemanticModel;

bool only_counts(const Aggregate& aggregate) {
  return aggregate.function == Aggregate::Function::kCount || aggregate.function == Aggregate::Function::kCountDistinct;
}

void add(Uses& uses, const SourceColumn& source, const Use& use) {
  Use& known = uses[source];
  if (known.derived < use.derived) known.derived = use.derived;
  known.carries_value = known.carries_value || use.carries_value;
  known.influence |= use.influence;
}

/// What `made` is made of, put through a step.
void add_made(Uses& uses, const Uses& made, Derivation how, bool carries) {
  for (const auto& [source, use] : made) {
    if (use.derived == Derivation::kNone) {
      add(uses, source, use);
    } else {
      add(uses, source, {how, carries && use.carries_value, use.influence});
    }
  }
}

/// Everything in `deciding`, as what only decides.
void add_deciding(Uses& uses, const Uses& deciding, unsigned influence) {
  for (const auto& [source, use] : deciding) add(uses, source, {Derivation::kNone, false, influence});
}

/// The expressions over one entity's table and what the engine's plan says of each.
class Expressions {
 public:
  Expressions(const MetricEntity& entity, model::Planner& planner) {
    query_.from = sql::table({entity.schema(), entity.table_name()});
    for (const Dimension& dimension : entity.dimensions) {
      if (dimension.kind == Dimension::Kind::kColumn) want(dimension.sql, sql::column(dimension.sql));
      if (dimension.kind == Dimension::Kind::kSql) want(dimension.sql);
    }
    for (const Measure& measure : entity.measures) want(measure);
    if (!query_.select.empty()) follow(planner);
  }

  /// Nothing for an expression that was not followed.
  Uses of(const std::string& text) const {
    const auto found = uses_.find(text);
    return found == uses_.end() ? Uses() : found->second;
  }
  const std::string& not_followed() const { return not_followed_; }

 private:
  void want(const Measure& measure) {
    if (measure.kind != Measure::Kind::kAggregate) return;
    want(measure.aggregate.of);
    want(measure.condition);
    for (const std::string& by : measure.aggregate.by) want(by);
  }
  void want(const std::string& text) {
    if (!text.empty()) want(text, sql::user_sql(text));
  }
  void want(const std::string& text, sql::Expr expression) {
    query_.select.push_back({std::move(expression), "e" + std::to_string(texts_.size())});
    texts_.push_back(text);
  }

  void follow(model::Planner& planner) {
    try {
      const model::SelectLineage lineage = model::lineage_of(planner.plan(query_));
      for (std::size_t i = 0; i < texts_.size(); ++i) uses_[texts_[i]] = lineage.columns.at(i).uses;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kUnsupported && error.code() != ErrorCode::kEngine) throw;
      not_followed_ = error.message();
    }
  }

  sql::Query query_;
  std::vector<std::string> texts_;
  std::map<std::string, Uses> uses_;
  std::string not_followed_;
};

/// Adds one entity to the graph.
class EntityWriter {
 public:
  EntityWriter(const SemanticModel& model, const MetricEntity& entity, std::string schema, model::Planner& planner,
               model::LineageGraph& graph)
      : model_(model),
        entity_(entity),
        schema_(std::move(schema)),
        rows_{entity.schema(), entity.table_name()},
        expressions_(entity, planner),
        graph_(graph) {}

  void write() {
    table_ = {name_of(entity_), model::TableRole::kMetric, entity_.description, {}, expressions_.not_followed()};
    for (const Dimension& dimension : entity_.dimensions)
      write(dimension.name, dimension.description, text_of(dimension), uses_of(dimension));
    for (const Measure& measure : entity_.measures)
      write(measure.name, measure.description, definition_of(measure), uses_of(measure));
    graph_.add({{rows_, {}}, {table_.name, {}}, {Derivation::kNone, false, model::kExistence}});
    graph_.add(std::move(table_));
  }

 private:
  TableName name_of(const MetricEntity& entity) const { return {schema_, entity.name}; }

  /// A dimension and a measure of one name are one column of both.
  void write(const std::string& name, const std::string& description, const std::string& text, const Uses& uses) {
    graph_.add(table_.name, name, uses);
    for (const model::LineageColumn& column : table_.columns)
      if (column.name == name) return;
    table_.columns.push_back({name, description, {}, text});
  }

  static std::string text_of(const Dimension& dimension) {
    if (dimension.kind == Dimension::Kind::kColumn) return {};
    if (dimension.kind == Dimension::Kind::kSql) return dimension.sql;
    if (dimension.kind == Dimension::Kind::kSince) return "periods since " + dimension.since;
    const std::string each = dimension.measure + " of each row";
    if (dimension.as == Dimension::As::kRank) return "rank by " + each;
    if (dimension.as == Dimension::As::kPercentile) return "percentile by " + each;
    return dimension.bands.empty() ? each : each + ", in bands";
  }

  SourceColumn measure(const std::string& name) const {
    const Measure* found = model_.find_measure(name);
    const MetricEntity* whose = found == nullptr ? nullptr : model_.find(found->entity);
    return {name_of(whose == nullptr ? entity_ : *whose), name};
  }

  /// A dimension that a name means, and the columns of the relationships that lead to it.
  Uses named(const std::string& text) const {
    const auto found = find_dimension(model_, entity_, text);
    Uses uses;
    if (!found) return uses;
    const bool is_key = found->dimension == nullptr;
    const TableName table =
        is_key ? TableName{found->entity->schema(), found->entity->table_name()} : name_of(*found->entity);
    add(uses, {table, found->name}, {Derivation::kComputed, true, 0});
    for (const Way& way : shortest_ways(model_, entity_, *found->entity))
      for (const Step& step : way) add_keys(uses, *(step.backward ? step.to : step.from), step.relationship->columns);
    return uses;
  }
  static void add_keys(Uses& uses, const MetricEntity& entity, const std::vector<std::string>& columns) {
    for (const std::string& column : columns)
      add(uses, {{entity.schema(), entity.table_name()}, column}, {Derivation::kNone, false, model::kJoins});
  }

  Uses uses_of(const Dimension& dimension) const {
    Uses uses;
    switch (dimension.kind) {
      case Dimension::Kind::kColumn:
      case Dimension::Kind::kSql:
        return expressions_.of(dimension.sql);
      case Dimension::Kind::kMeasure:
        add(uses, measure(dimension.measure), {Derivation::kComputed, true, 0});
        break;
      case Dimension::Kind::kSince:
        add_made(uses, named(dimension.since), Derivation::kComputed, true);
        add_made(uses, named("time"), Derivation::kComputed, true);
        break;
    }
    return uses;
  }

  Uses uses_of(const Measure& of) const {
    Uses uses;
    switch (of.kind) {
      case Measure::Kind::kAggregate:
        return uses_of_aggregate(of);
      case Measure::Kind::kRatio:
        add(uses, measure(of.ratio.first), {Derivation::kComputed, true, 0});
        add(uses, measure(of.ratio.second), {Derivation::kComputed, true, 0});
        break;
      case Measure::Kind::kFormula:
        for (const project::FormulaStep& step : of.formula)
          if (step.kind == project::FormulaStep::Kind::kMeasure)
            add(uses, measure(step.text), {Derivation::kComputed, true, 0});
        break;
      case Measure::Kind::kEach:
        return uses_of_each(of);
      default:
        return uses_of_comparison(of);
    }
    return uses;
  }

  Uses uses_of_aggregate(const Measure& of) const {
    Uses uses;
    if (of.aggregate.of.empty()) {
      add(uses, {rows_, {}}, {Derivation::kAggregated, false, 0});
    } else {
      add_made(uses, expressions_.of(of.aggregate.of), Derivation::kAggregated, !only_counts(of.aggregate));
    }
    for (const std::string& by : of.aggregate.by) add_deciding(uses, expressions_.of(by), model::kSorts);
    add_deciding(uses, expressions_.of(of.condition), model::kFilters);
    for (const std::string& filter : of.filters)
      add_deciding(uses, named(parse_condition(filter).dimension), model::kFilters);
    if (of.semi_additive) add_moment(uses, *of.semi_additive);
    return uses;
  }

  /// `over` and `per` are columns of the table, or dimensions.
  void add_moment(Uses& uses, const project::SemiAdditive& moment) const {
    if (entity_.find_dimension(moment.over) != nullptr) {
      add_deciding(uses, named(moment.over), model::kSorts);
    } else {
      add(uses, {rows_, moment.over}, {Derivation::kNone, false, model::kSorts});
    }
    for (const std::string& per : moment.per) add(uses, {rows_, per}, {Derivation::kNone, false, model::kGroups});
  }

  Uses uses_of_each(const Measure& of) const {
    Uses uses;
    add(uses, measure(of.of), {Derivation::kAggregated, !only_counts(of.take), 0});
    if (const MetricEntity* each = model_.find(of.each))
      for (const std::string& column : each->key)
        add(uses, {{each->schema(), each->table_name()}, column}, {Derivation::kNone, false, model::kGroups});
    return uses;
  }

  /// Measures that set rows of an answer against one another.
  Uses uses_of_comparison(const Measure& of) const {
    Uses uses;
    const bool adds_up = of.kind == Measure::Kind::kRunning || of.kind == Measure::Kind::kRolling;
    add(uses, measure(of.of), {adds_up ? Derivation::kAggregated : Derivation::kComputed, true, 0});
    for (const std::string& over : of.over) add_deciding(uses, named(over), model::kWindows);
    return uses;
  }

  const SemanticModel& model_;
  const MetricEntity& entity_;
  const std::string schema_;
  const TableName rows_;
  const Expressions expressions_;
  model::LineageGraph& graph_;
  model::LineageTable table_;
};

}  // namespace

void add_lineage(const project::Project& project, model::Planner& planner, model::LineageGraph& graph) {
  const std::string schema = graph.free_schema("metrics");
  for (const MetricEntity& entity : project.metrics.entities)
    EntityWriter(project.metrics, entity, schema, planner, graph).write();
}

}  // namespace c360::metric
