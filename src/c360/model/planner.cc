#include "c360/model/planner.h"

#include "c360/lakehouse/schema_mapping.h"

namespace c360::model {
namespace {

/// Small: nothing is ever read here.
std::unique_ptr<engine::Database> make_database() {
  engine::Options options;
  options.threads = 1;
  options.memory_limit_bytes = std::uint64_t{256} << 20U;
  return std::make_unique<engine::Database>(options);
}

/// No rows, of a schema's columns.
sql::Query empty_table(const delta::Schema& schema) {
  sql::ParquetScan none;
  for (const delta::Field& field : schema.fields) {
    none.columns.push_back({field.name, field.name, lakehouse::sql_type(field.type)});
  }
  return sql::select_from(sql::scan(std::move(none)));
}

}  // namespace

Planner::Planner() : database_(make_database()), connection_(database_->connect()) {}

void Planner::place(const lakehouse::TableName& name, const delta::Schema& schema) {
  connection_.create_schema(name.layer);
  if (!placed_.insert(name).second) connection_.drop_table({name.layer, name.name});
  connection_.create_table_as({name.layer, name.name}, empty_table(schema), false);
}

std::vector<engine::ResultColumn> Planner::describe(const std::string& select) {
  return connection_.describe(sql::user_query(select));
}

PlannedSelect Planner::plan(const std::string& select) {
  PlannedSelect result;
  result.columns = describe(select);
  result.plan = read_plan(connection_.plan_to_json(select));
  return result;
}

}  // namespace c360::model
