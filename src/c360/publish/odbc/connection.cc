#include "c360/publish/odbc/connection.h"

#include "c360/publish/odbc/csv_record.h"
#include "c360/publish/odbc/driver_connection.h"
#include "c360/publish/odbc/statement.h"

namespace c360::publish::odbc {

Connection::Connection(const ConnectionText& text, const Cancellation& cancellation)
    : driver_(std::make_unique<DriverConnection>(text, cancellation)) {}
Connection::~Connection() = default;

std::string Connection::database_name() const {
  return driver_->info(SQL_DBMS_NAME);
}

std::string Connection::database_version() const {
  return driver_->info(SQL_DBMS_VER);
}

std::string Connection::display() const {
  return driver_->text().display();
}

std::vector<Row> Connection::query(const std::string& statement, const std::vector<Cell>& values) {
  Statement running(*driver_);
  running.bind(values);
  running.execute(statement);
  std::vector<Row> rows;
  const SQLSMALLINT columns = running.columns();
  while (columns > 0 && running.fetch()) {
    Row& row = rows.emplace_back();
    for (SQLSMALLINT column = 1; column <= columns; ++column) row.push_back(running.cell(column));
  }
  return rows;
}

FirstRows Connection::first_rows(const std::string& statement, std::size_t most) {
  Statement running(*driver_);
  running.execute(statement);
  FirstRows first;
  const SQLSMALLINT columns = running.columns();
  for (SQLSMALLINT column = 1; column <= columns; ++column)
    first.columns.push_back({running.column_name(column), running.is_whole_number(column)});
  while (columns > 0 && running.fetch()) {
    first.has_more = first.rows.size() == most;
    if (first.has_more) break;
    Row& row = first.rows.emplace_back();
    for (SQLSMALLINT column = 1; column <= columns; ++column) row.push_back(running.cell(column));
  }
  return first;
}

void Connection::copy_out(const std::string& select, const std::vector<sql::ColumnDefinition>& columns,
                          const std::function<void(std::string_view record)>& take) {
  Statement running(*driver_);
  running.execute(select);
  CsvRecord record;
  while (running.fetch()) {
    record.clear();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto column = static_cast<SQLSMALLINT>(i + 1);
      switch (read_as(columns[i].type)) {
        case ReadAs::kReal:
          record.add(running.real(column));
          break;
        case ReadAs::kBytes:
          record.add_bytes(running.bytes(column));
          break;
        case ReadAs::kText:
          record.add(running.cell(column), columns[i].type);
      }
    }
    take(record.line());
  }
}

std::vector<std::string> Connection::columns_of(const std::string& select) {
  Statement running(*driver_);
  running.execute(select);
  std::vector<std::string> names;
  for (SQLSMALLINT column = 1; column <= running.columns(); ++column) names.push_back(running.column_name(column));
  return names;
}

std::int64_t Connection::execute(const std::string& statement, const std::vector<Cell>& values) {
  Statement running(*driver_);
  running.bind(values);
  running.execute(statement);
  return running.rows_changed();
}

void Connection::begin() {
  driver_->begin();
}

void Connection::commit() {
  driver_->commit();
}

PreparedRows Connection::prepare(const std::string& statement) {
  return PreparedRows(*driver_, statement);
}

}  // namespace c360::publish::odbc
