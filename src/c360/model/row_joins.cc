#include <algorithm>

#include "c360/model/conditions.h"
#include "c360/model/row_visitor.h"

namespace c360::model {

Relation RowVisitor::join(const PlanNode& node) {
  const std::size_t before_left = known_.dependencies_.size();
  const Relation left = visit(node.children[0]);
  const std::size_t before_right = known_.dependencies_.size();
  const bool only_decides =
      node.join == JoinKind::kSemi || node.join == JoinKind::kAnti || node.join == JoinKind::kMark;
  const Relation right = only_decides ? deciding(node.children[1]) : visit(node.children[1]);
  const std::size_t after_right = known_.dependencies_.size();
  if (node.join == JoinKind::kSemi || node.join == JoinKind::kAnti) return left;
  if (node.join == JoinKind::kMark) return marked(node, left, right);
  known_.meetings_.push_back({&node, left, right});
  Relation both = beside(left, right);
  if (node.join == JoinKind::kInner) {
    for (const Expression& condition : node.expressions) assume(condition, both, true);
  } else {
    meet_outer(node, left, right, both);
  }
  if (node.one_partner || node.join == JoinKind::kSingle) depend(left.row, right.row);
  if (node.one_partner && node.join == JoinKind::kFull) depend(right.row, left.row);
  const bool right_may_miss = node.join != JoinKind::kInner && node.join != JoinKind::kRight;
  const bool left_may_miss = node.join == JoinKind::kRight || node.join == JoinKind::kFull;
  if (right_may_miss) may_miss(before_right, after_right, right, both);
  if (left_may_miss) may_miss(before_left, before_right, left, both);
  if (!node.outer_columns.empty()) tie_to_left(left, right);
  return both;
}

void RowVisitor::may_miss(std::size_t since, std::size_t until, const Relation& side, Relation& both) {
  known_.dependencies_.guard(since, until, side.row);
  depend(side.row, {side.columns.begin(), side.columns.end()});
  for (const Id row : side.row) both.present.erase(row);
}

Relation RowVisitor::deciding(const PlanNode& node) {
  ++deciding_;
  Relation relation = visit(node);
  --deciding_;
  return relation;
}

Relation RowVisitor::beside(const Relation& left, const Relation& right) {
  Relation both = left;
  both.columns.insert(both.columns.end(), right.columns.begin(), right.columns.end());
  both.row.insert(right.row.begin(), right.row.end());
  both.present.insert(right.present.begin(), right.present.end());
  return both;
}

Relation RowVisitor::marked(const PlanNode& node, Relation left, const Relation& right) {
  const Relation both = beside(left, right);
  const Id mark = fresh();
  Ids tested;
  for (const Expression& condition : node.expressions) {
    for (const Id id : read_by(condition, both.columns)) {
      if (std::find(left.columns.begin(), left.columns.end(), id) != left.columns.end()) tested.insert(id);
    }
  }
  depend(tested.empty() ? left.row : tested, {mark});
  left.columns.push_back(mark);
  return left;
}

void RowVisitor::meet_outer(const PlanNode& node, const Relation& left, const Relation& right, const Relation& both) {
  if (node.join != JoinKind::kRight) decide_partner(node, left, right, both);
  if (node.join == JoinKind::kRight || node.join == JoinKind::kFull) decide_partner(node, right, left, both);
  const std::size_t before = known_.dependencies_.size();
  Relation meeting = both;
  for (const Expression& condition : node.expressions) assume(condition, meeting, false);
  const std::size_t after = known_.dependencies_.size();
  if (node.join != JoinKind::kRight) known_.dependencies_.guard(before, after, right.row);
  if (node.join == JoinKind::kRight || node.join == JoinKind::kFull)
    known_.dependencies_.guard(before, after, left.row);
}

void RowVisitor::decide_partner(const PlanNode& node, const Relation& of, const Relation& partner,
                                const Relation& both) {
  const Ids of_columns(of.columns.begin(), of.columns.end());
  const Ids partner_columns(partner.columns.begin(), partner.columns.end());
  Ids deciding;
  Ids matched;
  for (const Expression& condition : node.expressions) {
    for (const Id id : read_by(condition, both.columns)) {
      if (of_columns.count(id) > 0) deciding.insert(id);
    }
    add_matched(condition, both.columns, of_columns, partner_columns, matched);
  }
  if (!includes(known_.decided_by(matched, partner), partner.row)) return;
  const std::size_t before = known_.dependencies_.size();
  depend(deciding, partner.row);
  if (node.join == JoinKind::kFull) known_.dependencies_.guard(before, before + 1, of.row);
}

void RowVisitor::tie_to_left(const Relation& left, const Relation& right) {
  for (const Id row : right.row) {
    if (known_.source(row)->made_for_each) depend({row}, left.row);
  }
}

}  // namespace c360::model
