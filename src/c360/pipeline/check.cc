#include "c360/pipeline/check.h"

#include "c360/contract/refine.h"
#include "c360/lakehouse/scan.h"
#include "c360/metric/check.h"
#include "c360/model/build.h"
#include "c360/model/graph.h"
#include "c360/pipeline/table_rows.h"

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

void check_model(engine::Connection& connection, const project::ModelSpec& spec) {
  const delta::Schema schema = lakehouse::schema_of(model::describe(connection, spec));
  place(connection, {spec.schema, spec.name}, schema);
  model::check_columns(connection, spec);
}

}  // namespace

void check(engine::Database& database, const project::Project& project) {
  engine::Connection connection = database.connect();
  Mistakes mistakes;
  mistakes.collect([&] { contract::check(connection, project.contracts); });
  for (const auto& contract : project.contracts) {
    mistakes.collect([&] { place_entity(connection, contract); });
  }
  std::vector<model::Node> models;
  mistakes.collect([&] { models = model::in_build_order(connection, project); });
  for (const model::Node& node : models) mistakes.collect([&] { check_model(connection, *node.spec); });
  for (const auto& test : project.tests) {
    mistakes.collect([&] {
      model::inputs_of(connection, project, test);
      model::describe(connection, test);
    });
  }
  if (mistakes.none()) mistakes.collect([&] { metric::check(connection, project); });
  mistakes.throw_if_any();
}

}  // namespace c360::pipeline
