#include "c360/model/syntax.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "c360/base/error.h"

namespace c360::model {
namespace {

using Json = nlohmann::json;

/// Walks a syntax tree; knows which names are common table expressions where it stands.
class TreeWalker {
 public:
  explicit TreeWalker(Syntax& found) : found_(found) {}

  void walk(const Json& node) {
    if (node.is_array()) {
      for (const Json& child : node) walk(child);
    } else if (node.is_object()) {
      walk_object(node);
    }
  }

 private:
  void walk_object(const Json& node) {
    const std::set<std::string> outer = local_names_;
    const auto ctes = node.find("cte_map");
    if (ctes != node.end()) add_local_names(*ctes);
    note(node);
    for (const auto& [key, child] : node.items())
      walk(is_table_function(node) && key == "function" ? child.at("children") : child);
    local_names_ = outer;
  }

  static bool is_table_function(const Json& node) {
    const auto type = node.find("type");
    return type != node.end() && *type == "TABLE_FUNCTION";
  }

  void add_local_names(const Json& cte_map) {
    for (const Json& entry : cte_map.value("map", Json::array())) local_names_.insert(entry.value("key", ""));
  }

  void note(const Json& node) {
    const auto type = node.find("type");
    if (type == node.end() || !type->is_string()) return;
    if (*type == "BASE_TABLE") {
      note_table(node);
    } else if (*type == "TABLE_FUNCTION") {
      note_function(node.at("function"), true);
    } else if (*type == "FUNCTION") {
      note_function(node, false);
    } else if (*type == "COLUMN_REF") {
      note_clock_keyword(node);
    }
  }

  /// current_date and its like are written without brackets, and the parser takes them for columns.
  void note_clock_keyword(const Json& node) {
    const Json names = node.value("column_names", Json::array());
    if (names.size() != 1) return;
    static const std::set<std::string> keywords = {"current_date", "current_time", "current_timestamp", "localtime",
                                                   "localtimestamp"};
    const std::string name = names[0].get<std::string>();
    if (keywords.count(name) > 0) found_.functions.push_back({name, node.value("query_location", 0UL), false});
  }

  void note_table(const Json& node) {
    TableReference table{node.value("schema_name", ""), node.value("table_name", ""),
                         node.value("query_location", 0UL)};
    if (table.schema.empty() && local_names_.count(table.name) > 0) return;
    const auto same = [&](const TableReference& other) {
      return other.schema == table.schema && other.name == table.name;
    };
    if (std::none_of(found_.tables.begin(), found_.tables.end(), same)) found_.tables.push_back(std::move(table));
  }

  void note_function(const Json& node, bool reads_rows) {
    found_.functions.push_back({node.value("function_name", ""), node.value("query_location", 0UL), reads_rows});
  }

  Syntax& found_;
  std::set<std::string> local_names_;
};

}  // namespace

Syntax read_syntax(std::string_view tree_json) {
  const Json tree = Json::parse(tree_json, nullptr, false);
  if (tree.is_discarded() || !tree.contains("statements")) {
    throw Error(ErrorCode::kInternal, "the engine gave no syntax tree for a SELECT");
  }
  Syntax found;
  found.statements = tree["statements"].size();
  TreeWalker(found).walk(tree["statements"]);
  const auto by_offset = [](const TableReference& a, const TableReference& b) { return a.offset < b.offset; };
  std::stable_sort(found.tables.begin(), found.tables.end(), by_offset);
  return found;
}

TextPosition position_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto last_break = before.rfind('\n');
  TextPosition position;
  position.line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
  position.column =
      1 + static_cast<int>(last_break == std::string_view::npos ? before.size() : before.size() - last_break - 1);
  return position;
}

}  // namespace c360::model
