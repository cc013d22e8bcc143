// Where set_aside puts rows (side_table.h).
#pragma once

#include <duckdb.h>

#include <cstdint>
#include <mutex>
#include <string>

#include "c360/engine/duckdb/errors.h"
#include "c360/engine/duckdb/handles.h"
#include "c360/engine/duckdb/numbered.h"

namespace c360::engine {

/// What was not flushed is given up.
inline void destroy_appender(duckdb_appender* appender) {
  duckdb_appender_destroy(appender);
}
using AppenderHandle = Handle<duckdb_appender, destroy_appender>;

/// Appends chunks to a table of its database through a connection of its own. Any thread may append.
class RowSink {
 public:
  /// Throws Error(kInternal) for a table that is not there. The ledger must outlive it.
  RowSink(ConnectionHandle connection, const std::string& table, const ErrorLedger& ledger);

  /// The chunk's columns are the table's.
  void append(duckdb_data_chunk rows);
  /// Makes all rows visible and ends appending; how many there were. May be called again.
  std::int64_t finish();

 private:
  [[noreturn]] void fail();

  std::mutex mutex_;
  ConnectionHandle connection_;
  AppenderHandle appender_;
  const ErrorLedger& ledger_;
  std::int64_t rows_ = 0;
};

using RowSinks = Numbered<RowSink>;

/// Registers set_aside (name, value…). Sinks and ledger must outlive the database.
void register_set_aside(duckdb_connection connection, const RowSinks& sinks, ErrorLedger& ledger);

}  // namespace c360::engine
