#include "c360/contract/row_plan.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "c360/base/error.h"
#include "c360/contract/column_match.h"
#include "c360/contract/key_notes.h"
#include "c360/contract/row_columns.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

using sql::Expr;
using sql::Query;
using sql::Relation;
namespace fn = sql::fn;

// Names inside the queries. Contract and bronze columns never start with '_', and no entity does.
constexpr const char* kBronze = "__bronze";
constexpr const char* kRepeated = "__repeated";
constexpr const char* kStands = "__stands";
constexpr const char* kDuplicate = "__duplicate";
constexpr const char* kVersion = "__version";
constexpr const char* kCount = "__count";

std::string raw_place(std::size_t position) {
  return "__raw_" + std::to_string(position);
}
std::string strict_key(const std::string& column) {
  return "__key_" + column;
}
std::string known_parent(const std::string& column) {
  return "__known_" + column;
}

Relation named(Relation relation, std::string alias) {
  relation.alias = std::move(alias);
  return relation;
}

void pass_through(Query& query, const std::string& relation, const std::string& column) {
  query.select.push_back({sql::column(relation, column), column});
}

Expr or_true(Expr condition) {
  return sql::call(fn::kCoalesce, {std::move(condition), sql::literal(true)});
}

Expr text_of(Expr value) {
  return sql::cast(std::move(value), {sql::TypeKind::kString});
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

RowPlan::RowPlan(const project::Contract& contract, const delta::Schema& bronze_schema, const ParentKeys& parents)
    : contract_(&contract), raw_names_(raw_columns(bronze_schema)), parents_(&parents) {
  for (const project::ColumnSpec& column : contract.columns) {
    columns_.emplace_back(contract, column, bronze_column(contract, column, bronze_schema));
  }
  for (const project::CheckSpec& check : contract.checks) {
    if (check.condition.empty() || check.otherwise != project::Severity::kQuarantine) continue;
    checks_.push_back({&check, or_true(sql::user_sql(check.condition))});
  }
}

const ColumnReading& RowPlan::reading(const std::string& name) const {
  const auto found =
      std::find_if(columns_.begin(), columns_.end(), [&name](const ColumnReading& c) { return c.name() == name; });
  if (found != columns_.end()) return *found;
  throw Error(ErrorCode::kProject, contract_->entity + ": the key's column '" + name + "' is not among its columns", {},
              contract_->where);
}

Expr RowPlan::raw(const ColumnReading& column) const {
  return column.bronze() ? sql::column(kBronze, *column.bronze()) : sql::null_of({sql::TypeKind::kString});
}

Expr RowPlan::raw_under_its_place(const ColumnReading& column) const {
  if (!column.bronze()) return sql::null_of({sql::TypeKind::kString});
  const auto found = std::find(raw_names_.begin(), raw_names_.end(), *column.bronze());
  return sql::column(contract_->entity, raw_place(static_cast<std::size_t>(found - raw_names_.begin())));
}

Query RowPlan::keys(const Relation& bronze) const {
  Query keys;
  keys.from = named(bronze, kBronze);
  for (const std::string& name : contract_->key) {
    keys.select.push_back({reading(name).good_value(raw(reading(name))), strict_key(name)});
  }
  return keys;
}

bool RowPlan::key_is_whole_number() const {
  return contract_->key.size() == 1 && is_whole_number(reading(contract_->key[0]).type());
}

Query RowPlan::repeated_rows(const Relation& of_repeated_keys) const {
  Query rows;
  rows.from = named(of_repeated_keys, kBronze);
  std::vector<Expr> whole_row;
  for (const std::string& name : raw_names_) {
    pass_through(rows, kBronze, name);
    whole_row.push_back(sql::column(kBronze, name));
  }
  for (const char* name : {kSourceFile, kSourceRow, kFileNo, kBatchId}) pass_through(rows, kBronze, name);
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
  for (const ColumnReading& column : columns_) {
    rows.select.push_back({column.good_value(raw(column)), column.name()});
  }
  for (std::size_t i = 0; i < raw_names_.size(); ++i) {
    rows.select.push_back({sql::column(kBronze, raw_names_[i]), raw_place(i)});
  }
  for (const char* name : {kSourceFile, kSourceRow, kFileNo, kBatchId}) pass_through(rows, kBronze, name);
  return rows;
}

Expr RowPlan::is_known_parent(const ColumnReading& column) const {
  return parents_->contain(column.name(), sql::column(contract_->entity, column.name()));
}

Expr RowPlan::is_valid() const {
  std::vector<Expr> conditions;
  for (const ColumnReading& column : columns_) {
    const Expr value = sql::column(contract_->entity, column.name());
    if (column.never_null() && !column.rules().empty()) {
      conditions.push_back(sql::is_not_null(value));
    } else if (!column.rules().empty()) {
      conditions.push_back(sql::any_of({sql::is_not_null(value), column.passes(raw_under_its_place(column))}));
    }
    if (column.reference()) {
      const Expr known = is_known_parent(column);
      conditions.push_back(column.never_null() ? known : or_true(known));
    }
  }
  for (const RowCheck& check : checks_) conditions.push_back(check.passes);
  return sql::all_of(std::move(conditions));
}

void RowPlan::select_silver(Query& query) const {
  for (const ColumnReading& column : columns_) pass_through(query, contract_->entity, column.name());
  for (const char* name : {kSourceFile, kSourceRow, kFileNo}) pass_through(query, contract_->entity, name);
}

Query RowPlan::valid_rows(const Relation& bronze) const {
  Query valid;
  valid.from = sql::subquery(strict_rows(bronze), contract_->entity);
  valid.where = is_valid();
  select_silver(valid);
  return valid;
}

std::vector<engine::SideColumn> RowPlan::aside_columns() const {
  std::vector<engine::SideColumn> columns;
  for (const std::string& name : raw_names_) columns.push_back({name, {sql::TypeKind::kString}});
  columns.push_back({kSourceFile, {sql::TypeKind::kString}});
  columns.push_back({kSourceRow, {sql::TypeKind::kBigint}});
  columns.push_back({kFileNo, {sql::TypeKind::kBigint}});
  columns.push_back({kBatchId, {sql::TypeKind::kString}});
  columns.push_back({kRepeated, {sql::TypeKind::kBoolean}});
  return columns;
}

std::vector<Expr> RowPlan::row_set_aside(Expr is_repeated) const {
  std::vector<Expr> row;
  for (std::size_t i = 0; i < raw_names_.size(); ++i) row.push_back(sql::column(contract_->entity, raw_place(i)));
  for (const char* name : {kSourceFile, kSourceRow, kFileNo, kBatchId}) {
    row.push_back(sql::column(contract_->entity, name));
  }
  row.push_back(std::move(is_repeated));
  return row;
}

/// The engine may move conditions to where values are read, and read them twice. What it must call once for each row
/// keeps everything that depends on it where it is: so the judgement is a column of its own, by which rows are chosen.
Query RowPlan::standing_rows(const Relation& bronze, const RepeatedKeys& repeated,
                             const engine::SideTable& aside) const {
  Query judged;
  judged.from = sql::subquery(strict_rows(bronze), contract_->entity);
  std::vector<Expr> key;
  for (const std::string& name : contract_->key) key.push_back(sql::column(contract_->entity, name));
  const Expr is_repeated = repeated.hold_key_of(judged, key);
  select_silver(judged);
  judged.select.push_back({sql::case_when({{sql::all_of({is_valid(), sql::negate(is_repeated)}), sql::literal(true)}},
                                          aside.put(row_set_aside(is_repeated))),
                           kStands});
  Query standing;
  standing.from = sql::subquery(std::move(judged), contract_->entity);
  standing.where = sql::column(contract_->entity, kStands);
  select_silver(standing);
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
  for (const std::string& name : contract_->latest_by) latest_first.push_back({sql::column(name), true, true});
  for (const sql::OrderBy& arrival : by_arrival()) latest_first.push_back(arrival);
  std::vector<Expr> key;
  for (const std::string& name : contract_->key) key.push_back(sql::column(name));
  Query rows;
  rows.from = valid_rows;
  rows.select = {{sql::star(), ""}, {sql::row_number(std::move(key), std::move(latest_first)), kVersion}};
  return rows;
}

Query RowPlan::latest(const Relation& versions) const {
  Query rows = only_rows(versions, first_of(kVersion));
  for (const ColumnReading& column : columns_) rows.select.push_back({sql::column(column.name()), column.name()});
  for (const char* name : {kSourceFile, kSourceRow, kFileNo}) rows.select.push_back({sql::column(name), name});
  return rows;
}

Query RowPlan::count_older(const Relation& versions) const {
  return count_rows(versions, after_first(kVersion));
}

Query RowPlan::lenient_rows(const Relation& bronze) const {
  Query rows;
  rows.from = named(bronze, kBronze);
  for (std::size_t i = 0; i < raw_names_.size(); ++i) {
    rows.select.push_back({sql::column(kBronze, raw_names_[i]), raw_place(i)});
  }
  for (const ColumnReading& column : columns_) {
    rows.select.push_back({column.any_value(raw(column)), column.name()});
  }
  for (const char* name : {kSourceFile, kSourceRow, kFileNo, kBatchId}) pass_through(rows, kBronze, name);
  return rows;
}

Query RowPlan::judged_rows(const Relation& bronze) const {
  Query rows;
  rows.from = sql::subquery(lenient_rows(bronze), contract_->entity);
  rows.select = {{sql::star(), ""}};
  for (const ColumnReading& column : columns_) {
    if (!column.reference()) continue;
    rows.select.push_back({or_true(is_known_parent(column)), known_parent(column.name())});
  }
  return rows;
}

Expr RowPlan::is_rejected() const {
  std::vector<Expr> passes;
  for (const ColumnReading& column : columns_) {
    if (!column.rules().empty()) passes.push_back(column.passes(raw_under_its_place(column)));
    if (column.reference()) passes.push_back(sql::column(contract_->entity, known_parent(column.name())));
  }
  for (const RowCheck& check : checks_) passes.push_back(check.passes);
  return sql::negate(sql::all_of(std::move(passes)));
}

Expr RowPlan::reasons() const {
  const Expr none = sql::null_of({sql::TypeKind::kString});
  std::vector<Expr> reasons;
  for (const ColumnReading& column : columns_) {
    for (const values::Rule rule : column.rules()) {
      const Expr raw = raw_under_its_place(column);
      reasons.push_back(sql::case_when({{column.passes(raw), none}}, column.broken_rule(raw, rule)));
    }
    if (!column.reference()) continue;
    reasons.push_back(sql::case_when({{sql::column(contract_->entity, known_parent(column.name())), none}},
                                     sql::literal("reference(" + column.name() + ")")));
  }
  for (const RowCheck& check : checks_) {
    reasons.push_back(sql::case_when({{check.passes, none}}, sql::literal(check.spec->name)));
  }
  return sql::call(fn::kListWithoutNulls, std::move(reasons));
}

Expr RowPlan::message() const {
  const Expr none = sql::null_of({sql::TypeKind::kString});
  std::vector<Expr> sentences;
  for (const ColumnReading& column : columns_) {
    const Expr raw = raw_under_its_place(column);
    if (!column.rules().empty()) {
      sentences.push_back(sql::case_when({{column.passes(raw), none}}, column.explanation(raw)));
    }
    if (!column.reference()) continue;
    const Expr value = text_of(sql::column(contract_->entity, column.name()));
    const Expr sentence = sql::call(fn::kConcat, {sql::literal(column.name() + " "), value,
                                                  sql::literal(" is not in " + column.reference()->entity)});
    sentences.push_back(
        sql::case_when({{sql::column(contract_->entity, known_parent(column.name())), none}}, sentence));
  }
  for (const RowCheck& check : checks_) {
    const std::string sentence = check.spec->name + ": not " + check.spec->condition;
    sentences.push_back(sql::case_when({{check.passes, none}}, sql::literal(sentence)));
  }
  return sql::call(fn::kJoinText, {sql::call(fn::kListWithoutNulls, std::move(sentences)), sql::literal("; ")});
}

Query RowPlan::rejected_rows(const Relation& bronze) const {
  Query rejected;
  rejected.from = sql::subquery(judged_rows(bronze), contract_->entity);
  rejected.where = is_rejected();
  for (std::size_t i = 0; i < raw_names_.size(); ++i) pass_through(rejected, contract_->entity, raw_place(i));
  rejected.select.push_back({reasons(), kReasons});
  rejected.select.push_back({message(), kMessage});
  for (const char* name : {kSourceFile, kSourceRow, kFileNo, kBatchId}) {
    pass_through(rejected, contract_->entity, name);
  }
  return rejected;
}

Query RowPlan::quarantine_rows(Query rejected) const {
  Query rows;
  rows.from = sql::subquery(std::move(rejected));
  for (std::size_t i = 0; i < raw_names_.size(); ++i) {
    rows.select.push_back({sql::column(raw_place(i)), raw_names_[i]});
  }
  for (const char* name : {kReasons, kMessage, kSourceFile, kSourceRow, kFileNo, kBatchId}) {
    rows.select.push_back({sql::column(name), name});
  }
  return rows;
}

Query RowPlan::count_reasons(const Relation& quarantine) const {
  Query counts;
  counts.from = quarantine;
  counts.select = {{sql::column(kReasons), kReasons}, {sql::call(fn::kCount, {sql::star()}), kCount}};
  counts.group_by = {sql::column(kReasons)};
  return counts;
}

std::set<std::string> RowPlan::reference_reasons() const {
  std::set<std::string> reasons;
  for (const ColumnReading& column : columns_) {
    if (column.reference()) reasons.insert("reference(" + column.name() + ")");
  }
  return reasons;
}

}  // namespace c360::contract
