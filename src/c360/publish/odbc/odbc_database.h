// A connection by ODBC as what every publish asks of a database: rows go as blocks of parameters.
#pragma once

#include "c360/publish/database/database.h"
#include "c360/publish/odbc/connection.h"
#include "c360/publish/odbc/database_kind.h"

namespace c360::publish::odbc {

class OdbcDatabase final : public database::Database {
 public:
  /// Connection and kind must outlive it.
  OdbcDatabase(Connection& connection, const DatabaseKind& kind)
      : connection_(connection), kind_(kind), dialect_(*kind.dialect) {}

  const sql::TableDialect& dialect() const override { return dialect_; }
  std::int64_t run(const std::string& statement) override;
  std::int64_t send(engine::Connection& engine, const sql::Query& rows, const sql::TableDefinition& table) override;
  /// Rows for a staged table that is there.
  std::int64_t fill(engine::Connection& engine, const sql::Query& rows, const sql::TableDefinition& table,
                    const sql::StagedTable& staged);
  std::int64_t stage(engine::Connection& engine, const sql::Query& rows, const sql::TableDefinition& table,
                     const sql::StagedTable& staged) override;

 private:
  Connection& connection_;
  const DatabaseKind& kind_;
  const sql::TableDialect& dialect_;
};

}  // namespace c360::publish::odbc
