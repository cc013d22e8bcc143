#include "c360/session/row_condition.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/session/engine_functions.h"

namespace c360::session {
namespace {

using Json = nlohmann::json;

/// Kinds of expressions that have a row's values to work with, and nothing else.
constexpr std::array<std::string_view, 8> kPlain = {"BETWEEN",    "CASE",     "CAST",     "COLUMN_REF",
                                                    "COMPARISON", "CONSTANT", "FUNCTION", "OPERATOR"};

[[noreturn]] void refuse_condition(const std::string& what) {
  throw Error(ErrorCode::kUsage, what, "a role's condition compares columns with values: store_id in (3, 7)");
}

void take_column(const Json& node, std::set<std::string>& columns) {
  const Json& names = node.at("column_names");
  if (names.size() != 1)
    refuse_condition("a role's condition names columns without a table: it counts for all tables that have them");
  columns.insert(to_lower(names[0].get<std::string>()));
}

void visit(const Json& node, std::set<std::string>& columns) {
  if (node.is_object() && node.contains("class")) {
    const std::string kind = node.at("class");
    const bool is_plain = kind == "CONJUNCTION" || std::find(kPlain.begin(), kPlain.end(), kind) != kPlain.end();
    if (!is_plain) refuse_condition(fmt::format("a role's condition cannot hold a {}", to_lower(kind)));
    if (kind == "COLUMN_REF") take_column(node, columns);
    const std::string function = to_lower(node.value("function_name", ""));
    if (is_private_function(function)) refuse_condition(fmt::format("the function '{}' is not allowed", function));
  }
  if (!node.is_structured()) return;
  for (const Json& child : node) visit(child, columns);
}

}  // namespace

std::set<std::string> columns_of_condition(engine::Connection& connection, const sql::Dialect& dialect,
                                           const std::string& condition) {
  connection.check_expression(condition);
  sql::Query query;
  query.select = {{sql::literal(true), ""}};
  query.where = sql::user_sql(condition);
  const Json tree = Json::parse(connection.parse_to_json(dialect.write(query)));
  std::set<std::string> columns;
  visit(tree.at("statements").at(0).at("node").at("where_clause"), columns);
  if (columns.empty()) refuse_condition("a role's condition names no column");
  return columns;
}

}  // namespace c360::session
