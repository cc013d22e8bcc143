#include "c360/lakehouse/inspect.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/delta/stats.h"
#include "c360/lakehouse/moment.h"

namespace c360::lakehouse {
namespace {

std::optional<std::int64_t> total_rows(const delta::Snapshot& snapshot) {
  std::int64_t rows = 0;
  for (const delta::AddFile& file : snapshot.files()) {
    const std::optional<std::int64_t> count = rows_of(file);
    if (!count) return std::nullopt;
    rows += *count;
  }
  return rows;
}

std::uint64_t bytes_of(const delta::Snapshot& snapshot) {
  std::uint64_t bytes = 0;
  for (const delta::AddFile& file : snapshot.files()) bytes += static_cast<std::uint64_t>(file.size);
  return bytes;
}

TableSummary summary_of(const TableName& name, const delta::Snapshot& snapshot, const std::optional<Moment>& moment) {
  TableSummary summary;
  summary.name = name;
  summary.version = snapshot.version();
  summary.timestamp = snapshot.timestamp();
  if (const Moment::TableVersion* table = moment ? moment->find(name) : nullptr) summary.in_moment = table->version;
  summary.files = snapshot.files().size();
  summary.bytes = bytes_of(snapshot);
  summary.rows = total_rows(snapshot);
  summary.description = snapshot.metadata().description.value_or("");
  return summary;
}

/// A table that exists. Throws Error(kNotFound) with the nearest name.
LakeTable open_table(Lakehouse& lake, const TableName& name) {
  LakeTable table = lake.table(name);
  if (table.log().exists()) return table;
  std::vector<std::string> names;
  for (const TableName& each : table_names(lake.store())) names.push_back(each.to_string());
  throw Error(ErrorCode::kNotFound,
              fmt::format("there is no Delta table {} in {}", name.to_string(), lake.store().display()),
              did_you_mean(name.to_string(), names));
}

}  // namespace

std::vector<TableName> table_names(const storage::ObjectStore& lake) {
  constexpr std::string_view kLog = "/_delta_log/";
  std::vector<TableName> names;
  for (const storage::ObjectInfo& object : lake.list("")) {
    const std::size_t log = object.path.find(kLog);
    const std::size_t slash = object.path.find('/');
    if (log == std::string::npos || slash >= log || object.path.find('/', slash + 1) != log) continue;
    TableName name{object.path.substr(0, slash), object.path.substr(slash + 1, log - slash - 1)};
    if (names.empty() || names.back() != name) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::vector<TableSummary> list_tables(Lakehouse& lake) {
  const std::optional<Moment> moment = current_moment(lake.store());
  std::vector<TableSummary> tables;
  for (const TableName& name : table_names(lake.store())) {
    try {
      LakeTable table = lake.table(name);
      tables.push_back(summary_of(name, table.log().latest(), moment));
    } catch (const Error& error) {
      tables.emplace_back().name = name;
      tables.back().problem = error.message();
    }
  }
  return tables;
}

delta::Snapshot snapshot_at(delta::Table& table, const VersionChoice& choice) {
  if (choice.version) return table.at_version(*choice.version);
  if (choice.timestamp) return table.at_timestamp(*choice.timestamp);
  return table.latest();
}

TableDetail table_detail(Lakehouse& lake, const TableName& name, const VersionChoice& choice) {
  LakeTable table = open_table(lake, name);
  const delta::Snapshot snapshot = snapshot_at(table.log(), choice);
  const delta::Metadata& metadata = snapshot.metadata();
  TableDetail detail;
  detail.summary = summary_of(name, snapshot, current_moment(lake.store()));
  detail.location = table.store().display();
  detail.id = metadata.id;
  detail.protocol = snapshot.protocol();
  detail.schema = metadata.schema;
  detail.partition_columns = metadata.partition_columns;
  detail.configuration = metadata.configuration;
  detail.created = metadata.created_time;
  detail.transactions = snapshot.transactions();
  return detail;
}

std::vector<delta::HistoryEntry> table_history(Lakehouse& lake, const TableName& name, std::size_t limit) {
  return open_table(lake, name).log().history(limit);
}

std::optional<std::int64_t> rows_of(const delta::AddFile& file) {
  if (!file.stats) return std::nullopt;
  const std::optional<delta::FileStats> stats = delta::parse_stats(*file.stats);
  return stats ? stats->num_records : std::nullopt;
}

}  // namespace c360::lakehouse
