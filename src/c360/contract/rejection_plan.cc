#include "c360/contract/rejection_plan.h"

#include <utility>

#include "c360/contract/decisions.h"
#include "c360/contract/row_columns.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

using sql::Expr;
using sql::Query;
using sql::Relation;
namespace fn = sql::fn;

constexpr const char* kRowCount = "__rows";

std::string known_parent(const std::string& column) {
  return "__known_" + column;
}

Expr text_of(Expr value) {
  return sql::cast(std::move(value), {sql::TypeKind::kString});
}

}  // namespace

Query RejectionPlan::lenient_rows(const Relation& bronze) const {
  Query rows;
  rows.from = named(bronze, kBronze);
  for (const ColumnReading& column : rows_.columns()) {
    rows.select.push_back({column.any_value(rows_.raw(column)), column.name()});
  }
  rows_.select_raw(rows);
  if (decided_) pass_through(rows, kBronze, kVerdict);
  return rows;
}

Query RejectionPlan::judged_rows(const Relation& bronze) const {
  Query rows;
  rows.from = sql::subquery(lenient_rows(bronze), contract().entity);
  rows.select = {{sql::star(), ""}};
  for (const ColumnReading& column : rows_.columns()) {
    if (!column.reference()) continue;
    rows.select.push_back({or_true(rows_.is_known_parent(column)), known_parent(column.name())});
  }
  return rows;
}

Expr RejectionPlan::is_rejected() const {
  std::vector<Expr> passes;
  for (const ColumnReading& column : rows_.columns()) {
    if (!column.rules().empty()) passes.push_back(column.passes(rows_.raw_under_its_place(column)));
    if (column.reference()) passes.push_back(sql::column(contract().entity, known_parent(column.name())));
  }
  for (const RowReading::RowCheck& check : rows_.checks()) passes.push_back(check.passes);
  return sql::negate(sql::all_of(std::move(passes)));
}

bool RejectionPlan::must_keep(const ColumnReading& column, values::Rule rule) const {
  return rows_.is_in_key(column) || !can_be_waived(rule);
}

/// Whether silver can hold the row, whatever it was quarantined for.
Expr RejectionPlan::can_stand() const {
  std::vector<Expr> conditions;
  for (const ColumnReading& column : rows_.columns()) {
    const Expr raw = rows_.raw_under_its_place(column);
    for (const values::Rule rule : column.rules()) {
      if (must_keep(column, rule)) conditions.push_back(sql::is_null(column.broken_rule(raw, rule)));
    }
    if (column.reference()) conditions.push_back(sql::column(contract().entity, known_parent(column.name())));
  }
  return sql::all_of(std::move(conditions));
}

Expr RejectionPlan::is_released() const {
  if (!decided_) return sql::literal(false);
  const Expr released =
      sql::equal(sql::column(contract().entity, kVerdict), sql::literal(to_string(Verdict::kRelease)));
  return sql::call(fn::kCoalesce, {sql::all_of({released, can_stand()}), sql::literal(false)});
}

/// What is still to be seen in quarantine of the decision.
Expr RejectionPlan::decision() const {
  const Expr none = sql::null_of({sql::TypeKind::kString});
  if (!decided_) return none;
  const Expr verdict = sql::column(contract().entity, kVerdict);
  return sql::case_when({{sql::equal(verdict, sql::literal(to_string(Verdict::kWithdraw))), none}}, verdict);
}

Query RejectionPlan::released_rows(const Relation& bronze, bool repeated) const {
  Query released;
  released.from = sql::subquery(judged_rows(bronze), contract().entity);
  released.where = sql::all_of({is_rejected(), is_released()});
  rows_.select_silver(released);
  released.select.push_back({sql::literal(repeated), kRepeated});
  return released;
}

Query RejectionPlan::released_of(const Relation& released, bool repeated) const {
  Query rows;
  rows.from = named(released, contract().entity);
  rows.where = sql::equal(sql::column(contract().entity, kRepeated), sql::literal(repeated));
  rows_.select_silver(rows);
  return rows;
}

std::vector<std::string> RejectionPlan::required_columns() const {
  std::vector<std::string> names;
  for (const ColumnReading& column : rows_.columns()) {
    if (column.never_null() && !rows_.is_in_key(column)) names.push_back(column.name());
  }
  return names;
}

