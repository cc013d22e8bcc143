#include <fmt/format.h>

#include <utility>

#include "c360/base/error.h"
#include "c360/contract/column_reading.h"
#include "c360/contract/refine.h"
#include "c360/contract/row_columns.h"
#include "c360/contract/silver_views.h"

namespace c360::contract {
namespace {

/// The silver of a contract without rows.
sql::Relation empty_silver(const project::Contract& contract) {
  sql::Query row;
  for (const project::ColumnSpec& column : contract.columns) {
    row.select.push_back({sql::null_of(column.type), column.name});
  }
  row.select.push_back({sql::null_of({sql::TypeKind::kString}), kSourceFile});
  row.select.push_back({sql::null_of({sql::TypeKind::kBigint}), kSourceRow});
  row.select.push_back({sql::null_of({sql::TypeKind::kBigint}), kFileNo});
  sql::Query none;
  none.from = sql::subquery(std::move(row), contract.entity);
  none.where = sql::literal(false);
  return sql::subquery(std::move(none), contract.entity);
}

[[noreturn]] void refuse(const project::Contract& contract, const project::CheckSpec& check, const std::string& why,
                         const std::string& hint) {
  throw Error(ErrorCode::kProject, fmt::format("{}: the check '{}': {}", contract.entity, check.name, why), hint,
              check.where);
}

/// That the condition is one expression, knows its columns and is true or false.
void check_condition(engine::Connection& connection, const project::Contract& contract,
                     const project::CheckSpec& check) {
  sql::Query query;
  query.from = empty_silver(contract);
  query.select = {{sql::user_sql(check.condition), "passes"}};
  std::vector<engine::ResultColumn> columns;
  try {
    connection.check_expression(check.condition);
    columns = connection.describe(query);
  } catch (const Error& error) {
    refuse(contract, check, error.message(), error.hint());
  }
  const engine::ResultColumn& column = columns.at(0);
  if (column.has_known_type && column.known.kind == sql::TypeKind::kBoolean) return;
  refuse(contract, check, "its condition gives " + column.type + ", not true or false",
         "write a condition such as \"amount >= 0\"");
}

}  // namespace

void check(engine::Connection& connection, const project::Contract& contract) {
  for (const project::ColumnSpec& column : contract.columns) ColumnReading(contract, column, std::nullopt);
  for (const project::CheckSpec& each : contract.checks) {
    if (!each.condition.empty()) check_condition(connection, contract, each);
  }
}

void check(engine::Connection& connection, const std::vector<project::Contract>& contracts) {
  SilverRelations silver;
  for (const project::Contract& contract : contracts) {
    check(connection, contract);
    silver.insert_or_assign(contract.entity, empty_silver(contract));
  }
  create_silver_views(connection, silver);
  for (const project::Contract& contract : contracts) {
    for (const project::CheckSpec& each : contract.checks) {
      if (!each.sql.empty()) cross_check_key(connection, contract, each);
    }
  }
}

}  // namespace c360::contract
