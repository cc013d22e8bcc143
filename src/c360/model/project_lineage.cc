#include "c360/model/project_lineage.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "c360/contract/row_columns.h"
#include "c360/lakehouse/schema_mapping.h"
#include "c360/project/names.h"

namespace c360::model {
namespace {

using lakehouse::TableName;
using project::ColumnSpec;
using values::CleanStep;

constexpr Use kCopy{Derivation::kCopied, true, 0};

std::string text_of(const CleanStep& step) {
  switch (step.kind) {
    case CleanStep::Kind::kTrim:
      return "trim";
    case CleanStep::Kind::kSqueeze:
      return "squeeze";
    case CleanStep::Kind::kLower:
      return "lower";
    case CleanStep::Kind::kUpper:
      return "upper";
    case CleanStep::Kind::kTitle:
      return "title";
    case CleanStep::Kind::kDigits:
      return "digits";
    case CleanStep::Kind::kEmail:
      return "email";
    case CleanStep::Kind::kPhone:
      return "phone";
    case CleanStep::Kind::kReplace:
      return fmt::format("replace '{}' by '{}'", step.pattern, step.replacement);
    case CleanStep::Kind::kMap:
      return fmt::format("map of {} values", step.values.size());
  }
  return {};
}

bool only_trims(const ColumnSpec& column) {
  return column.type.kind == sql::TypeKind::kString &&
         std::all_of(column.clean.begin(), column.clean.end(),
                     [](const CleanStep& step) { return step.kind == CleanStep::Kind::kTrim; });
}

/// Whether a value of the column can send its row to quarantine, or choose among rows of one key.
bool decides(const project::Contract& contract, const ColumnSpec& column) {
  const auto has = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), column.name) != names.end();
  };
  return column.type.kind != sql::TypeKind::kString || column.required || column.pattern || !column.accepted.empty() ||
         column.min || column.max || column.references || has(contract.key) || has(contract.latest_by) ||
         !contract.checks.empty();
}

/// The lineage of one project, put together table by table.
class Writer {
 public:
  Writer(const project::Project& project, const BronzeSchemas& bronze) : project_(project), bronze_(bronze) {}

  void add_source(const std::string& source, const delta::Schema& schema) {
    const TableName raw{"raw", source};
    const TableName bronze{"bronze", source};
    LineageTable files{raw, TableRole::kSource, files_of(source), {}, {}};
    LineageTable taken{bronze, TableRole::kBronze, {}, {}, {}};
    const std::vector<std::string> own = contract::raw_columns(schema);
    for (const delta::Field& field : schema.fields) {
      taken.columns.push_back({field.name, {}, {}, {}});
      if (std::find(own.begin(), own.end(), field.name) == own.end()) continue;
      const std::string header = contract::source_name(field);
      files.columns.push_back({header, {}, {}, {}});
      graph_.add({{raw, header}, {bronze, field.name}, kCopy});
    }
    graph_.add({{raw, {}}, {bronze, {}}, Use{Derivation::kNone, false, kExistence}});
    graph_.add(std::move(files));
    graph_.add(std::move(taken));
  }

  void add_contract(const project::Contract& contract) {
    const auto bronze = bronze_.find(contract.from);
    if (bronze == bronze_.end()) return;
    add_silver(contract, bronze->second);
    add_quarantine(contract, bronze->second);
  }

  void add_model(const PlannedModel& model, const Node& node) {
    const TableName name = node.name();
    LineageTable table{name, TableRole::kModel, model.spec->description, {}, model.not_followed};
    SelectLineage lineage;
    if (table.not_followed.empty()) lineage = followed(model, table.not_followed);
    if (!table.not_followed.empty()) {
      for (const delta::Field& field : model.schema.fields) table.columns.push_back({field.name, {}, {}, {}});
      for (const TableName& input : node.inputs)
        graph_.add({{input, {}}, {name, {}}, {Derivation::kNone, false, kExistence}});
    }
    for (OutputColumn& column : lineage.columns) {
      graph_.add(name, column.name, column.uses);
      table.columns.push_back({column.name, {}, {}, std::move(column.text)});
    }
    graph_.add(name, "", lineage.rows);
    graph_.add(std::move(table));
  }

  LineageGraph graph() && { return std::move(graph_); }

