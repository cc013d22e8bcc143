// A connection to PostgreSQL as what every publish asks of a database: rows go by COPY.
#pragma once

#include "c360/publish/database/database.h"
#include "c360/publish/postgres/connection.h"

namespace c360::publish::postgres {

class PostgresDatabase final : public database::Database {
 public:
  /// The connection must outlive it.
  explicit PostgresDatabase(Connection& connection) : connection_(connection) {}

  const sql::TableDialect& dialect() const override;
  std::int64_t run(const std::string& statement) override;
  std::int64_t send(engine::Connection& engine, const sql::Query& rows, const sql::TableDefinition& table) override;
  /// Rows for a table whose own columns decide of their types.
  std::int64_t send_as_texts(engine::Connection& engine, const sql::Query& rows, const sql::TableDefinition& table);
  /// Rows for a staged table that is there; `as_texts` as above.
  std::int64_t fill(engine::Connection& engine, const sql::Query& rows, const sql::TableDefinition& table,
                    const sql::StagedTable& staged, bool as_texts);
  std::int64_t stage(engine::Connection& engine, const sql::Query& rows, const sql::TableDefinition& table,
                     const sql::StagedTable& staged) override;

 private:
  Connection& connection_;
};

}  // namespace c360::publish::postgres
