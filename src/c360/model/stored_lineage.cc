#include "c360/model/stored_lineage.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <utility>

namespace c360::model {
namespace {

using Origin = lakehouse::Moment::ColumnOrigin;

/// Who reads a snapshot must know which columns show values: those that only count do not.
std::string_view how_text(const Use& use) {
  return use.derived != Derivation::kNone && !use.carries_value ? "counted" : to_string(use.derived);
}

Origin origin_of(const LineageGraph& graph, const SourceColumn& column, std::string expression) {
  Origin origin{column.table, column.column, std::move(expression), {}};
  for (const LineageEdge& edge : graph.into(column)) {
    origin.inputs.push_back(
        {edge.from.table, edge.from.column, std::string(how_text(edge.use)), influence_text(edge.use.influence)});
  }
  return origin;
}

}  // namespace

std::string influence_text(unsigned influence) {
  constexpr std::array<std::pair<unsigned, const char*>, 6> kWords = {{{kFilters, "filter"},
                                                                       {kJoins, "join"},
                                                                       {kGroups, "group"},
                                                                       {kSorts, "sort"},
                                                                       {kWindows, "window"},
                                                                       {kConditions, "condition"}}};
  std::vector<std::string> words;
  for (const auto& [bit, word] : kWords) {
    if ((influence & bit) != 0) words.emplace_back(word);
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

std::vector<Origin> stored_lineage(const LineageGraph& graph, const std::set<lakehouse::TableName>& tables) {
  std::vector<Origin> origins;
  for (const auto& [name, table] : graph.tables()) {
    if (tables.count(name) == 0) continue;
    for (const LineageColumn& column : table.columns) {
      Origin origin = origin_of(graph, {name, column.name}, column.text);
      if (!origin.inputs.empty()) origins.push_back(std::move(origin));
    }
    Origin rows = origin_of(graph, {name, {}}, {});
    if (!rows.inputs.empty()) origins.push_back(std::move(rows));
  }
  return origins;
}

}  // namespace c360::model
