#include "c360/pipeline/check.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/suggest.h"
#include "c360/contract/refine.h"
#include "c360/lakehouse/scan.h"
#include "c360/metric/check.h"
#include "c360/metric/check_dashboards.h"
#include "c360/metric/typed_model.h"
#include "c360/model/build.h"
#include "c360/model/graph.h"
#include "c360/model/project_plans.h"
#include "c360/model/variant_tables.h"
#include "c360/pipeline/check_roles.h"
#include "c360/pipeline/model_tests.h"
#include "c360/pipeline/table_rows.h"
#include "c360/project/check_pipelines.h"
#include "c360/session/reading_only.h"

namespace c360::pipeline {
namespace {

using lakehouse::TableName;

/// Collects mistakes and goes on.
class Mistakes {
 public:
  template <typename Work>
  void collect(Work work) {
    try {
      work();
    } catch (const project::ProjectErrors& several) {
      errors_.insert(errors_.end(), several.errors().begin(), several.errors().end());
    } catch (const Error& error) {
      errors_.push_back(error);
    }
  }
  void add(Error error) { errors_.push_back(std::move(error)); }
  bool none() const { return errors_.empty(); }
  void throw_if_any() {
    if (!errors_.empty()) throw project::ProjectErrors(std::move(errors_));
  }

 private:
  std::vector<Error> errors_;
};

void place(engine::Connection& connection, const TableName& name, const delta::Schema& schema) {
  sql::Query rows;
  rows.from = no_rows(schema);
  connection.create_schema(name.layer);
  connection.create_view({name.layer, name.name}, rows);
}

void place_entity(engine::Connection& connection, const project::Contract& contract) {
  const delta::Schema bronze = expected_bronze_schema(contract);
  place(connection, {"bronze", contract.from}, bronze);
  place(connection, {"silver", contract.entity}, contract::silver_schema(contract));
  place(connection, {"quarantine", contract.entity}, contract::quarantine_schema(bronze));
}

/// A model may say which test proves that it adds nothing up twice.
void check_proof(const project::Project& project, const project::ModelSpec& spec) {
  std::vector<std::string> names;
  for (const auto& test : project.tests) names.push_back(test.name);
  if (spec.adds_up_once.empty() || std::find(names.begin(), names.end(), spec.adds_up_once) != names.end()) return;
  throw Error(ErrorCode::kProject, fmt::format("there is no test '{}' in tests/", spec.adds_up_once),
              did_you_mean(spec.adds_up_once, names), spec.where);
}

void check_model(engine::Connection& connection, const project::ModelSpec& spec) {
  const delta::Schema schema = lakehouse::schema_of(model::describe(connection, spec));
  place(connection, {spec.schema, spec.name}, schema);
  model::check_columns(connection, spec);
}

bool has_table(engine::Connection& connection, const TableName& name) {
  sql::Query rows;
  rows.from = sql::table({name.layer, name.name});
  try {
    connection.describe(rows);
    return true;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kEngine) throw;
    return false;
  }
}

/// The SELECT of a dashboard's card reads tables that are there, and columns of theirs. Only a run makes those of meta
/// and raw.
void check_select(engine::Connection& connection, const project::DashboardCard& card) {
  bool all_are_here = true;
  const auto is_there = [&](const std::string& schema, const std::string& name) {
    if (schema != "meta" && schema != "raw") return has_table(connection, {schema, name});
    all_are_here = false;
    return true;
  };
  try {
    session::refuse_all_but_reading(connection, card.sql, is_there);
    if (all_are_here) connection.plan_to_json(card.sql);
  } catch (const Error& error) {
    throw Error(ErrorCode::kProject, error.message(), error.hint(), card.where);
  }
}

void check_dashboards(engine::Connection& connection, const project::Project& project, Mistakes& mistakes) {
  if (project.dashboards.empty()) return;
  mistakes.collect([&] {
    const metric::TypedModel model(project, connection);
    for (const project::Dashboard& dashboard : project.dashboards)
      for (Error& fault : metric::faults_of(model, dashboard)) mistakes.add(std::move(fault));
  });
  for (const project::Dashboard& dashboard : project.dashboards)
    for (const project::DashboardCard& card : dashboard.cards)
      if (!card.sql.empty()) mistakes.collect([&] { check_select(connection, card); });
}

/// What stands on silver: tables of entities and of models.
std::vector<TableName> tables_of(const project::Project& project, const std::vector<model::Node>& models) {
  std::vector<TableName> tables;
  for (const auto& contract : project.contracts) tables.push_back({"silver", contract.entity});
  for (const auto& node : models) {
    if (node.spec->materialize != project::Materialize::kView) tables.push_back({node.spec->schema, node.spec->name});
  }
  return tables;
}

/// Only for a project without mistakes.
std::vector<Error> find_fan_outs(const project::Project& project, const std::vector<model::Node>& models) {
  model::BronzeSchemas bronze;
  for (const auto& contract : project.contracts) bronze[contract.from] = expected_bronze_schema(contract);
  model::ProjectPlans plans(project, bronze);
  std::vector<Error> warnings;
  for (const model::Node& node : models) {
    if (!node.spec->adds_up_once.empty()) {
      plans.add(*node.spec);
      continue;
    }
    for (Error& warning : model::fan_out_warnings(plans, plans.add(*node.spec))) warnings.push_back(std::move(warning));
  }
  return warnings;
}

}  // namespace

std::vector<Error> check(engine::Database& database, const project::Project& project) {
  database.set_calendar({project.time_zone, project.week_start});
  engine::Connection connection = database.connect();
  Mistakes mistakes;
  mistakes.collect([&] { contract::check(connection, project.contracts); });
  for (const auto& contract : project.contracts) {
    mistakes.collect([&] { place_entity(connection, contract); });
  }
  std::vector<model::Node> models;
  mistakes.collect([&] { models = model::in_build_order(connection, project); });
  for (const model::Node& node : models) {
    mistakes.collect([&] { check_model(connection, *node.spec); });
    mistakes.collect([&] { check_proof(project, *node.spec); });
  }
  mistakes.collect([&] { model::check_variant_tables(connection, project); });
  for (const auto& test : project.tests) {
    mistakes.collect([&] {
      model::inputs_of(connection, project, test);
      model::describe(connection, test);
    });
  }
  if (mistakes.none()) {
    for (const auto& test : project.model_tests) {
      mistakes.collect([&] { run_model_test(connection, project, models, test); });
    }
    mistakes.collect([&] { metric::check(connection, project); });
    check_dashboards(connection, project, mistakes);
    const std::vector<TableName> tables = tables_of(project, models);
    for (const auto& role : project.roles)
      mistakes.collect([&] { check_role(connection, database.dialect(), role, tables); });
  }
  mistakes.throw_if_any();
  std::vector<Error> warnings = find_fan_outs(project, models);
  for (Error& warning : project::pipeline_warnings(project)) warnings.push_back(std::move(warning));
  return warnings;
}

}  // namespace c360::pipeline
