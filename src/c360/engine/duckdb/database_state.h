// What all connections of one database share.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "c360/engine/duckdb/dialect.h"
#include "c360/engine/duckdb/errors.h"
#include "c360/engine/duckdb/handles.h"
#include "c360/engine/duckdb/key_functions.h"
#include "c360/engine/duckdb/late_tables.h"
#include "c360/engine/duckdb/parquet_catalog.h"
#include "c360/engine/duckdb/row_sink.h"
#include "c360/engine/engine.h"
#include "c360/engine/scalar_function.h"
#include "c360/engine/table_function.h"

namespace c360::engine {

/// One in-memory database. Lives as long as its Database or any Connection. Any thread may call.
class DatabaseState {
 public:
  explicit DatabaseState(const Options& options);
  ~DatabaseState();
  DatabaseState(const DatabaseState&) = delete;
  DatabaseState& operator=(const DatabaseState&) = delete;

  ConnectionHandle connect();
  /// Whether statements are worked at by other threads than their own.
  bool has_threads() const { return threads_ > 1; }
  /// Takes a connection whose statement was stopped short and closes it minutes later, or with the database. A thread
  /// of the engine may still be about to leave the statement and look at the connection (~TaskNotifier in
  /// DuckDB 1.5.6); that takes it no time, but nothing tells when it has.
  void retire(ConnectionHandle connection) noexcept;
  ErrorLedger& ledger() { return ledger_; }
  const DuckDbDialect& dialect() const { return dialect_; }
  ParquetCatalog& catalog() { return *catalog_; }
  LateTables& late_tables() { return *late_tables_; }
  KeyTallies& key_tallies() { return key_tallies_; }
  RowSinks& row_sinks() { return row_sinks_; }
  std::uint64_t memory_limit() const { return memory_limit_; }
  /// How large the arrays may be in which statements about the tables seen so far gather groups, as a power of two.
  int array_bits() const;
  void set_array_bits(const ConnectionHandle& connection, int bits);

  bool set_memory_limit(std::uint64_t bytes);
  void set_calendar(const Calendar& calendar);
  void add(std::shared_ptr<const TableFunction> function);
  void add(ScalarFunction function);
  /// How statements name the table.
  std::string add(const std::string& name, std::shared_ptr<const LateTable> table);
  /// Makes the native functions known that a statement calls. Throws Error(kInternal) for one that c360 has not.
  void provide(const std::set<std::string>& functions);

 private:
  void run(const ConnectionHandle& connection, const char* statement);
  void take_name(const std::string& name);
  /// Ends the engine's threads, whatever they are about to do.
  void end_threads() noexcept;

  ErrorLedger ledger_;  // outlives the database, whose functions point at it
  KeyTallies key_tallies_;
  RowSinks row_sinks_;
  DuckDbDialect dialect_;
  std::atomic<std::uint64_t> memory_limit_;
  const std::uint64_t spill_limit_;
  const int threads_;
  std::filesystem::path spill_directory_;
  bool remove_spill_directory_;
  DatabaseHandle database_;
  std::unique_ptr<ParquetCatalog> catalog_;
  std::unique_ptr<LateTables> late_tables_;
  std::mutex mutex_;  // guards what follows
  ConnectionHandle admin_;
  std::deque<std::pair<std::chrono::steady_clock::time_point, ConnectionHandle>> retired_;
  std::set<std::string> names_;  // of our functions
  Calendar calendar_;
};

struct Database::Impl {
  std::shared_ptr<DatabaseState> state;
};

}  // namespace c360::engine
