#include "c360/publish/postgres/rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "c360/publish/difference.h"
#include "c360/publish/postgres/row_sender.h"
#include "c360/sql/postgres.h"

namespace c360::publish::postgres {
namespace {

namespace pg = sql::postgres;

/// Temporary tables are told apart by the table's place in the plan.
std::string staged_name(const char* what, std::size_t number) {
  return fmt::format("c360_{}_{}", what, number);
}

pg::Staged staged_rows(const TableWork& work, const char* what, std::size_t number) {
  return {staged_name(what, number), work.definition().columns};
}

/// A definition of the key's columns alone, for rows that are known by their keys.
sql::TableDefinition keys_of(const sql::TableDefinition& table) {
  sql::TableDefinition keys = table;
  const auto& key = table.key.columns;
  for (sql::ColumnDefinition& column : keys.columns) column.required = false;  // a key that went may have held NULL
  keys.columns.erase(std::remove_if(keys.columns.begin(), keys.columns.end(),
                                    [&](const sql::ColumnDefinition& column) {
                                      return std::find(key.begin(), key.end(), column.name) == key.end();
                                    }),
                     keys.columns.end());
  return keys;
}

pg::Staged staged_keys(const TableWork& work, std::size_t number) {
  return {staged_name("gone", number), keys_of(work.definition()).columns};
}

/// The definition by which rows here and there find one another: NULL is a value where a key holds it before or after.
sql::TableDefinition matching(const TableWork& work) {
  sql::TableDefinition table = work.definition();
  table.key.may_be_null = table.key.may_be_null || work.before->definition.key.may_be_null;
  return table;
}

bool has_values(const sql::TableDefinition& table) {
  return table.columns.size() > table.key.columns.size();
}

std::int64_t stage(Connection& connection, engine::Connection& engine, const sql::Query& rows,
                   const sql::TableDefinition& columns, const pg::Staged& staged) {
  connection.execute(pg::create_staged(staged));
  const std::int64_t sent = send_rows(connection, engine, rows, columns, pg::copy_into(staged));
  connection.execute(pg::analyze(staged));
  return sent;
}

/// A publish that counts other rows than it has worked out has met rows that it does not know.
void check_count(const TableWork& work, std::int64_t expected, std::int64_t changed, const char* what) {
  if (expected == changed) return;
  throw Error(
      ErrorCode::kConflict,
      fmt::format("{}: {} rows were to be {}, but the database has {} of them", work.name(), expected, what, changed),
      "nothing was changed; publish with --full, which compares every row");
}

void create(Connection& connection, engine::Connection& engine, TableWork& work) {
  const sql::TableDefinition& table = work.definition();
  connection.execute(pg::create_table(table));
  for (const std::string& statement : pg::describe(table)) connection.execute(statement);
  TableReport& report = work.report;
  report.sent = send_rows(connection, engine, published_rows(work.planned), table, pg::copy_into(table));
  report.inserted = report.sent;
  report.rows = report.sent;
}

void bring_difference(Connection& connection, engine::Connection& engine, TableWork& work, std::size_t number) {
  const sql::TableDefinition table = matching(work);
  const Difference difference(engine, table, *work.old_rows, published_rows(work.planned));
  TableReport& report = work.report;
  if (difference.inserted() > 0)
    report.inserted = send_rows(connection, engine, difference.inserted_rows(), table, pg::copy_into(table));
  if (difference.updated() > 0) {
    const pg::Staged changed = staged_rows(work, "changed", number);
    stage(connection, engine, difference.updated_rows(), table, changed);
    report.updated = connection.execute(pg::update_by_key(table, changed));
    check_count(work, difference.updated(), report.updated, "updated");
  }
  if (difference.deleted() > 0)
    stage(connection, engine, difference.deleted_keys(), keys_of(table), staged_keys(work, number));
  report.sent = difference.inserted() + difference.updated() + difference.deleted();
  report.deleted = difference.deleted();
  report.rows = work.before->rows + difference.inserted() - difference.deleted();
}

void bring_compared(Connection& connection, engine::Connection& engine, TableWork& work, std::size_t number) {
  const sql::TableDefinition table = matching(work);
  const pg::Staged all = staged_rows(work, "all", number);
  TableReport& report = work.report;
  report.sent = stage(connection, engine, published_rows(work.planned), table, all);
  report.rows = report.sent;
  report.inserted =
      connection.execute(work.by_copies ? pg::insert_missing_copies(table, all) : pg::insert_missing(table, all));
  if (!work.by_copies && has_values(table)) report.updated = connection.execute(pg::update_different(table, all));
}

}  // namespace

void bring_rows(Connection& connection, engine::Connection& engine, TableWork& work, std::size_t number) {
  switch (work.way) {
    case Way::kNothing:
      work.report.rows = work.before->rows;
      return;
    case Way::kCreate:
      return create(connection, engine, work);
    case Way::kDifference:
      return bring_difference(connection, engine, work, number);
    case Way::kCompare:
      return bring_compared(connection, engine, work, number);
  }
}

void remove_rows(Connection& connection, TableWork& work, std::size_t number) {
  if (work.way != Way::kDifference && work.way != Way::kCompare) return;
  const sql::TableDefinition table = matching(work);
  if (work.way == Way::kDifference && work.report.deleted > 0) {
    const std::int64_t gone = connection.execute(pg::delete_by_key(table, staged_keys(work, number)));
    check_count(work, work.report.deleted, gone, "deleted");
  }
  if (work.way != Way::kCompare) return;
  const pg::Staged all = staged_rows(work, "all", number);
  work.report.deleted =
      connection.execute(work.by_copies ? pg::delete_surplus_copies(table, all) : pg::delete_missing(table, all));
}

}  // namespace c360::publish::postgres
