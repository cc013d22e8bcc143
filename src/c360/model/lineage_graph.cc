#include "c360/model/lineage_graph.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace c360::model {
namespace {

std::vector<LineageEdge> edges_at(const std::multimap<SourceColumn, std::size_t>& index, const SourceColumn& column,
                                  const std::vector<LineageEdge>& edges) {
  std::vector<LineageEdge> result;
  const auto [first, last] = index.equal_range(column);
  for (auto at = first; at != last; ++at) result.push_back(edges[at->second]);
  std::sort(result.begin(), result.end(),
            [](const LineageEdge& a, const LineageEdge& b) { return std::tie(a.from, a.to) < std::tie(b.from, b.to); });
  return result;
}

}  // namespace

std::string_view to_string(TableRole role) {
  switch (role) {
    case TableRole::kSource:
      return "source";
    case TableRole::kBronze:
      return "bronze";
    case TableRole::kSilver:
      return "silver";
    case TableRole::kQuarantine:
      return "quarantine";
    case TableRole::kModel:
      return "model";
    case TableRole::kMetric:
      return "metric";
    case TableRole::kPublished:
      return "published";
  }
  return "";
}

void LineageGraph::add(LineageTable table) {
  const lakehouse::TableName name = table.name;
  tables_[name] = std::move(table);
}

void LineageGraph::add(const LineageEdge& edge) {
  into_.emplace(edge.to, edges_.size());
  out_of_.emplace(edge.from, edges_.size());
  edges_.push_back(edge);
}

void LineageGraph::add(const lakehouse::TableName& table, const std::string& column, const Uses& uses) {
  for (const auto& [source, use] : uses) add(LineageEdge{source, {table, column}, use});
}

void LineageGraph::add_copy(LineageTable copy, const lakehouse::TableName& of) {
  const LineageTable* original = find(of);
  const Use copied{Derivation::kCopied, true, 0};
  const lakehouse::TableName name = copy.name;
  if (copy.columns.empty() && original != nullptr) {
    for (const LineageColumn& column : original->columns) copy.columns.push_back({column.name, {}, {}, {}});
  }
  for (const LineageColumn& column : copy.columns) add({{of, column.name}, {name, column.name}, copied});
  add({{of, {}}, {name, {}}, Use{Derivation::kNone, false, kExistence}});
  add(std::move(copy));
}

std::string LineageGraph::free_schema(std::string wanted) const {
  const auto is_taken = [&](const auto& table) { return table.first.layer == wanted; };
  while (std::any_of(tables_.begin(), tables_.end(), is_taken)) wanted += '_';
  return wanted;
}

const LineageTable* LineageGraph::find(const lakehouse::TableName& name) const {
  const auto found = tables_.find(name);
  return found == tables_.end() ? nullptr : &found->second;
}

const LineageColumn* LineageGraph::find_column(const SourceColumn& column) const {
  const LineageTable* table = find(column.table);
  if (table == nullptr) return nullptr;
  const auto found = std::find_if(table->columns.begin(), table->columns.end(),
                                  [&](const LineageColumn& each) { return each.name == column.column; });
  return found == table->columns.end() ? nullptr : &*found;
}

std::vector<LineageEdge> LineageGraph::into(const SourceColumn& column) const {
  return edges_at(into_, column, edges_);
}

std::vector<LineageEdge> LineageGraph::out_of(const SourceColumn& column) const {
  return edges_at(out_of_, column, edges_);
}

std::set<lakehouse::TableName> LineageGraph::inputs(const lakehouse::TableName& name) const {
  std::set<lakehouse::TableName> result;
  for (const LineageEdge& edge : edges_) {
    if (edge.to.table == name && edge.from.table != name) result.insert(edge.from.table);
  }
  return result;
}

std::set<lakehouse::TableName> LineageGraph::readers(const lakehouse::TableName& name) const {
  std::set<lakehouse::TableName> result;
  for (const LineageEdge& edge : edges_) {
    if (edge.from.table == name && edge.to.table != name) result.insert(edge.to.table);
  }
  return result;
}

std::set<std::string> LineageGraph::pii_of(const lakehouse::TableName& table, const std::string& column) const {
  std::set<std::string> kinds;
  std::set<SourceColumn> seen;
  const std::function<void(const SourceColumn&)> visit = [&](const SourceColumn& at) {
    if (!seen.insert(at).second) return;
    const LineageColumn* known = find_column(at);
    if (known != nullptr && !known->pii.empty()) kinds.insert(known->pii);
    const auto [first, last] = into_.equal_range(at);
    for (auto edge = first; edge != last; ++edge) {
      if (edges_[edge->second].use.carries_value) visit(edges_[edge->second].from);
    }
  };
  visit({table, column});
  return kinds;
}

std::string LineageGraph::description_of(const lakehouse::TableName& table, const std::string& column) const {
  std::set<SourceColumn> seen;
  const std::function<std::string(const SourceColumn&)> visit = [&](const SourceColumn& at) -> std::string {
    if (!seen.insert(at).second) return {};
    const LineageColumn* known = find_column(at);
    if (known != nullptr && !known->description.empty()) return known->description;
    std::set<std::string> inherited;
    const auto [first, last] = into_.equal_range(at);
    for (auto edge = first; edge != last; ++edge) {
      const Use& use = edges_[edge->second].use;
      if (use.derived == Derivation::kNone) continue;
      inherited.insert(use.derived == Derivation::kCopied ? visit(edges_[edge->second].from) : std::string());
    }
    return inherited.size() == 1 ? *inherited.begin() : std::string();
  };
  return visit({table, column});
}

}  // namespace c360::model
