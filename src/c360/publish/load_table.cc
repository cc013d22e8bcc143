#include "c360/publish/load_table.h"

#include <fmt/format.h>

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

PlannedTable planned(const Load& load, const sql::TableDialect& dialect) {
  PlannedTable table;
  table.source = load.rows;
  table.definition.schema = load.schema.empty() ? usual_schema(dialect) : load.schema;
  table.definition.name = load.table;
  table.definition.columns = published_columns(load.engine, load.rows);
  dialect.fit({&table.definition});
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

/// `send` puts the rows into the table, which is there by then.
template <class Send>
std::int64_t bring(database::Database& database, const Load& load, const PlannedTable& table, bool is_there,
                   const Send& send) {
  if (!load.before.empty()) database.run(load.before);
  if (!is_there) database.run(database.dialect().create_table(table.definition));
  if (is_there && load.replace) database.run(database.dialect().delete_all(table.definition));
  return send();
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
  const std::int64_t rows = bring(database, load, table, there,
                                  [&] { return database.send(load.engine, published_rows(table), table.definition); });
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
  const std::int64_t rows = bring(database, load, table, there, [&] {
    const sql::Query all = published_rows(table);
    return there && load.converts ? database.send_as_texts(load.engine, all, table.definition)
                                  : database.send(load.engine, all, table.definition);
  });
  connection.execute("COMMIT");
  return rows;
}

}  // namespace c360::publish
