// What people want to know about the tables of a lakehouse: lists, history and detail.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "c360/delta/table.h"
#include "c360/lakehouse/lakehouse.h"

namespace c360::lakehouse {

/// One table, as a list shows it.
struct TableSummary {
  TableName name;
  delta::Version version = 0;
  std::int64_t timestamp = 0;               ///< of that version, milliseconds
  std::optional<delta::Version> in_moment;  ///< the version that the current moment holds
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  std::optional<std::int64_t> rows;  ///< nullopt if a file has no statistics
  std::string description;
  std::string problem;  ///< why the table cannot be read, by its cause; everything else but the name is empty then
};

/// A table at one version, with all that its log says about it.
struct TableDetail {
  TableSummary summary;
  std::string location;
  std::string id;
  delta::Protocol protocol;
  delta::Schema schema;
  std::vector<std::string> partition_columns;
  std::map<std::string, std::string> configuration;
  std::optional<std::int64_t> created;  ///< milliseconds
  std::vector<delta::Txn> transactions;
};

/// Which version of a table: the latest, a number, or the last one at or before a time.
struct VersionChoice {
  std::optional<delta::Version> version;
  std::optional<std::int64_t> timestamp;  ///< milliseconds
};

/// Every Delta table of the lakehouse, sorted by name.
std::vector<TableName> table_names(const storage::ObjectStore& lake);
std::vector<TableSummary> list_tables(Lakehouse& lake);

/// Throws Error(kNotFound) for a table that is not there, with the nearest name.
TableDetail table_detail(Lakehouse& lake, const TableName& name, const VersionChoice& choice = {});
/// Newest first, at most `limit` (0: all). Throws as table_detail.
std::vector<delta::HistoryEntry> table_history(Lakehouse& lake, const TableName& name, std::size_t limit = 0);

/// The snapshot of a table at a version. Throws Error(kNotFound, kUnsupported, kCorrupt).
delta::Snapshot snapshot_at(delta::Table& table, const VersionChoice& choice);

/// numRecords of a file's statistics; nullopt if it has none.
std::optional<std::int64_t> rows_of(const delta::AddFile& file);

}  // namespace c360::lakehouse
