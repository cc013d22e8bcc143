#include "c360/publish/postgres/strangers.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/sql/postgres.h"

namespace c360::publish::postgres {
namespace {

constexpr std::size_t kMostLines = 20;

std::string line_of(const ForeignChange& change) {
  std::string line = fmt::format("{}: {}", change.table, change.operation);
  if (change.rows) line += fmt::format(" of {} {}", *change.rows, *change.rows == 1 ? "row" : "rows");
  if (!change.keys.empty()) line += fmt::format(" ({})", change.keys);
  return line + fmt::format(" by {} at {}", change.who, change.when);
}

void look_at_columns(const sql::TableDefinition& table, const Relation& relation, std::vector<std::string>& lines) {
  for (const sql::ColumnDefinition& column : table.columns) {
    const auto found = relation.columns.find(column.name);
    const std::string type = sql::postgres::type_name(column.type, column.max_length);
    if (found == relation.columns.end())
      lines.push_back(fmt::format("{}: the column {} is gone", table.name, column.name));
    else if (found->second != type)
      lines.push_back(fmt::format("{}: the column {} is {} now, not {}", table.name, column.name, found->second, type));
  }
}

void look_at_keys(const sql::TableDefinition& table, const Relation& relation, std::vector<std::string>& lines) {
  const auto has = [&](const std::string& name) {
    return relation.constraints.count(name) > 0 || relation.indexes.count(name) > 0;
  };
  if (!table.key.columns.empty() && !has(table.key.name))
    lines.push_back(fmt::format("{}: the key {} is gone", table.name, table.key.name));
  for (const auto& key : table.foreign_keys) {
    if (!has(key.name)) lines.push_back(fmt::format("{}: the foreign key {} is gone", table.name, key.name));
  }
  for (const auto& index : table.indexes) {
    if (!has(index.name)) lines.push_back(fmt::format("{}: the index {} is gone", table.name, index.name));
  }
}

void look_at(const PublishedTable& table, const Relations& relations, std::vector<std::string>& lines) {
  const std::string& name = table.definition.name;
  const auto found = relations.find(name);
  if (found == relations.end()) {
    lines.push_back(fmt::format("{}: the table is gone", name));
    return;
  }
  look_at_columns(table.definition, found->second, lines);
  look_at_keys(table.definition, found->second, lines);
  if (found->second.watchers < sql::postgres::kWatchTriggers)
    lines.push_back(fmt::format("{}: triggers {}… are gone or off, so that changes went unseen", name,
                                sql::postgres::kWatchPrefix));
}

void look_at(const PublishedView& view, const Relations& relations, std::vector<std::string>& lines) {
  const auto found = relations.find(view.name);
  if (found == relations.end())
    lines.push_back(fmt::format("{}: the view is gone", view.name));
  else if (found->second.text != view.stands)
    lines.push_back(fmt::format("{}: the view's SELECT is another now", view.name));
}

void refuse_if_replaced(const std::string& kind, const std::string& shown, const std::string& name,
                        const std::string& number, const Relations& relations) {
  const auto found = relations.find(name);
  if (found == relations.end() || found->second.number == number) return;
  throw Error(
      ErrorCode::kConflict,
      fmt::format("the {} {} is not the one that c360 published: somebody has put another in its place", kind, shown),
      "rename or drop it; then publish with --full");
}

}  // namespace

std::vector<std::string> strangers(const State& state, const Relations& relations,
                                   const std::vector<ForeignChange>& changes) {
  std::vector<std::string> lines;
  for (const auto& [name, table] : state.tables) look_at(table, relations, lines);
  for (const auto& [name, view] : state.views) look_at(view, relations, lines);
  for (const ForeignChange& change : changes) lines.push_back(line_of(change));
  return lines;
}

void refuse_strangers(const std::vector<std::string>& lines, const std::string& schema, const std::string& target) {
  if (lines.empty()) return;
  std::vector<std::string> shown(lines.begin(),
                                 lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), kMostLines)));
  if (shown.size() < lines.size()) shown.push_back(fmt::format("and {} more", lines.size() - shown.size()));
  throw Error(
      ErrorCode::kConflict,
      fmt::format("another hand has changed what c360 published in the schema {}; nothing was published\n    {}",
                  schema, fmt::join(shown, "\n    ")),
      fmt::format("c360 publish {} --full compares every row with the lakehouse and puts back what differs", target));
}

void refuse_replaced(const State& state, const Relations& relations) {
  for (const auto& [name, table] : state.tables)
    refuse_if_replaced("table", table.definition.schema + "." + name, name, table.relation, relations);
  for (const auto& [name, view] : state.views) refuse_if_replaced("view", name, name, view.relation, relations);
}

}  // namespace c360::publish::postgres
