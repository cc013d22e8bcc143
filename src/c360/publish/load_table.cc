#include "c360/publish/load_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>

#include "c360/base/letter_case.h"
#include "c360/publish/odbc/connection.h"
#include "c360/publish/odbc/database_kind.h"
#include "c360/publish/odbc/odbc_database.h"
#include "c360/publish/odbc/opening.h"
#include "c360/publish/plan.h"
#include "c360/publish/postgres/connection.h"
#include "c360/publish/postgres/opening.h"
#include "c360/publish/postgres/postgres_database.h"

namespace c360::publish {
namespace {

using Call = pipeline::Outside::Call;
using Load = pipeline::Outside::Load;

/// Where tables stand if nobody says so.
std::string usual_schema(const sql::TableDialect& dialect) {
  if (dialect.name() == "tsql") return "dbo";
  return dialect.name() == "postgresql" ? "public" : "";
}

/// The columns of the upsert's key as the rows call them.
std::vector<std::string> upsert_columns(const Load& load, const sql::TableDefinition& table) {
  std::vector<std::string> key;
  for (const std::string& wanted : load.upsert) {
    const auto found =
        std::find_if(table.columns.begin(), table.columns.end(),
                     [&](const sql::ColumnDefinition& column) { return equal_ignoring_case(column.name, wanted); });
    if (found == table.columns.end())
      throw Error(ErrorCode::kData, fmt::format("the rows for {} have no column '{}' of 'upsert'", table.name, wanted),
                  "name columns as the table has them");
    key.push_back(found->name);
  }
  return key;
}

PlannedTable planned(const Load& load, const sql::TableDialect& dialect) {
  PlannedTable table;
  table.source = load.rows;
  table.definition.schema = load.schema.empty() ? usual_schema(dialect) : load.schema;
  table.definition.name = load.table;
  table.definition.columns = published_columns(load.engine, load.rows);
  dialect.fit({&table.definition});
  table.definition.key.columns = upsert_columns(load, table.definition);
  return table;
}

/// Whether the database has the table, asked outside of any transaction: a statement that is refused ends one.
template <class Columns>
bool is_there(const Columns& ask) {
  try {
    ask();
    return true;
  } catch (const database::RefusedError&) {
    return false;
  }
}

/// What differs from database to database.
struct Sender {
  std::function<std::int64_t()> into_table;                          ///< sends the rows
  std::function<std::int64_t(const sql::StagedTable&)> into_staged;  ///< the same, into one that is there
  std::function<bool(const std::string&)> is_zero;                   ///< whether a SELECT gives the number 0
};

std::int64_t upsert(database::Database& database, const sql::TableDefinition& table, const Sender& sender) {
  const sql::TableDialect& dialect = database.dialect();
  const sql::StagedTable staged{"c360_load", table.columns, table.key.columns};
  database.run(dialect.create_staged_like(table, staged));
  const std::int64_t rows = sender.into_staged(staged);
  if (!sender.is_zero(dialect.count_repeated_keys(staged)))
    throw Error(
        ErrorCode::kData,
        fmt::format("several of the rows for {} have the same {}", table.name, fmt::join(table.key.columns, " and ")),
        "nothing was loaded; let 'upsert' name columns by which each row is one of its own");
  if (table.columns.size() > table.key.columns.size()) database.run(dialect.update_by_key(table, staged));
  database.run(dialect.insert_missing(table, staged));
  return rows;
}

/// The table without a key, which is not known to be one of all rows that will ever stand there.
std::string create_keyless(const sql::TableDialect& dialect, sql::TableDefinition table) {
  table.key = {};
  return dialect.create_table(table);
}

std::int64_t bring(database::Database& database, const Load& load, const PlannedTable& table, bool is_there,
                   const Sender& sender) {
  if (!load.before.empty()) database.run(load.before);
  if (!is_there) database.run(create_keyless(database.dialect(), table.definition));
  if (is_there && load.replace) database.run(database.dialect().delete_all(table.definition));
  return load.upsert.empty() ? sender.into_table() : upsert(database, table.definition, sender);
}

/// Whether the first value of the only row is the number 0.
template <class Rows>
bool is_zero_in(const Rows& rows) {
  return rows.at(0).at(0) == "0";
}

}  // namespace

std::int64_t load_by_odbc(const Call& call, const Load& load) {
  odbc::Connection connection(odbc::connection_text(call.project, call.target), call.cancel);
  const odbc::DatabaseKind& kind = odbc::find_kind(call.target, connection.database_name());
  const PlannedTable table = planned(load, *kind.dialect);
  const bool there = is_there([&] { connection.columns_of(kind.dialect->no_rows_of(table.definition)); });
  odbc::OdbcDatabase database(connection, kind);
  connection.begin();
  for (const std::string& setting : kind.settings(table.definition.schema)) connection.execute(setting);
  const sql::Query all = published_rows(table);
  const Sender sender{[&] { return database.send(load.engine, all, table.definition); },
                      [&](const auto& staged) { return database.fill(load.engine, all, table.definition, staged); },
                      [&](const auto& select) { return is_zero_in(connection.query(select)); }};
  const std::int64_t rows = bring(database, load, table, there, sender);
  connection.commit();
  return rows;
}

std::int64_t load_by_postgresql(const Call& call, const Load& load) {
  postgres::Connection connection(postgres::connection_string(call.project, call.target), call.cancel);
  postgres::PostgresDatabase database(connection);
  const PlannedTable table = planned(load, database.dialect());
  const bool there = is_there([&] { connection.query(database.dialect().no_rows_of(table.definition)); });
  connection.execute("BEGIN");
  postgres::set_up(connection, table.definition.schema);
  const sql::Query all = published_rows(table);
  const bool as_texts = there && load.converts;
  const Sender sender{
      [&] {
        return as_texts ? database.send_as_texts(load.engine, all, table.definition)
                        : database.send(load.engine, all, table.definition);
      },
      [&](const auto& staged) { return database.fill(load.engine, all, table.definition, staged, as_texts); },
      [&](const auto& select) { return is_zero_in(connection.query(select)); }};
  const std::int64_t rows = bring(database, load, table, there, sender);
  connection.execute("COMMIT");
  return rows;
}

}  // namespace c360::publish
