#include "c360/project/check_contract.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "c360/base/suggest.h"
#include "c360/project/check_column.h"
#include "c360/project/names.h"

namespace c360::project {
namespace {

std::vector<std::string> column_names(const Contract& contract) {
  std::vector<std::string> names;
  for (const ColumnSpec& column : contract.columns) names.push_back(column.name);
  return names;
}

/// Every name in a list (`key`, `latest_by`) is a column's, and there once.
void check_column_list(const ReadContract& read, const std::string& key, const std::vector<std::string>& names,
                       Problems& problems) {
  const YamlNode* node = read.document.find(key);
  if (node == nullptr) return;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Location where = node->place_of_item(i);
    if (read.contract.find(names[i]) == nullptr) {
      problems.add(where, fmt::format("'{}' names no column: '{}'", key, names[i]),
                   did_you_mean(names[i], column_names(read.contract)));
    } else if (std::find(names.begin(), names.begin() + static_cast<long>(i), names[i]) !=
               names.begin() + static_cast<long>(i)) {
      problems.add(where, fmt::format("'{}' names the column '{}' twice", key, names[i]), "remove one");
    }
  }
  if (names.empty() && !problems.reported(node->where))
    problems.add(node->where, fmt::format("'{}' names no column", key), "name at least one column");
}

void check_column_names(const ReadContract& read, Problems& problems) {
  std::map<std::string, const ColumnSpec*> first;
  for (const ColumnSpec& column : read.contract.columns) {
    const auto [known, is_new] = first.emplace(folded(column.name), &column);
    if (is_new || known->second->name == column.name) continue;
    problems.add(column.where,
                 fmt::format("'{}' and '{}' are one name: capitals do not count", column.name, known->second->name),
                 "rename one of the columns");
  }
  const YamlNode* columns = read.document.find("columns");
  if (columns != nullptr && columns->kind == YamlNode::Kind::kMap && columns->items.empty())
    problems.add(columns->where, "the contract has no columns", "name at least the key's columns");
}

void check_kind(const CheckSpec& check, const YamlNode& node, Problems& problems) {
  const bool has_wrong_key = std::any_of(node.keys.begin(), node.keys.end(),
                                         [&](const YamlNode& key) { return problems.reported(key.where); });
  if (has_wrong_key) return;
  const bool has_where = node.find("where") != nullptr;
  const bool has_sql = node.find("sql") != nullptr;
  if (has_where == has_sql) {
    problems.add(node.where, fmt::format("the check '{}' must have one of 'where' and 'sql'", check.name),
                 "'where' is a condition over a row, 'sql' a SELECT over tables");
  } else if (has_sql && check.otherwise == Severity::kQuarantine) {
    problems.add(node.place({"otherwise"}), "a check over tables cannot quarantine", "write warn or fail");
  }
}

/// The nodes that the contract's checks were read from, in their order.
std::vector<const YamlNode*> check_nodes(const YamlNode& document) {
  std::vector<const YamlNode*> nodes;
  const YamlNode* checks = document.find("checks");
  if (checks == nullptr) return nodes;
  for (const YamlNode& item : checks->items)
    if (item.kind == YamlNode::Kind::kMap) nodes.push_back(&item);
  return nodes;
}

void check_checks(const ReadContract& read, Problems& problems) {
  const std::vector<const YamlNode*> nodes = check_nodes(read.document);
  std::map<std::string, int> first_line;
  for (std::size_t i = 0; i < read.contract.checks.size(); ++i) {
    const CheckSpec& check = read.contract.checks[i];
    const YamlNode& node = *nodes[i];
    check_kind(check, node, problems);
    const Location name_place = node.place({"name"});
    const auto [known, is_new] = first_line.emplace(folded(check.name), name_place.line);
    if (!is_new && !check.name.empty())
      problems.add(name_place, fmt::format("two checks are called '{}'", check.name),
                   fmt::format("rename one; the first is on line {}", known->second));
  }
}

const YamlNode* column_node(const YamlNode& document, const std::string& name) {
  const YamlNode* columns = document.find("columns");
  return columns == nullptr ? nullptr : columns->find(name);
}

void complete_column(ColumnSpec& column, const Contract& contract) {
  if (column.from.empty()) column.from = column.name;
  const bool is_key = std::find(contract.key.begin(), contract.key.end(), column.name) != contract.key.end();
  column.required = column.required || is_key;
  const CleanStep trim;
  if (std::find(column.clean.begin(), column.clean.end(), trim) == column.clean.end())
    column.clean.insert(column.clean.begin(), trim);
}

void complete_check(CheckSpec& check, const YamlNode& node) {
  if (check.condition.empty() && node.find("otherwise") == nullptr) check.otherwise = Severity::kWarn;
  check.where = node.place({check.condition.empty() ? "sql" : "where"});
}

}  // namespace

void complete_contract(Contract& contract, const YamlNode& document, const Project& project) {
  if (contract.from.empty()) contract.from = contract.entity;
  if (document.find("null_tokens") == nullptr) contract.null_tokens = project.null_tokens;
  for (ColumnSpec& column : contract.columns) complete_column(column, contract);
  const std::vector<const YamlNode*> nodes = check_nodes(document);
  for (std::size_t i = 0; i < contract.checks.size(); ++i) complete_check(contract.checks[i], *nodes[i]);
}

void check_contract(const ReadContract& read, Problems& problems) {
  check_column_names(read, problems);
  check_column_list(read, "key", read.contract.key, problems);
  check_column_list(read, "latest_by", read.contract.latest_by, problems);
  for (const ColumnSpec& column : read.contract.columns)
    if (const YamlNode* node = column_node(read.document, column.name)) check_column(column, *node, problems);
  check_checks(read, problems);
}

}  // namespace c360::project
