// What publishing asks of a database, whatever its kind.
#pragma once

#include <cstdint>
#include <string>

#include "c360/base/error.h"
#include "c360/engine/engine.h"
#include "c360/sql/query.h"
#include "c360/sql/table_dialect.h"

namespace c360::publish::database {

/// A statement that the database refused, told in our words.
class RefusedError : public Error {
 public:
  using Error::Error;
};

/// A connection within the transaction that publishes. One thread at a time. Its calls throw RefusedError for what the
/// database refuses, Error(kIo) for one that went away, Error(kCancelled) soon after a cancellation.
class Database {
 public:
  virtual ~Database() = default;
  virtual const sql::TableDialect& dialect() const = 0;
  /// Runs a statement; the rows that it changed. Nothing is done for an empty one.
  virtual std::int64_t run(const std::string& statement) = 0;
  /// Inserts the rows of a query, whose columns are the table's, and tells their number. Throws Error(kData) for a
  /// value that the table cannot hold or a row that the database refuses, with the row's key.
  virtual std::int64_t send(engine::Connection& engine, const sql::Query& rows, const sql::TableDefinition& table) = 0;
  /// The same into a staged table, which is made; `table` has its columns, and is named in messages.
  virtual std::int64_t stage(engine::Connection& engine, const sql::Query& rows, const sql::TableDefinition& table,
                             const sql::StagedTable& staged) = 0;
};

}  // namespace c360::publish::database
