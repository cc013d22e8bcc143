#include "c360/powerbi/dax_expression.h"

#include "c360/powerbi/dax_tree.h"

namespace c360::powerbi {
namespace {

/// The tree of an expression, found in that of a SELECT of it.
nlohmann::json tree_of(engine::Connection& connection, std::string_view sql) {
  connection.check_expression(sql);
  const auto tree = nlohmann::json::parse(connection.parse_to_json("SELECT " + std::string(sql)));
  return tree.at("statements").at(0).at("node").at("select_list").at(0);
}

}  // namespace

DaxExpressions::Value DaxExpressions::value(std::string_view sql) {
  return DaxTree(columns_).value(tree_of(connection_, sql));
}

std::string DaxExpressions::condition(std::string_view sql) {
  return DaxTree(columns_).when_true(tree_of(connection_, sql));
}

}  // namespace c360::powerbi
