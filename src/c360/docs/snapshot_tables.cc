#include "c360/docs/snapshot_tables.h"

namespace c360::docs {

using lakehouse::TableName;

SnapshotTables::SnapshotTables(const std::optional<lakehouse::Moment>& moment, const project::Project& project,
                               const model::LineageGraph& graph)
    : has_run_(moment.has_value()) {
  for (const project::ModelSpec& model : project.models) now_[{model.schema, model.name}] = model.sql;
  for (const model::LineageEdge& edge : graph.edges())
    if (edge.from.table != edge.to.table) inputs_[edge.to.table].insert(edge.from.table);
  if (!moment) return;
  for (const auto& table : moment->tables) entries_[table.name] = {"table", table.version, table.sql};
  for (const auto& view : moment->views) entries_[view.name] = {"view", std::nullopt, view.sql};
  for (const auto& folder : moment->parquet) entries_[folder.name] = {"parquet", std::nullopt, folder.sql};
}

std::string SnapshotTables::kind(const TableName& name) const {
  const auto found = entries_.find(name);
  return found == entries_.end() ? std::string() : found->second.kind;
}

std::optional<std::int64_t> SnapshotTables::version(const TableName& name) const {
  const auto found = entries_.find(name);
  return found == entries_.end() ? std::nullopt : found->second.version;
}

bool SnapshotTables::has_changed(const TableName& name, std::set<TableName>& seen) const {
  if (!seen.insert(name).second) return false;
  const auto now = now_.find(name);
  const auto then = entries_.find(name);
  if (now != now_.end() && (then == entries_.end() || then->second.sql != now->second)) return true;
  const auto inputs = inputs_.find(name);
  if (inputs == inputs_.end()) return false;
  for (const TableName& input : inputs->second)
    if (has_changed(input, seen)) return true;
  return false;
}

std::string SnapshotTables::no_rows_because(const TableName& name) const {
  if (!has_run_) return "The project has not run yet: c360 run fills its tables.";
  if (entries_.count(name) == 0) return "The snapshot does not have this table yet: c360 run makes it.";
  std::set<TableName> seen;
  if (has_changed(name, seen))
    return "The model, or one that it reads, has changed since the snapshot: after c360 run its rows are shown again.";
  return {};
}

std::set<TableName> SnapshotTables::malformed() const {
  std::set<TableName> result;
  constexpr std::string_view kEnding = "__malformed";
  for (const auto& [name, entry] : entries_) {
    const bool ends = name.name.size() > kEnding.size() &&
                      std::string_view(name.name).substr(name.name.size() - kEnding.size()) == kEnding;
    if (name.layer == "bronze" && ends) result.insert(name);
  }
  return result;
}

}  // namespace c360::docs
