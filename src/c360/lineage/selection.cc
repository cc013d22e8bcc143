#include "c360/lineage/selection.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "c360/base/error.h"
#include "c360/base/suggest.h"

namespace c360::lineage {
namespace {

using lakehouse::TableName;
using model::LineageEdge;
using model::LineageGraph;
using model::SourceColumn;

std::vector<std::string> parts_of(std::string_view name) {
  std::vector<std::string> parts(1);
  for (const char c : name) {
    if (c == '.') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

bool is_made_elsewhere(model::TableRole role) {
  return role == model::TableRole::kMetric || role == model::TableRole::kPublished;
}

/// Tables of a name in any schema: the project's own, or where it has none what is made of them.
std::vector<TableName> tables_called(const LineageGraph& graph, const std::string& name) {
  std::vector<TableName> own, others;
  for (const auto& [table, known] : graph.tables()) {
    if (table.name == name) (is_made_elsewhere(known.role) ? others : own).push_back(table);
  }
  return own.empty() ? others : own;
}

[[noreturn]] void throw_unknown(const LineageGraph& graph, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& [table, known] : graph.tables()) names.push_back(table.to_string());
  throw Error(ErrorCode::kUsage, fmt::format("there is no table '{}'", name), did_you_mean(name, names));
}

TableName only_one(const LineageGraph& graph, const std::string& name) {
  const std::vector<TableName> found = tables_called(graph, name);
  if (found.empty()) throw_unknown(graph, name);
  if (found.size() == 1) return found[0];
  std::vector<std::string> names;
  for (const TableName& table : found) names.push_back(table.to_string());
  throw Error(ErrorCode::kUsage, fmt::format("several tables are called '{}'", name),
              fmt::format("name one of {}", fmt::join(names, ", ")));
}

SourceColumn with_column(const LineageGraph& graph, const TableName& table, const std::string& column) {
  if (graph.find_column({table, column}) != nullptr) return {table, column};
  std::vector<std::string> names;
  for (const auto& known : graph.find(table)->columns) names.push_back(known.name);
  throw Error(ErrorCode::kUsage, fmt::format("{} has no column '{}'", table.to_string(), column),
              did_you_mean(column, names));
}

class TreeMaker {
 public:
  TreeMaker(const LineageGraph& graph, Direction direction) : graph_(graph), up_(direction == Direction::kUpstream) {}

  Branch branch(const SourceColumn& at, const model::Use& use) {
    Branch result{at, use, false, {}};
    result.shown_above = !seen_.insert(at).second;
    if (result.shown_above) {
      result.shown_above = !next(at).empty();
      return result;
    }
    for (const auto& [column, how] : next(at)) result.branches.push_back(branch(column, how));
    return result;
  }

 private:
  std::vector<std::pair<SourceColumn, model::Use>> next(const SourceColumn& at) const {
    std::vector<std::pair<SourceColumn, model::Use>> result;
    if (at.column.empty()) {
      for (const TableName& table : up_ ? graph_.inputs(at.table) : graph_.readers(at.table))
        result.push_back({{table, {}}, {}});
      return result;
    }
    for (const LineageEdge& edge : up_ ? graph_.into(at) : graph_.out_of(at)) {
      const SourceColumn& other = up_ ? edge.from : edge.to;
      if (edge.use.derived != model::Derivation::kNone) result.emplace_back(other, edge.use);
    }
    return result;
  }

  const LineageGraph& graph_;
  bool up_;
  std::set<SourceColumn> seen_;
};

/// Walks edges and keeps each once.
class EdgeGatherer {
 public:
  EdgeGatherer(const LineageGraph& graph, Direction direction)
      : graph_(graph), up_(direction == Direction::kUpstream) {}

  void gather(const SourceColumn& at) {
    if (!visited_.insert(at).second) return;
    for (const LineageEdge& edge : up_ ? graph_.into(at) : graph_.out_of(at)) {
      if (kept_.insert({edge.from, edge.to}).second) edges_.push_back(edge);
      const SourceColumn& other = up_ ? edge.from : edge.to;
      if (edge.use.derived != model::Derivation::kNone && !other.column.empty()) gather(other);
    }
  }

  std::vector<LineageEdge> edges() && { return std::move(edges_); }

 private:
  const LineageGraph& graph_;
  bool up_;
  std::set<SourceColumn> visited_;
  std::set<std::pair<SourceColumn, SourceColumn>> kept_;
  std::vector<LineageEdge> edges_;
};

}  // namespace

SourceColumn find_column(const LineageGraph& graph, std::string_view name) {
  const std::vector<std::string> parts = parts_of(name);
  if (parts.size() == 1) return {only_one(graph, parts[0]), {}};
  const TableName first_two{parts[0], parts[1]};
  const bool is_table = graph.find(first_two) != nullptr;
  if (parts.size() == 2 && is_table) return {first_two, {}};
  if (parts.size() == 2 && !tables_called(graph, parts[0]).empty())
    return with_column(graph, only_one(graph, parts[0]), parts[1]);
  if (parts.size() == 3 && is_table) return with_column(graph, first_two, parts[2]);
  throw_unknown(graph, parts.size() == 3 ? first_two.to_string() : std::string(name));
}

Branch tree_of(const LineageGraph& graph, const SourceColumn& root, Direction direction) {
  return TreeMaker(graph, direction).branch(root, {});
}

std::vector<LineageEdge> edges_of(const LineageGraph& graph, const SourceColumn& root, Direction direction) {
  EdgeGatherer gatherer(graph, direction);
  if (root.column.empty()) {
    for (const model::LineageColumn& column : graph.find(root.table)->columns)
      gatherer.gather({root.table, column.name});
  } else {
    gatherer.gather(root);
  }
  gatherer.gather({root.table, {}});
  return std::move(gatherer).edges();
}

}  // namespace c360::lineage
