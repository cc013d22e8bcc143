// What Parquet files hold, looked up before they are scanned, so that scans can be written the fastest way.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "c360/engine/duckdb/handles.h"
#include "c360/sql/query.h"

namespace c360::engine {

/// What a file's footer tells.
struct ParquetFacts {
  std::int64_t rows = 0;
  std::map<std::string, std::string> columns;  ///< name → the engine's type; "" for nested ones
};

/// Reads footers once and remembers them; a file whose size or time has changed is read again. Any thread may call.
class ParquetCatalog {
 public:
  /// `most_rows_apart`: up to how many rows the files of a scan may be read one by one.
  ParquetCatalog(ConnectionHandle connection, std::int64_t most_rows_apart)
      : connection_(std::move(connection)), most_rows_apart_(most_rows_apart) {}

  std::int64_t most_rows_apart() const { return most_rows_apart_; }

  /// The rows of the largest table that statements have been written about so far.
  std::int64_t most_rows() const { return most_rows_; }
  /// Statements are about to be written about a table of so many rows.
  void expect(std::int64_t rows);

  /// The facts of files, in their order; empty if one of them cannot be read (the scan itself will tell why).
  std::vector<std::shared_ptr<const ParquetFacts>> facts(const std::vector<std::string>& files);

 private:
  struct Entry {
    std::shared_ptr<ParquetFacts> facts;
    std::uintmax_t size = 0;
    std::filesystem::file_time_type modified;
  };

  bool is_known(const std::string& file) const;
  bool load(const std::vector<std::string>& files);

  std::mutex mutex_;
  ConnectionHandle connection_;
  std::int64_t most_rows_apart_;
  std::atomic<std::int64_t> most_rows_ = 0;
  std::map<std::string, Entry> entries_;
};

/// Whether every file has every column of the scan that comes from files, flat and of the very type.
bool is_uniform(const sql::ParquetScan& scan, const std::vector<std::shared_ptr<const ParquetFacts>>& facts);

}  // namespace c360::engine
