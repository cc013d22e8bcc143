#include "c360/model/conditions.h"
#include "c360/model/row_visitor.h"

namespace c360::model {

void RowVisitor::assume(const Expression& condition, Relation& relation, bool for_all) {
  if (is_call(condition, "AND")) {
    for (const Expression& part : condition.arguments) assume(part, relation, for_all);
    return;
  }
  Ids pinned;
  add_pinned(condition, relation.columns, pinned);
  if (!pinned.empty()) depend({}, pinned);
  if (is_call(condition, "=") || is_call(condition, "IS NOT DISTINCT FROM")) equate(condition, relation, for_all);
  note_first(condition, relation);
  if (for_all) note_present(condition, relation);
}

void RowVisitor::equate(const Expression& condition, const Relation& relation, bool for_all) {
  const Expression& left = condition.arguments[0];
  const Expression& right = condition.arguments[1];
  const Expression* left_column = bare_column(left);
  const Expression* right_column = bare_column(right);
  if (right_column != nullptr) depend(read_by(left, relation.columns), {relation.columns.at(right_column->column)});
  if (left_column != nullptr) depend(read_by(right, relation.columns), {relation.columns.at(left_column->column)});
  if (left_column == nullptr || right_column == nullptr) return;
  const Id a = relation.columns[left_column->column];
  const Id b = relation.columns[right_column->column];
  known_.equalities_.emplace_back(a, b);
  if (for_all && left_column == &left && right_column == &right) unite(a, b);
}

void RowVisitor::unite(Id a, Id b) {
  Ids all = known_.same_as(a);
  const Ids others = known_.same_as(b);
  all.insert(others.begin(), others.end());
  for (const Id id : all) known_.same_[id] = all;
}

void RowVisitor::note_first(const Expression& condition, const Relation& relation) {
  const auto is_first = [&](const Expression& number, const Expression& bound, const char* most) {
    const Expression* column = bare_column(number);
    if (column == nullptr || without_casts(bound).name != most) return;
    const Id id = relation.columns.at(column->column);
    if (counters_.count(id) > 0) depend({}, {id});
  };
  if (condition.kind != Expression::Kind::kCall || condition.arguments.size() != 2) return;
  const Expression& left = condition.arguments[0];
  const Expression& right = condition.arguments[1];
  if (condition.name == "<=") is_first(left, right, "1");
  if (condition.name == "<") is_first(left, right, "2");
  if (condition.name == ">=") is_first(right, left, "1");
  if (condition.name == ">") is_first(right, left, "2");
}

void RowVisitor::note_present(const Expression& condition, Relation& relation) const {
  const bool is_flag = condition.kind == Expression::Kind::kColumn || is_call(condition, "NOT");
  if (!is_flag && !rejects_null(condition)) return;
  const auto note = [&](const Expression& expression) {
    const Expression& column = without_casts(expression);
    if (column.kind != Expression::Kind::kColumn) return;
    if (const auto owner = known_.owner(relation.columns.at(column.column))) relation.present.insert(*owner);
  };
  if (condition.kind == Expression::Kind::kColumn) return note(condition);
  const std::size_t tested = condition.name == "IN" ? 1 : condition.arguments.size();
  for (std::size_t i = 0; i < tested; ++i) note(condition.arguments[i]);
}

}  // namespace c360::model