Query RejectionPlan::count_values(const Relation& released) const {
  Query counts;
  counts.from = released;
  counts.select = {{sql::call(fn::kCount, {sql::star()}), kRowCount}};
  for (const std::string& name : required_columns()) {
    counts.select.push_back({sql::call(fn::kCount, {sql::column(name)}), name});
  }
  return counts;
}

Expr RejectionPlan::reasons() const {
  const Expr none = sql::null_of({sql::TypeKind::kString});
  std::vector<Expr> reasons;
  for (const ColumnReading& column : rows_.columns()) {
    for (const values::Rule rule : column.rules()) {
      const Expr raw = rows_.raw_under_its_place(column);
      reasons.push_back(sql::case_when({{column.passes(raw), none}}, column.broken_rule(raw, rule)));
    }
    if (!column.reference()) continue;
    reasons.push_back(sql::case_when({{sql::column(contract().entity, known_parent(column.name())), none}},
                                     sql::literal("reference(" + column.name() + ")")));
  }
  for (const RowReading::RowCheck& check : rows_.checks()) {
    reasons.push_back(sql::case_when({{check.passes, none}}, sql::literal(check.spec->name)));
  }
  return sql::call(fn::kListWithoutNulls, std::move(reasons));
}

Expr RejectionPlan::message() const {
  const Expr none = sql::null_of({sql::TypeKind::kString});
  std::vector<Expr> sentences;
  for (const ColumnReading& column : rows_.columns()) {
    const Expr raw = rows_.raw_under_its_place(column);
    if (!column.rules().empty()) {
      sentences.push_back(sql::case_when({{column.passes(raw), none}}, column.explanation(raw)));
    }
    if (!column.reference()) continue;
    const Expr value = text_of(sql::column(contract().entity, column.name()));
    const Expr sentence = sql::call(fn::kConcat, {sql::literal(column.name() + " "), value,
                                                  sql::literal(" is not in " + column.reference()->entity)});
    sentences.push_back(
        sql::case_when({{sql::column(contract().entity, known_parent(column.name())), none}}, sentence));
  }
  for (const RowReading::RowCheck& check : rows_.checks()) {
    const std::string sentence = check.spec->name + ": not " + check.spec->condition;
    sentences.push_back(sql::case_when({{check.passes, none}}, sql::literal(sentence)));
  }
  return sql::call(fn::kJoinText, {sql::call(fn::kListWithoutNulls, std::move(sentences)), sql::literal("; ")});
}

Query RejectionPlan::rejected_rows(const Relation& bronze) const {
  Query rejected;
  rejected.from = sql::subquery(judged_rows(bronze), contract().entity);
  rejected.where = sql::all_of({is_rejected(), sql::negate(is_released())});
  for (std::size_t i = 0; i < rows_.raw_names().size(); ++i) pass_through(rejected, contract().entity, raw_place(i));
  rejected.select.push_back({reasons(), kReasons});
  rejected.select.push_back({message(), kMessage});
  rejected.select.push_back({decision(), kDecision});
  for (const char* name : {kSourceFile, kSourceRow, kFileNo, kBatchId}) {
    pass_through(rejected, contract().entity, name);
  }
  return rejected;
}

Query RejectionPlan::quarantine_rows(Query rejected) const {
  Query rows;
  rows.from = sql::subquery(std::move(rejected));
  for (std::size_t i = 0; i < rows_.raw_names().size(); ++i) {
    rows.select.push_back({sql::column(raw_place(i)), rows_.raw_names()[i]});
  }
  for (const char* name : {kReasons, kMessage, kDecision, kSourceFile, kSourceRow, kFileNo, kBatchId}) {
    rows.select.push_back({sql::column(name), name});
  }
  return rows;
}

Query RejectionPlan::count_reasons(const Relation& quarantine) const {
  Query counts;
  counts.from = quarantine;
  counts.select = {{sql::column(kReasons), kReasons},
                   {sql::column(kDecision), kDecision},
                   {sql::call(fn::kCount, {sql::star()}), kRowCount}};
  counts.group_by = {sql::column(kReasons), sql::column(kDecision)};
  return counts;
}

std::set<std::string> RejectionPlan::reference_reasons() const {
  std::set<std::string> reasons;
  for (const ColumnReading& column : rows_.columns()) {
    if (column.reference()) reasons.insert("reference(" + column.name() + ")");
  }
  return reasons;
}

}  // namespace c360::contract
