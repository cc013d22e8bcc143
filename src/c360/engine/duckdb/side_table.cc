#include "c360/engine/side_table.h"

#include <utility>

#include "c360/base/error.h"
#include "c360/base/ids.h"
#include "c360/engine/duckdb/connection_impl.h"
#include "c360/engine/duckdb/sql_writer.h"
#include "c360/engine/duckdb/types.h"
#include "c360/sql/functions.h"

namespace c360::engine {
namespace {

/// Its first column holds the sink's name, as set_aside is called with it: so a call's arguments are a row as it is.
std::string definition(const std::string& table, const std::vector<SideColumn>& columns) {
  std::string text = "CREATE TABLE " + quote_identifier(table) + " (" + quote_identifier("__sink") + " VARCHAR";
  for (const SideColumn& column : columns) {
    text += ", " + quote_identifier(column.name) + " " + engine_name(column.type);
  }
  return text + ")";
}

}  // namespace

struct SideTable::Impl {
  Connection* connection;
  std::shared_ptr<DatabaseState> database;
  std::string table;
  std::vector<SideColumn> columns;
  std::shared_ptr<RowSink> sink;
  std::string name;
};

SideTable::SideTable(Connection& connection, std::vector<SideColumn> columns) : impl_(std::make_unique<Impl>()) {
  impl_->connection = &connection;
  impl_->database = connection.impl().database;
  impl_->table = "__c360_aside_" + random_uuid();
  impl_->columns = std::move(columns);
  connection.impl().run(Statement{definition(impl_->table, impl_->columns)});
  impl_->sink = std::make_shared<RowSink>(impl_->database->connect(), impl_->table, impl_->database->ledger());
  impl_->name = impl_->database->row_sinks().add(impl_->sink);
}

SideTable::~SideTable() {
  impl_->database->row_sinks().remove(impl_->name);
  impl_->sink.reset();
  try {
    impl_->connection->drop_table({impl_->table});
  } catch (const Error&) {  // a cancelled connection refuses; the table goes with the database
  }
}

sql::Expr SideTable::put(std::vector<sql::Expr> row) const {
  if (row.size() != impl_->columns.size()) throw Error(ErrorCode::kInternal, "a row of another width is set aside");
  row.insert(row.begin(), sql::literal(impl_->name));
  return sql::call(sql::fn::kSetAside, std::move(row));
}

std::int64_t SideTable::finish() {
  return impl_->sink->finish();
}

sql::Relation SideTable::relation() const {
  sql::Query rows;
  rows.from = sql::table({impl_->table});
  for (const SideColumn& column : impl_->columns) rows.select.push_back({sql::column(column.name), column.name});
  return sql::subquery(std::move(rows));
}

}  // namespace c360::engine
