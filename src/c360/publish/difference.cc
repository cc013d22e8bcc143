#include "c360/publish/difference.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "c360/base/error.h"
#include "c360/sql/functions.h"

namespace c360::publish {
namespace {

// Names that no published column has: those end with a blank in no lakehouse.
constexpr const char* kTable = "c360_difference";
constexpr const char* kKind = "c360 kind ";
constexpr const char* kPresent = "c360 present ";

constexpr const char* kInserted = "inserted";
constexpr const char* kUpdated = "updated";
constexpr const char* kDeleted = "deleted";

bool is_key(const sql::TableDefinition& table, const std::string& column) {
  return std::find(table.key.columns.begin(), table.key.columns.end(), column) != table.key.columns.end();
}

/// The rows with a column that is never NULL, so that an outer join tells which side has none.
sql::Relation marked(const sql::Query& rows, const char* alias) {
  sql::Query query;
  query.select = {{sql::star(), ""}, {sql::literal(true), kPresent}};
  query.from = sql::subquery(rows, "rows");
  return sql::subquery(std::move(query), alias);
}

sql::Expr same(const std::string& column) {
  return sql::call(sql::fn::kSame, {sql::column("old", column), sql::column("new", column)});
}

sql::Expr same_key(const sql::TableDefinition& table) {
  std::vector<sql::Expr> parts;
  for (const std::string& column : table.key.columns) {
    parts.push_back(table.key.may_be_null ? same(column)
                                          : sql::equal(sql::column("old", column), sql::column("new", column)));
  }
  return sql::all_of(std::move(parts));
}

sql::Expr is_absent(const char* side) {
  return sql::is_null(sql::column(side, kPresent));
}

sql::Query compare(const sql::TableDefinition& table, const sql::Query& before, const sql::Query& after) {
  sql::Query query;
  query.select.push_back(
      {sql::case_when({{is_absent("old"), sql::literal(kInserted)}, {is_absent("new"), sql::literal(kDeleted)}},
                      sql::literal(kUpdated)),
       kKind});
  std::vector<sql::Expr> equal_values;
  for (const sql::ColumnDefinition& column : table.columns) {
    const sql::Expr now = sql::column("new", column.name);
    const bool key = is_key(table, column.name);
    query.select.push_back(
        {key ? sql::call(sql::fn::kCoalesce, {now, sql::column("old", column.name)}) : now, column.name});
    if (!key) equal_values.push_back(same(column.name));
  }
  query.from = marked(before, "old");
  query.joins.push_back(
      {sql::Join::Kind::kFull, std::make_shared<const sql::Relation>(marked(after, "new")), same_key(table)});
  query.where = sql::any_of({is_absent("old"), is_absent("new"), sql::negate(sql::all_of(std::move(equal_values)))});
  return query;
}

}  // namespace

Difference::Difference(engine::Connection& connection, const sql::TableDefinition& table, const sql::Query& before,
                       const sql::Query& after)
    : connection_(connection), table_(table) {
  connection_.create_table_as({kTable}, compare(table, before, after));
  inserted_ = count(kInserted);
  updated_ = count(kUpdated);
  deleted_ = count(kDeleted);
}

Difference::~Difference() {
  try {
    connection_.drop_table({kTable});
  } catch (const Error&) {
    return;  // it goes with the connection
  }
}

std::int64_t Difference::count(const char* kind) {
  sql::Query query;
  query.select = {{sql::call(sql::fn::kCount, {sql::star()}), "rows"}};
  query.from = sql::table({kTable});
  query.where = sql::equal(sql::column(kKind), sql::literal(kind));
  return connection_.query_bigint(query);
}

sql::Query Difference::rows_of(const char* kind, bool keys_only) const {
  sql::Query query;
  for (const sql::ColumnDefinition& column : table_.columns) {
    if (!keys_only || is_key(table_, column.name)) query.select.push_back({sql::column(column.name), column.name});
  }
  query.from = sql::table({kTable});
  query.where = sql::equal(sql::column(kKind), sql::literal(kind));
  return query;
}

sql::Query Difference::inserted_rows() const {
  return rows_of(kInserted, false);
}
sql::Query Difference::updated_rows() const {
  return rows_of(kUpdated, false);
}
sql::Query Difference::deleted_keys() const {
  return rows_of(kDeleted, true);
}

}  // namespace c360::publish