 private:
  static SelectLineage followed(const PlannedModel& model, std::string& not_followed) {
    try {
      return lineage_of(model.select);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kUnsupported) throw;
      not_followed = error.message();
      return {};
    }
  }

  std::string files_of(const std::string& source) const {
    const project::Source* known = project_.find_source(source);
    return known == nullptr ? std::string() : known->files;
  }

  /// The bronze column that a contract's column is read from, however its case is written.
  static std::string raw_name(const ColumnSpec& column, const delta::Schema& bronze) {
    const std::string wanted = project::folded(column.from);
    for (const delta::Field& field : bronze.fields) {
      if (field.name == column.from) return field.name;
    }
    for (const delta::Field& field : bronze.fields) {
      if (project::folded(field.name) == wanted || project::folded(contract::source_name(field)) == wanted)
        return field.name;
    }
    return column.from;
  }

  void add_silver(const project::Contract& contract, const delta::Schema& bronze) {
    const TableName from{"bronze", contract.from};
    const TableName to{"silver", contract.entity};
    LineageTable table{to, TableRole::kSilver, contract.description, {}, {}};
    for (const ColumnSpec& column : contract.columns) {
      const SourceColumn raw{from, raw_name(column, bronze)};
      table.columns.push_back(
          {column.name, column.description, std::string(to_string(column.pii)), reading_text(column)});
      graph_.add(
          {raw, {to, column.name}, Use{only_trims(column) ? Derivation::kCopied : Derivation::kComputed, true, 0}});
      if (decides(contract, column)) graph_.add({raw, {to, {}}, Use{Derivation::kNone, false, kFilters}});
      if (column.references) {
        const SourceColumn parent{{"silver", column.references->entity}, column.references->column};
        graph_.add({parent, {to, {}}, Use{Derivation::kNone, false, kFilters}});
      }
    }
    add_origin(from, table, {contract::kSourceFile, contract::kSourceRow, contract::kFileNo});
    graph_.add(std::move(table));
  }

  void add_quarantine(const project::Contract& contract, const delta::Schema& bronze) {
    const TableName from{"bronze", contract.from};
    const TableName to{"quarantine", contract.entity};
    LineageTable table{to, TableRole::kQuarantine, "Rejected rows of " + contract.entity + ", as they came.", {}, {}};
    for (const std::string& name : contract::raw_columns(bronze)) {
      table.columns.push_back({name, {}, {}, {}});
      graph_.add({{from, name}, {to, name}, kCopy});
    }
    table.columns.push_back({contract::kReasons, "The rules that the row broke.", {}, {}});
    table.columns.push_back({contract::kMessage, "What is wrong, in words.", {}, {}});
    for (const ColumnSpec& column : contract.columns) {
      const SourceColumn raw{from, raw_name(column, bronze)};
      graph_.add({raw, {to, contract::kReasons}, Use{Derivation::kNone, false, kConditions}});
      graph_.add({raw, {to, contract::kMessage}, Use{Derivation::kComputed, true, 0}});
    }
    add_origin(from, table, {contract::kSourceFile, contract::kSourceRow, contract::kFileNo, contract::kBatchId});
    graph_.add(std::move(table));
  }

  void add_origin(const TableName& from, LineageTable& table, const std::vector<std::string>& columns) {
    for (const std::string& column : columns) {
      table.columns.push_back({column, {}, {}, {}});
      graph_.add({{from, column}, {table.name, column}, kCopy});
    }
    graph_.add({{from, {}}, {table.name, {}}, Use{Derivation::kNone, false, kExistence}});
  }

  const project::Project& project_;
  const BronzeSchemas& bronze_;
  LineageGraph graph_;
};

/// A model that does not compile is one that cannot be followed.
PlannedModel planned(ProjectPlans& plans, const project::ModelSpec& spec) {
  try {
    return plans.add(spec);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kEngine) throw;
    PlannedModel model;
    model.spec = &spec;
    model.not_followed = error.message();
    return model;
  }
}

}  // namespace

std::string reading_text(const ColumnSpec& column) {
  std::vector<std::string> parts;
  std::vector<std::string> steps;
  for (const CleanStep& step : column.clean) steps.push_back(text_of(step));
  if (!steps.empty()) parts.push_back(fmt::format("{}", fmt::join(steps, ", ")));
  if (column.type.kind != sql::TypeKind::kString) parts.push_back("as " + column.type.to_string());
  if (column.round) parts.emplace_back("rounded");
  if (column.required) parts.emplace_back("required");
  if (column.min) parts.push_back("at least " + *column.min);
  if (column.max) parts.push_back("at most " + *column.max);
  if (column.pattern) parts.push_back("like " + *column.pattern);
  if (!column.accepted.empty()) parts.push_back(fmt::format("one of {}", fmt::join(column.accepted, ", ")));
  if (column.default_value) parts.push_back("default " + *column.default_value);
  if (column.references) parts.push_back("in " + column.references->entity + "." + column.references->column);
  return fmt::format("{}", fmt::join(parts, "; "));
}

LineageGraph project_lineage(const project::Project& project, const BronzeSchemas& bronze,
                             const std::vector<Node>& models) {
  ProjectPlans plans(project, bronze);
  return project_lineage(project, bronze, models, plans);
}

LineageGraph project_lineage(const project::Project& project, const BronzeSchemas& bronze,
                             const std::vector<Node>& models, ProjectPlans& plans) {
  Writer writer(project, bronze);
  for (const auto& [source, schema] : bronze) writer.add_source(source, schema);
  for (const project::Contract& contract : project.contracts) writer.add_contract(contract);
  for (const Node& node : models) writer.add_model(planned(plans, *node.spec), node);
  return std::move(writer).graph();
}

}  // namespace c360::model
