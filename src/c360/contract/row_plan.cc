#include "c360/contract/row_plan.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "c360/base/error.h"
#include "c360/contract/column_match.h"
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
constexpr const char* kKeys = "__keys";
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

RowPlan::RowPlan(const project::Contract& contract, const delta::Schema& bronze_schema, const SilverRelations& parents)
    : contract_(&contract), raw_names_(raw_columns(bronze_schema)) {
  for (const project::ColumnSpec& column : contract.columns) {
    columns_.emplace_back(contract, column, bronze_column(contract, column, bronze_schema));
    if (!column.references) continue;
    const std::string& parent = column.references->entity;
    if (parent == contract.entity) {
      throw Error(ErrorCode::kProject, "references form a circle: " + parent + " → " + parent, {}, column.where);
    }
    if (!parents.contains(parent)) throw Error(ErrorCode::kInternal, "the silver of '" + parent + "' is not there yet");
    parents_.insert_or_assign(parent, parents.at(parent));
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

Query RowPlan::repeated_keys(const Relation& bronze) const {
  Query keys;
  keys.from = named(bronze, kBronze);
  for (const std::string& name : contract_->key) {
    keys.select.push_back({reading(name).good_value(raw(reading(name))), strict_key(name)});
  }
  Query repeated;
  repeated.from = sql::subquery(std::move(keys), kKeys);
  for (const std::string& name : contract_->key) {
    pass_through(repeated, kKeys, strict_key(name));
    repeated.group_by.push_back(sql::column(kKeys, strict_key(name)));
  }
  repeated.having = sql::greater(sql::call(fn::kCount, {sql::star()}), sql::literal(std::int64_t{1}));
  return repeated;
}

Query RowPlan::repeated_rows(const Relation& bronze, const Relation& repeated_keys) const {
  Query rows;
  rows.from = named(bronze, kBronze);
  std::vector<Expr> same_key;
  for (const std::string& name : contract_->key) {
    same_key.push_back(
        sql::call(fn::kSame, {reading(name).good_value(raw(reading(name))), sql::column(kKeys, strict_key(name))}));
  }
  rows.joins.push_back({sql::Join::Kind::kSemi, std::make_shared<const Relation>(named(repeated_keys, kKeys)),
                        sql::all_of(std::move(same_key))});
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
  for (const char* name : {kSourceFile, kSourceRow, kFileNo}) pass_through(rows, kBronze, name);
  return rows;
}

Query RowPlan::parent_values(const ColumnReading& column) const {
  const Expr value = sql::column(column.reference()->column);
  Query values = only_rows(parents_.at(column.reference()->entity), sql::is_not_null(value));
  values.select = {{value, column.reference()->column}};
  return values;
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
      const Expr known = sql::in_query(value, parent_values(column));
      conditions.push_back(column.never_null() ? known : or_true(known));
    }
  }
  for (const RowCheck& check : checks_) conditions.push_back(check.passes);
  return sql::all_of(std::move(conditions));
}

void RowPlan::leave_out(Query& query, const Relation* except, const std::string& key_prefix) const {
  if (except == nullptr) return;
  query.joins.push_back({sql::Join::Kind::kAnti, std::make_shared<const Relation>(named(*except, kKeys)),
                         key_is_same(contract_->entity, key_prefix)});
}

Expr RowPlan::key_is_same(const std::string& left_relation, const std::string& left_prefix) const {
  std::vector<Expr> same;
  for (const std::string& name : contract_->key) {
    same.push_back(
        sql::call(fn::kSame, {sql::column(left_relation, left_prefix + name), sql::column(kKeys, strict_key(name))}));
  }
  return sql::all_of(std::move(same));
}

Query RowPlan::valid_rows(const Relation& bronze, const Relation* except) const {
  Query valid;
  valid.from = sql::subquery(strict_rows(bronze), contract_->entity);
  leave_out(valid, except, "");
  valid.where = is_valid();
  for (const ColumnReading& column : columns_) pass_through(valid, contract_->entity, column.name());
  for (const char* name : {kSourceFile, kSourceRow, kFileNo}) pass_through(valid, contract_->entity, name);
  return valid;
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
  for (const std::string& name : contract_->key) {
    rows.select.push_back({reading(name).good_value(raw(reading(name))), strict_key(name)});
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
    const Expr value = sql::column(contract_->entity, column.name());
    rows.select.push_back({or_true(sql::in_query(value, parent_values(column))), known_parent(column.name())});
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
      reasons.push_back(column.broken_rule(raw_under_its_place(column), rule));
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
    if (!column.rules().empty()) sentences.push_back(column.explanation(raw_under_its_place(column)));
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

Query RowPlan::rejected_rows(const Relation& bronze, const Relation* except) const {
  Query rejected;
  rejected.from = sql::subquery(judged_rows(bronze), contract_->entity);
  leave_out(rejected, except, strict_key(""));
  rejected.where = is_rejected();
  for (std::size_t i = 0; i < raw_names_.size(); ++i) pass_through(rejected, contract_->entity, raw_place(i));
  rejected.select.push_back({reasons(), kReasons});
  rejected.select.push_back({message(), kMessage});
  for (const char* name : {kSourceFile, kSourceRow, kFileNo, kBatchId}) {
    pass_through(rejected, contract_->entity, name);
  }
  return rejected;
}

Query RowPlan::quarantine_rows(const Relation& rejected) const {
  Query rows;
  rows.from = rejected;
  for (std::size_t i = 0; i < raw_names_.size(); ++i) {
    rows.select.push_back({sql::column(raw_place(i)), raw_names_[i]});
  }
  for (const char* name : {kReasons, kMessage, kSourceFile, kSourceRow, kFileNo, kBatchId}) {
    rows.select.push_back({sql::column(name), name});
  }
  return rows;
}

Query RowPlan::count_reasons(const Relation& rejected) const {
  Query counts;
  counts.from = rejected;
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
