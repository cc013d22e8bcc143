#include "c360/contract/row_plan.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "c360/contract/key_notes.h"
#include "c360/contract/row_columns.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

using sql::Expr;
using sql::Query;
using sql::Relation;
namespace fn = sql::fn;

constexpr const char* kStands = "__stands";
constexpr const char* kDuplicate = "__duplicate";
constexpr const char* kVersion = "__version";
constexpr const char* kCount = "__count";

std::string strict_key(const std::string& column) {
  return "__key_" + column;
}

Query only_rows(const Relation& relation, Expr condition) {
  Query query;
  query.from = relation;
  query.where = std::move(condition);
  return query;
}

Query count_rows(const Relation& relation, Expr condition) {
  Query query = only_rows(relation, std::move(condition));
  query.select = {{sql::call(fn::kCount, {sql::star()}), kCount}};
  return query;
}

Expr first_of(const char* number) {
  return sql::equal(sql::column(number), sql::literal(std::int64_t{1}));
}
Expr after_first(const char* number) {
  return sql::greater(sql::column(number), sql::literal(std::int64_t{1}));
}

/// The last to arrive first.
std::vector<sql::OrderBy> by_arrival() {
  return {{sql::column(kFileNo), true, true}, {sql::column(kSourceRow), true, true}};
}

}  // namespace

Query RowPlan::keys(const Relation& bronze) const {
  Query keys;
  keys.from = named(bronze, kBronze);
  for (const std::string& name : contract().key) {
    const ColumnReading& column = rows_.column(name);
    keys.select.push_back({column.good_value(rows_.raw(column)), strict_key(name)});
  }
  return keys;
}

bool RowPlan::key_is_whole_number() const {
  return contract().key.size() == 1 && is_whole_number(rows_.column(contract().key[0]).type());
}

/// Exact duplicates are one row, so a decision about any of them is one about all, and the last of these decisions
/// counts.
Expr RowPlan::verdict_of_duplicates(const std::vector<Expr>& whole_row) const {
  const Expr last = sql::call(fn::kArgMax, {sql::column(kBronze, kVerdict), sql::column(kBronze, kVerdictNo)});
  return sql::window(last, whole_row, {});
}

Query RowPlan::repeated_rows(const Relation& of_repeated_keys, bool decided) const {
  Query rows;
  rows.from = named(of_repeated_keys, kBronze);
  std::vector<Expr> whole_row;
  for (const std::string& name : rows_.raw_names()) {
    pass_through(rows, kBronze, name);
    whole_row.push_back(sql::column(kBronze, name));
  }
  for (const char* name : {kSourceFile, kSourceRow, kFileNo, kBatchId}) pass_through(rows, kBronze, name);
  if (decided) rows.select.push_back({verdict_of_duplicates(whole_row), kVerdict});
  rows.select.push_back({sql::row_number(std::move(whole_row), by_arrival()), kDuplicate});
  return rows;
}

Relation RowPlan::without_duplicates(const Relation& repeated_rows) const {
  return sql::subquery(only_rows(repeated_rows, first_of(kDuplicate)));
}

Query RowPlan::count_duplicates(const Relation& repeated_rows) const {
  return count_rows(repeated_rows, after_first(kDuplicate));
}

Query RowPlan::strict_rows(const Relation& bronze) const {
  Query rows;
  rows.from = named(bronze, kBronze);
  for (const ColumnReading& column : rows_.columns()) {
    rows.select.push_back({column.good_value(rows_.raw(column)), column.name()});
  }
  rows_.select_raw(rows);
  return rows;
}

Expr RowPlan::is_valid() const {
  std::vector<Expr> conditions;
  for (const ColumnReading& column : rows_.columns()) {
    const Expr value = sql::column(contract().entity, column.name());
    if (column.never_null() && !column.rules().empty()) {
      conditions.push_back(sql::is_not_null(value));
    } else if (!column.rules().empty()) {
      conditions.push_back(sql::any_of({sql::is_not_null(value), column.passes(rows_.raw_under_its_place(column))}));
    }
    if (column.reference()) {
      const Expr known = rows_.is_known_parent(column);
      conditions.push_back(column.never_null() ? known : or_true(known));
    }
  }
  for (const RowReading::RowCheck& check : rows_.checks()) conditions.push_back(check.passes);
  return sql::all_of(std::move(conditions));
}

