// One moment over many tables: the lakehouse's own snapshots, in _c360/snapshots/. Numbered, immutable, put if absent
// against the one its run began from; the highest is current.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/base/clock.h"
#include "c360/delta/actions.h"
#include "c360/lakehouse/table_name.h"
#include "c360/storage/object_store.h"

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
  bool operator==(const RowAccount&) const = default;
};

/// Which version of every table belongs together after a run, with all that reading it needs. A value; any thread may
/// read it.
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
    bool operator==(const TableVersion&) const = default;
  };
  struct View {
    TableName name;
    std::string sql;
    std::string fingerprint;
    std::string description;
    std::map<std::string, std::string> variants = {};  ///< the same rows in other SQL: "postgresql", "tsql" → SELECT
    bool operator==(const View&) const = default;
  };
  /// A model materialized as a folder of Parquet files (CETAS).
  struct ParquetFolder {
    TableName name;
    std::vector<std::string> files;  ///< in the lakehouse's store
    std::string schema_json;         ///< as a Delta schema
    std::string fingerprint;
    std::string description;
    std::string sql;
    bool operator==(const ParquetFolder&) const = default;
  };
  struct Warning {
    std::string check, entity, key, file;
    std::int64_t row = 0;
    bool operator==(const Warning&) const = default;
  };
  /// What a column is made of; without a column, what decides about which rows a table has.
  struct ColumnOrigin {
    struct Input {
      TableName table;
      std::string column;   ///< empty: the table's rows
      std::string how;      ///< copied, computed or aggregated; empty: it only decides
      std::string decides;  ///< by what: "filter, join"
      bool operator==(const Input&) const = default;
    };
    TableName table;
    std::string column;
    std::string expression;  ///< for people
    std::vector<Input> inputs;
    bool operator==(const ColumnOrigin&) const = default;
  };
  /// Quarantined rows that people have dismissed.
  struct Dismissed {
    std::int64_t rows = 0;
    std::map<std::string, std::int64_t> reasons;  ///< rule → dismissed rows that broke it
    bool operator==(const Dismissed&) const = default;
  };
  std::string time_zone;  ///< the calendar that its views are read by; empty: UTC
  int week_start = 1;
  std::vector<TableVersion> tables;
  std::vector<View> views;  ///< in the order in which they can be created
  std::vector<ParquetFolder> parquet;
  std::vector<RowAccount> accounts;
  /// Entity → rule → quarantined rows that broke it.
  std::map<std::string, std::map<std::string, std::int64_t>> reasons;
  std::map<std::string, Dismissed> dismissed;  ///< by entity, where there are any; counted in `reasons`, too
  std::string tests;  ///< fingerprint of the user's tests that all passed on it; empty: some could not be run
  std::vector<Warning> warnings;                       ///< some rows of each check; all are counted in warning_counts
  std::map<std::string, std::int64_t> warning_counts;  ///< "entity.check" → rows
  std::vector<ColumnOrigin> lineage;
  std::string lineage_fingerprint;  ///< of all that the lineage is a function of

  const TableVersion* find(const TableName& name) const;
  /// Everything above, as one JSON object. Text that is no UTF-8 has its bad bytes replaced.
  std::string to_json() const;
  /// Reads what to_json writes; keys that it does not know are ignored. Throws Error(kUnsupported) for a newer format,
  /// Error(kCorrupt) for what is no moment.
  static Moment from_json(std::string_view json);

  bool operator==(const Moment&) const = default;
};

/// The highest, or nullopt before the first run. Throws as from_json, naming the file.
std::optional<Moment> current_moment(const storage::ObjectStore& lake);
/// nullopt if there is no such number.
std::optional<Moment> read_moment(const storage::ObjectStore& lake, std::int64_t number);
/// All numbers there are, ascending.
std::vector<std::int64_t> moment_numbers(const storage::ObjectStore& lake);
/// False if another run has published this number already; true also if this very run has.
bool publish_moment(storage::ObjectStore& lake, const Moment& moment);

/// Where a moment is kept: "_c360/snapshots/00000000000000000042.json".
std::string moment_path(std::int64_t number);

}  // namespace c360::lakehouse
