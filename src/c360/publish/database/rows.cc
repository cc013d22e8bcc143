#include "c360/publish/database/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "c360/publish/difference.h"

namespace c360::publish::database {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// Temporary tables are told apart by the table's place in the plan.
std::string staged_name(const char* what, std::size_t number) {
  return fmt::format("c360_{}_{}", what, number);
}

sql::StagedTable staged_rows(const TableWork& work, const char* what, std::size_t number) {
  return {staged_name(what, number), work.definition().columns, work.definition().key.columns};
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

sql::StagedTable staged_keys(const TableWork& work, std::size_t number) {
  return {staged_name("gone", number), keys_of(work.definition()).columns, work.definition().key.columns};
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

/// A publish that counts other rows than it has worked out has met rows that it does not know.
void check_count(const TableWork& work, std::int64_t expected, std::int64_t changed, const char* what) {
  if (expected == changed) return;
  throw Error(
      ErrorCode::kConflict,
      fmt::format("{}: {} rows were to be {}, but the database has {} of them", work.name(), expected, what, changed),
      "nothing was changed; publish with --full, which compares every row");
}

void create(Database& database, engine::Connection& engine, TableWork& work) {
  const sql::TableDefinition& table = work.definition();
  database.run(database.dialect().create_table(table));
  for (const std::string& statement : database.dialect().describe(table)) database.run(statement);
  TableReport& report = work.report;
  report.sent = database.send(engine, published_rows(work.planned), table);
  report.inserted = report.sent;
  report.rows = report.sent;
}

void bring_difference(Database& database, engine::Connection& engine, TableWork& work, std::size_t number) {
  const sql::TableDefinition table = matching(work);
  const Difference difference(engine, table, *work.old_rows, published_rows(work.planned));
  TableReport& report = work.report;
  if (difference.inserted() > 0) report.inserted = database.send(engine, difference.inserted_rows(), table);
  if (difference.updated() > 0) {
    const sql::StagedTable changed = staged_rows(work, "changed", number);
    database.stage(engine, difference.updated_rows(), table, changed);
    report.updated = database.run(database.dialect().update_by_key(table, changed));
    check_count(work, difference.updated(), report.updated, "updated");
  }
  if (difference.deleted() > 0)
    database.stage(engine, difference.deleted_keys(), keys_of(table), staged_keys(work, number));
  report.sent = difference.inserted() + difference.updated() + difference.deleted();
  report.deleted = difference.deleted();
  report.rows = work.before->rows + difference.inserted() - difference.deleted();
}

void bring_compared(Database& database, engine::Connection& engine, TableWork& work, std::size_t number) {
  const sql::TableDialect& dialect = database.dialect();
  const sql::TableDefinition table = matching(work);
  const sql::StagedTable all = staged_rows(work, "all", number);
  TableReport& report = work.report;
  report.sent = database.stage(engine, published_rows(work.planned), table, all);
  report.rows = report.sent;
  report.inserted =
      database.run(work.by_copies ? dialect.insert_missing_copies(table, all) : dialect.insert_missing(table, all));
  if (!work.by_copies && has_values(table)) report.updated = database.run(dialect.update_different(table, all));
}

void replace(Database& database, engine::Connection& engine, TableWork& work) {
  TableReport& report = work.report;
  report.deleted = database.run(database.dialect().delete_all(work.definition()));
  report.sent = database.send(engine, published_rows(work.planned), work.definition());
  report.inserted = report.sent;
  report.rows = report.sent;
}

void bring(Database& database, engine::Connection& engine, TableWork& work, std::size_t number) {
  switch (work.way) {
    case Way::kNothing:
      work.report.rows = work.before->rows;
      return;
    case Way::kCreate:
      return create(database, engine, work);
    case Way::kDifference:
      return bring_difference(database, engine, work, number);
    case Way::kCompare:
      return bring_compared(database, engine, work, number);
    case Way::kReplace:
      return replace(database, engine, work);
  }
}

void remove(Database& database, TableWork& work, std::size_t number) {
  if (work.way != Way::kDifference && work.way != Way::kCompare) return;
  const sql::TableDialect& dialect = database.dialect();
  const sql::TableDefinition table = matching(work);
  if (work.way == Way::kDifference && work.report.deleted > 0) {
    const std::int64_t gone = database.run(dialect.delete_by_key(table, staged_keys(work, number)));
    check_count(work, work.report.deleted, gone, "deleted");
  }
  if (work.way != Way::kCompare) return;
  const sql::StagedTable all = staged_rows(work, "all", number);
  work.report.deleted =
      database.run(work.by_copies ? dialect.delete_surplus_copies(table, all) : dialect.delete_missing(table, all));
}

}  // namespace

void bring_rows(Database& database, engine::Connection& engine, Works& works, pipeline::Progress& progress) {
  for (std::size_t i = 0; i < works.tables.size(); ++i) {
    TableWork& work = works.tables[i];
    pipeline::Step step{"publish", work.name(), 0, 0, ""};
    if (work.way != Way::kNothing) progress.started(step);
    const auto start = SteadyClock::now();
    bring(database, engine, work, i);
    step.seconds = work.report.seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
    step.rows = work.report.sent;
    if (work.way != Way::kNothing) progress.finished(step);
  }
}

void remove_rows(Database& database, Works& works) {
  for (std::size_t i = works.tables.size(); i-- > 0;) remove(database, works.tables[i], i);
}

}  // namespace c360::publish::database
