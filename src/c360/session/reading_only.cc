#include "c360/session/reading_only.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/session/engine_functions.h"

namespace c360::session {
namespace {

using Json = nlohmann::json;

/// Views of the engine's own that tell the names and types of tables and columns, and nothing else.
constexpr std::array<std::string_view, 3> kCatalogViews = {"columns", "schemata", "tables"};

template <class Names>
bool is_among(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// A common table expression counts for the whole statement here, so its name must not be able to mean a file where it
/// is out of scope.
bool is_plain(const std::string& name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; });
}

[[noreturn]] void refuse_statement(const std::string& what) {
  throw Error(ErrorCode::kUsage, what, "only SELECT over the tables of the project is allowed here");
}

/// A syntax tree (json_serialize_sql) that is walked node by node.
class Walk {
 public:
  explicit Walk(const IsThere& is_there) : is_there_(is_there) {}

  void judge(const Json& tree) {
    if (tree.at("statements").size() != 1) refuse_statement("this is not one statement");
    note_common_tables(tree);
    visit(tree);
  }

 private:
  /// Names of common table expressions, wherever in the statement they stand.
  void note_common_tables(const Json& node) {
    if (node.is_object()) {
      const auto tables = node.find("cte_map");
      if (tables != node.end() && tables->is_object()) {
        for (const Json& entry : tables->value("map", Json::array()))
          common_tables_.insert(to_lower(entry.value("key", "")));
      }
    }
    if (!node.is_structured()) return;
    for (const Json& child : node) note_common_tables(child);
  }

  void visit(const Json& node) {
    if (node.is_object()) {
      const auto type = node.find("type");
      const std::string kind = type != node.end() && type->is_string() ? type->get<std::string>() : std::string();
      if (kind == "TABLE_FUNCTION") judge_function(node);
      if (kind == "BASE_TABLE") judge_table(node);
      if (node.contains("function_name")) judge_call(node);
      if (kind == "SHOW_REF") refuse_statement("DESCRIBE, SHOW and SUMMARIZE are not allowed");
    }
    if (!node.is_structured()) return;
    for (const Json& child : node) visit(child);
  }

  static void judge_call(const Json& function) {
    const std::string name = to_lower(function.value("function_name", ""));
    if (is_private_function(name)) refuse_statement(fmt::format("the function '{}' is not allowed", name));
  }

  static void judge_function(const Json& node) {
    const Json& function = node.at("function");
    const std::string name = to_lower(function.value("function_name", ""));
    if (!makes_rows_of_nothing(name)) refuse_statement(fmt::format("the table function '{}' is not allowed", name));
  }

  void judge_table(const Json& node) const {
    const std::string catalog = node.value("catalog_name", ""), schema = node.value("schema_name", ""),
                      name = node.value("table_name", "");
    if (!catalog.empty()) refuse_statement(fmt::format("the database '{}' cannot be named", catalog));
    if (schema.empty() && is_plain(name) && common_tables_.contains(to_lower(name))) return;
    const bool is_of_catalog = to_lower(schema) == "information_schema" && is_among(kCatalogViews, to_lower(name));
    if (is_of_catalog || is_there_(schema, name)) return;
    throw Error(ErrorCode::kUsage, fmt::format("there is no table {}{}{}", schema, schema.empty() ? "" : ".", name),
                "information_schema.tables lists them; write the schema too: silver.orders");
  }

  const IsThere& is_there_;
  std::set<std::string> common_tables_;
};

}  // namespace

void refuse_all_but_reading(engine::Connection& connection, std::string_view statement, const IsThere& is_there) {
  Walk(is_there).judge(Json::parse(connection.parse_to_json(statement)));
}

}  // namespace c360::session
