#include "c360/model/table_places.h"

#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

namespace c360::model {
namespace {

using Json = nlohmann::json;
using Places = std::map<std::string, std::vector<TablePlace>>;

/// Walks a syntax tree in the order in which the engine looks its tables up: FROM first, a common table expression
/// where it is first read.
class SyntaxWalker {
 public:
  void walk(const Json& node) {
    if (node.is_array()) {
      for (const Json& child : node) walk(child);
    } else if (node.is_object()) {
      node.contains("cte_map") ? walk_query(node) : walk_object(node);
    }
  }

  const Places& places() const { return places_; }

 private:
  void walk_query(const Json& node) {
    const auto outer = locals_;
    for (const Json& entry : node["cte_map"].at("map")) locals_[entry.value("key", "")] = &entry.at("value");
    constexpr std::array<const char*, 6> kFirst = {"from_table",  "where_clause", "group_expressions",
                                                   "select_list", "having",       "qualify"};
    for (const char* key : kFirst) {
      if (const auto part = node.find(key); part != node.end()) walk(*part);
    }
    const std::set<std::string> done(kFirst.begin(), kFirst.end());
    for (const auto& [key, child] : node.items()) {
      if (key != "cte_map" && done.count(key) == 0) walk(child);
    }
    locals_ = outer;
  }

  void walk_object(const Json& node) {
    if (node.value("type", Json()) == "BASE_TABLE") note(node);
    for (const auto& [key, child] : node.items()) walk(child);
  }

  void note(const Json& node) {
    const auto name = node.value("table_name", "");
    const auto schema = node.value("schema_name", "");
    const auto local = locals_.find(name);
    const bool is_local = schema.empty() && local != locals_.end();
    if (is_local && read_.insert(local->second).second) walk(*local->second);
    const auto alias = node.value("alias", "");
    places_[is_local ? name : schema + "." + name].push_back(
        {alias.empty() ? name : alias, node.value("query_location", std::size_t{0})});
  }

  Places places_;
  std::map<std::string, const Json*> locals_;
  std::set<const Json*> read_;
};

/// The tables of a plan by their names, each with its order.
class PlanWalker {
 public:
  void walk(const PlanNode& node) {
    if (node.kind == PlanNode::Kind::kWith) names_[node.with_index] = node.with_name;
    if (node.kind == PlanNode::Kind::kTable) found_[node.table.to_string()].insert(node.order);
    if (node.kind == PlanNode::Kind::kReference) found_[names_[node.with_index]].insert(node.order);
    for (const PlanNode& child : node.children) walk(child);
  }

  const std::map<std::string, std::set<std::size_t>>& found() const { return found_; }

 private:
  std::map<std::size_t, std::string> names_;
  std::map<std::string, std::set<std::size_t>> found_;
};

}  // namespace

std::map<std::size_t, TablePlace> table_places(const PlanNode& plan, std::string_view syntax_json) {
  SyntaxWalker syntax;
  syntax.walk(Json::parse(syntax_json).at("statements"));
  PlanWalker tables;
  tables.walk(plan);
  std::map<std::size_t, TablePlace> result;
  for (const auto& [name, orders] : tables.found()) {
    const auto places = syntax.places().find(name);
    if (places == syntax.places().end() || places->second.size() != orders.size()) continue;
    std::size_t i = 0;
    for (const std::size_t order : orders) result[order] = places->second[i++];
  }
  return result;
}

}  // namespace c360::model
