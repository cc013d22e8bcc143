#include "c360/contract/silver_views.h"

#include <fmt/format.h>

#include "c360/base/error.h"

namespace c360::contract {

void create_silver_views(engine::Connection& connection, const SilverRelations& silver) {
  connection.create_schema("silver");
  for (const auto& [entity, relation] : silver) {
    sql::Query rows;
    rows.from = relation;
    connection.create_view({"silver", entity}, rows);
  }
}

sql::Query cross_check_query(const project::CheckSpec& check) {
  sql::Query query;
  query.user_sql = check.sql;
  return query;
}

std::vector<std::string> cross_check_key(engine::Connection& connection, const project::Contract& contract,
                                         const project::CheckSpec& check) {
  std::vector<engine::ResultColumn> columns;
  try {
    columns = connection.describe(cross_check_query(check));
  } catch (const Error& error) {
    throw Error(ErrorCode::kProject,
                fmt::format("{}: the check '{}': {}", contract.entity, check.name, error.message()), error.hint(),
                check.where);
  }
  if (columns.size() < contract.key.size()) {
    throw Error(ErrorCode::kProject,
                fmt::format("{}: the check '{}' gives {} columns, but the key has {}", contract.entity, check.name,
                            columns.size(), contract.key.size()),
                fmt::format("its first columns must be the key: {}", fmt::join(contract.key, ", ")), check.where);
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < contract.key.size(); ++i) names.push_back(columns[i].name);
  return names;
}

}  // namespace c360::contract
