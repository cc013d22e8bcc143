#include "c360/pipeline/check_roles.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/base/suggest.h"
#include "c360/session/row_condition.h"

namespace c360::pipeline {
namespace {

sql::Query rows_of(const lakehouse::TableName& table) {
  sql::Query query;
  query.from = sql::table({table.layer, table.name});
  return query;
}

std::set<std::string> columns_of(engine::Connection& connection, const lakehouse::TableName& table) {
  std::set<std::string> columns;
  for (const auto& column : connection.describe(rows_of(table))) columns.insert(to_lower(column.name));
  return columns;
}

[[noreturn]] void fail(const project::RoleSpec& role, const std::string& message, const std::string& hint) {
  throw Error(ErrorCode::kProject, fmt::format("the condition of the role '{}' cannot be kept: {}", role.name, message),
              hint, role.where);
}

void try_on(engine::Connection& connection, const project::RoleSpec& role, const lakehouse::TableName& table) {
  sql::Query query = rows_of(table);
  query.select = {{sql::user_sql(role.condition), "seen"}};
  query.where = sql::user_sql(role.condition);
  if (connection.describe(query).at(0).type != "BOOLEAN")
    fail(role, "it is not true or false", "compare a column with values: store_id in (3, 7)");
}

/// The first that no table has, or several that no table has together.
void refuse_columns(const project::RoleSpec& role, const std::set<std::string>& wanted,
                    const std::set<std::string>& all) {
  for (const std::string& column : wanted) {
    if (!all.contains(column))
      fail(role, fmt::format("no table has a column '{}'", column), did_you_mean(column, {all.begin(), all.end()}));
  }
  fail(role, fmt::format("no table has {} together", fmt::join(wanted, " and ")),
       "name columns that stand in one table; tables that reference it follow");
}

}  // namespace

void check_role(engine::Connection& connection, const sql::Dialect& dialect, const project::RoleSpec& role,
                const std::vector<lakehouse::TableName>& tables) {
  if (role.condition.empty()) return;
  try {
    const std::set<std::string> wanted = session::columns_of_condition(connection, dialect, role.condition);
    std::set<std::string> all;
    bool any = false;
    for (const lakehouse::TableName& table : tables) {
      const std::set<std::string> columns = columns_of(connection, table);
      all.insert(columns.begin(), columns.end());
      if (!std::includes(columns.begin(), columns.end(), wanted.begin(), wanted.end())) continue;
      any = true;
      try_on(connection, role, table);
    }
    if (!any) refuse_columns(role, wanted, all);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kProject) throw;
    fail(role, error.message(), error.hint());
  }
}

}  // namespace c360::pipeline
