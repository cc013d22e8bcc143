#include "c360/publish/postgres/postgres_database.h"

#include "c360/publish/postgres/row_sender.h"
#include "c360/sql/postgres.h"
#include "c360/sql/postgres_dialect.h"

namespace c360::publish::postgres {

namespace pg = sql::postgres;

const sql::TableDialect& PostgresDatabase::dialect() const {
  return pg::dialect();
}

std::int64_t PostgresDatabase::run(const std::string& statement) {
  return statement.empty() ? 0 : connection_.execute(statement);
}

std::int64_t PostgresDatabase::send(engine::Connection& engine, const sql::Query& rows,
                                    const sql::TableDefinition& table) {
  return send_rows(connection_, engine, rows, table, pg::copy_into(table));
}

std::int64_t PostgresDatabase::send_as_texts(engine::Connection& engine, const sql::Query& rows,
                                             const sql::TableDefinition& table) {
  return send_texts(connection_, engine, rows, table, pg::copy_texts_into(table));
}

std::int64_t PostgresDatabase::fill(engine::Connection& engine, const sql::Query& rows,
                                    const sql::TableDefinition& table, const sql::StagedTable& staged, bool as_texts) {
  const std::int64_t sent = as_texts ? send_texts(connection_, engine, rows, table, pg::copy_texts_into(staged))
                                     : send_rows(connection_, engine, rows, table, pg::copy_into(staged));
  connection_.execute(pg::analyze(staged));
  return sent;
}

std::int64_t PostgresDatabase::stage(engine::Connection& engine, const sql::Query& rows,
                                     const sql::TableDefinition& table, const sql::StagedTable& staged) {
  connection_.execute(pg::create_staged(staged));
  return fill(engine, rows, table, staged, false);
}

}  // namespace c360::publish::postgres