Query RowPlan::valid_rows(const Relation& bronze) const {
  Query valid;
  valid.from = sql::subquery(strict_rows(bronze), contract().entity);
  valid.where = is_valid();
  rows_.select_silver(valid);
  return valid;
}

std::vector<engine::SideColumn> RowPlan::aside_columns() const {
  std::vector<engine::SideColumn> columns;
  for (const std::string& name : rows_.raw_names()) columns.push_back({name, {sql::TypeKind::kString}});
  columns.push_back({kSourceFile, {sql::TypeKind::kString}});
  columns.push_back({kSourceRow, {sql::TypeKind::kBigint}});
  columns.push_back({kFileNo, {sql::TypeKind::kBigint}});
  columns.push_back({kBatchId, {sql::TypeKind::kString}});
  columns.push_back({kRepeated, {sql::TypeKind::kBoolean}});
  return columns;
}

std::vector<Expr> RowPlan::row_set_aside(Expr is_repeated) const {
  std::vector<Expr> row;
  for (std::size_t i = 0; i < rows_.raw_names().size(); ++i)
    row.push_back(sql::column(contract().entity, raw_place(i)));
  for (const char* name : {kSourceFile, kSourceRow, kFileNo, kBatchId}) {
    row.push_back(sql::column(contract().entity, name));
  }
  row.push_back(std::move(is_repeated));
  return row;
}

/// The engine may move conditions to where values are read, and read them twice. What it must call once for each row
/// keeps everything that depends on it where it is: so the judgement is a column of its own, by which rows are chosen.
Query RowPlan::standing_rows(const Relation& bronze, const RepeatedKeys& repeated,
                             const engine::SideTable& aside) const {
  Query judged;
  judged.from = sql::subquery(strict_rows(bronze), contract().entity);
  std::vector<Expr> key;
  for (const std::string& name : contract().key) key.push_back(sql::column(contract().entity, name));
  const Expr is_repeated = repeated.hold_key_of(judged, key);
  rows_.select_silver(judged);
  judged.select.push_back({sql::case_when({{sql::all_of({is_valid(), sql::negate(is_repeated)}), sql::literal(true)}},
                                          aside.put(row_set_aside(is_repeated))),
                           kStands});
  Query standing;
  standing.from = sql::subquery(std::move(judged), contract().entity);
  standing.where = sql::column(contract().entity, kStands);
  rows_.select_silver(standing);
  return standing;
}

Relation RowPlan::of_repeated_keys(const Relation& aside) const {
  return sql::subquery(only_rows(aside, sql::column(kRepeated)));
}

Relation RowPlan::of_single_keys(const Relation& aside) const {
  return sql::subquery(only_rows(aside, sql::negate(sql::column(kRepeated))));
}

Query RowPlan::versions(const Relation& valid_rows) const {
  std::vector<sql::OrderBy> latest_first;
  for (const std::string& name : contract().latest_by) latest_first.push_back({sql::column(name), true, true});
  for (const sql::OrderBy& arrival : by_arrival()) latest_first.push_back(arrival);
  std::vector<Expr> key;
  for (const std::string& name : contract().key) key.push_back(sql::column(name));
  Query rows;
  rows.from = valid_rows;
  rows.select = {{sql::star(), ""}, {sql::row_number(std::move(key), std::move(latest_first)), kVersion}};
  return rows;
}

Query RowPlan::latest(const Relation& versions) const {
  Query rows = only_rows(versions, first_of(kVersion));
  for (const ColumnReading& column : rows_.columns())
    rows.select.push_back({sql::column(column.name()), column.name()});
  for (const char* name : {kSourceFile, kSourceRow, kFileNo}) rows.select.push_back({sql::column(name), name});
  return rows;
}

Query RowPlan::count_older(const Relation& versions) const {
  return count_rows(versions, after_first(kVersion));
}

}  // namespace c360::contract
