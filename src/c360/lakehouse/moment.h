// One moment over many tables: the lakehouse's own snapshots, in _c360/snapshots/. Numbered, immutable, put if absent
// against the one its run began from; the highest is current.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "c360/delta/actions.h"
#include "c360/lakehouse/lakehouse.h"

namespace c360::lakehouse {

/// Promise 1 for one entity. source_rows = bronze_rows + malformed, and bronze_rows = silver_rows + exact_duplicates +
/// older_versions + quarantined.
struct RowAccount {
  std::string entity;
  std::int64_t source_rows = 0;
  std::int64_t malformed = 0;
  std::int64_t bronze_rows = 0;
  std::int64_t silver_rows = 0;
  std::int64_t exact_duplicates = 0;
  std::int64_t older_versions = 0;
  std::int64_t quarantined = 0;

  bool balances() const;
};

struct Moment {
  std::int64_t number = 0;  ///< 1 is the first
  std::string run_id;
  Micros created = 0;

  struct TableVersion {
    TableName name;
    delta::Version version = 0;
    std::string fingerprint;  ///< of all that the table's rows are a function of; equal = nothing to do
    std::string description;
    std::string sql;  ///< of a model; empty otherwise
  };
  struct View {
    TableName name;
    std::string sql;
    std::string fingerprint;
    std::string description;
  };
  /// A model materialized as a folder of Parquet files (CETAS).
  struct ParquetFolder {
    TableName name;
    std::vector<std::string> files;  ///< in the lakehouse's store
    std::string schema_json;         ///< as a Delta schema
    std::string fingerprint;
    std::string description;
    std::string sql;
  };
  std::vector<TableVersion> tables;
  std::vector<View> views;  ///< in the order in which they can be created
  std::vector<ParquetFolder> parquet;
  std::vector<RowAccount> accounts;
  struct Warning {
    std::string check, entity, key, file;
    std::int64_t row = 0;
  };
  std::vector<Warning> warnings;                       ///< at most kMostWarnings a check; counts are in warning_counts
  std::map<std::string, std::int64_t> warning_counts;  ///< "entity.check" → rows

  const TableVersion* find(const TableName& name) const;
  std::string to_json() const;
  static Moment from_json(std::string_view json);
};

/// The highest, or nullopt before the first run.
std::optional<Moment> current_moment(const storage::ObjectStore& lake);
std::optional<Moment> read_moment(const storage::ObjectStore& lake, std::int64_t number);
std::vector<std::int64_t> moment_numbers(const storage::ObjectStore& lake);
/// False if another run has published this number already.
bool publish_moment(storage::ObjectStore& lake, const Moment& moment);

}  // namespace c360::lakehouse
