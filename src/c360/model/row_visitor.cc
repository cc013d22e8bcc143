#include "c360/model/row_visitor.h"

#include <algorithm>
#include <set>

#include "c360/base/error.h"
#include "c360/model/conditions.h"

namespace c360::model {

namespace {

constexpr std::size_t kMostOperators = 20000;

}  // namespace

using Kind = PlanNode::Kind;

Relation RowVisitor::visit(const PlanNode& node) {
  if (++visited_ > kMostOperators)
    throw Error(ErrorCode::kUnsupported, "common table expressions read one another too often to be followed");
  switch (node.kind) {
    case Kind::kTable:
      return table(node);
    case Kind::kValues:
      return values(node);
    case Kind::kProject:
      return project(node);
    case Kind::kFilter:
      return filter(node);
    case Kind::kJoin:
      return join(node);
    case Kind::kAggregate:
      return aggregate(node);
    case Kind::kDistinct:
      return distinct(node);
    case Kind::kWindow:
      return window(node);
    case Kind::kUnnest:
      return unnest(node);
    case Kind::kUnion:
      return united(node);
    case Kind::kIntersect:
    case Kind::kExcept:
      return left_of(node);
    case Kind::kOrder:
      return visit(node.children[0]);
    case Kind::kLimit:
      return limit(node);
    case Kind::kWith:
      named_[node.with_index] = &node.children[0];
      return visit(node.children[1]);
    case Kind::kReference:
      return referenced(node);
    case Kind::kOuterColumns:
      return outer_columns(node);
    case Kind::kRecursion:
      throw Error(ErrorCode::kUnsupported, "a recursive common table expression cannot be followed");
  }
  return {};
}

Relation RowVisitor::source(const PlanNode& node, std::size_t width) {
  const Id row = fresh();
  Relation relation;
  relation.row = relation.present = {row};
  for (std::size_t i = 0; i < width; ++i) {
    relation.columns.push_back(fresh());
    known_.owners_[relation.columns.back()] = row;
  }
  depend({row}, {relation.columns.begin(), relation.columns.end()});
  known_.sources_[row] = {&node, relation.columns, {}, {}, deciding_ > 0, false};
  return relation;
}

Relation RowVisitor::table(const PlanNode& node) {
  Relation relation = source(node, node.width);
  for (std::size_t i = 0; i < node.width; ++i) {
    if (node.columns[i].empty()) depend({relation.columns[i]}, relation.row);
  }
  const auto keys = keys_.find(node.table);
  if (keys == keys_.end()) return relation;
  for (const auto& key : keys->second) {
    if (const auto columns = columns_called(node, relation, key)) depend(*columns, relation.row);
  }
  return relation;
}

std::optional<Ids> RowVisitor::columns_called(const PlanNode& node, const Relation& relation,
                                              const std::vector<std::string>& names) {
  Ids result;
  for (const std::string& name : names) {
    const auto found = std::find(node.columns.begin(), node.columns.end(), name);
    if (found == node.columns.end()) return std::nullopt;
    result.insert(relation.columns[static_cast<std::size_t>(found - node.columns.begin())]);
  }
  return result;
}

Relation RowVisitor::values(const PlanNode& node) {
  Relation child;
  if (!node.children.empty()) child = visit(node.children[0]);
  Relation made = source(node, node.width - node.groups.size());
  const Id row = *made.row.begin();
  if (node.function.empty()) {
    if (node.rows.size() == 1) depend({}, made.row);
    find_keys_of_values(node, made);
  } else if (node.children.empty() && node.function != "unnest" && !made.columns.empty()) {
    depend({made.columns[0]}, made.row);
  }
  if (node.children.empty()) return made;
  if (!node.function.empty()) {
    known_.sources_[row].made_for_each = true;
    depend({row}, child.row);
  }
  for (const Expression& carried : node.groups) made.columns.push_back(child.columns.at(carried.column));
  made.row.insert(child.row.begin(), child.row.end());
  made.present.insert(child.present.begin(), child.present.end());
  return made;
}

void RowVisitor::find_keys_of_values(const PlanNode& node, const Relation& relation) {
  for (std::size_t i = 0; i < relation.columns.size(); ++i) {
    std::set<std::string> texts;
    for (const auto& row : node.rows) {
      const Expression& value = without_casts(row[i]);
      if (value.kind == Expression::Kind::kConstant) texts.insert(value.name);
    }
    if (texts.size() == node.rows.size()) depend({relation.columns[i]}, relation.row);
  }
}

Id RowVisitor::column_of(const Expression& expression, const std::vector<Id>& inputs) {
  if (expression.kind == Expression::Kind::kColumn) return inputs.at(expression.column);
  const Id id = fresh();
  depend(read_by(expression, inputs), {id});
  if (const Expression* bare = bare_column(expression)) depend({id}, {inputs.at(bare->column)});
  known_.definitions_[id] = {&expression, inputs};
  return id;
}

Relation RowVisitor::project(const PlanNode& node) {
  Relation relation = visit(node.children[0]);
  const std::vector<Id> inputs = std::move(relation.columns);
  relation.columns.clear();
  for (const Expression& expression : node.expressions) relation.columns.push_back(column_of(expression, inputs));
  return relation;
}

Relation RowVisitor::filter(const PlanNode& node) {
  Relation relation = visit(node.children[0]);
  for (const Expression& condition : node.expressions) assume(condition, relation, true);
  return relation;
}

Relation RowVisitor::aggregate(const PlanNode& node) {
  const Relation child = visit(node.children[0]);
  if (at_aggregate_) at_aggregate_(known_, node, child);
  Relation groups = source(node, node.width);
  groups.present.insert(child.present.begin(), child.present.end());
  if (!node.several_groupings) group(node.groups, child, groups);
  return groups;
}

void RowVisitor::group(const std::vector<Expression>& keys, const Relation& child, const Relation& groups) {
  Ids key;
  std::vector<Id>& names = known_.sources_[*groups.row.begin()].names_from;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Id id = groups.columns[i];
    names.push_back(column_of(keys[i], child.columns));
    key.insert(id);
    depend(read_by(keys[i], child.columns), {id});
    if (const Expression* bare = bare_column(keys[i])) depend({id}, {child.columns.at(bare->column)});
  }
  depend(key, groups.row);
}

Relation RowVisitor::distinct(const PlanNode& node) {
  const Relation child = visit(node.children[0]);
  if (node.chooses) {
    Ids targets;
    for (const Expression& target : node.groups) targets.merge(read_by(target, child.columns));
    depend(targets, child.row);
    return child;
  }
  Relation groups = source(node, node.width);
  groups.present.insert(child.present.begin(), child.present.end());
  known_.sources_[*groups.row.begin()].names_from = child.columns;
  for (std::size_t i = 0; i < node.width; ++i) {
    depend({child.columns.at(i)}, {groups.columns[i]});
    depend({groups.columns[i]}, {child.columns[i]});
  }
  depend({groups.columns.begin(), groups.columns.end()}, groups.row);
  return groups;
}

Relation RowVisitor::window(const PlanNode& node) {
  Relation relation = visit(node.children[0]);
  if (at_aggregate_) at_aggregate_(known_, node, relation);
  const std::vector<Id> inputs = relation.columns;
  for (const Expression& expression : node.expressions) {
    const Id id = fresh();
    depend(relation.row, {id});
    known_.definitions_[id] = {&expression, inputs};
    if (expression.name == "row_number") {
      counters_.insert(id);
      Ids key{id};
      for (const Expression& partition : expression.partitions) key.merge(read_by(partition, inputs));
      depend(key, relation.row);
    }
    relation.columns.push_back(id);
  }
  return relation;
}

Relation RowVisitor::unnest(const PlanNode& node) {
  const Relation child = visit(node.children[0]);
  const Relation list = source(node, node.expressions.size());
  depend(list.row, child.row);
  known_.meetings_.push_back({&node, child, list});
  return beside(child, list);
}

Relation RowVisitor::united(const PlanNode& node) {
  Relation left = visit(node.children[0]);
  Relation right = visit(node.children[1]);
  Relation rows = source(node, node.width);
  known_.sources_[*rows.row.begin()].branches = {std::move(left), std::move(right)};
  return rows;
}

Relation RowVisitor::left_of(const PlanNode& node) {
  Relation left = visit(node.children[0]);
  deciding(node.children[1]);
  return left;
}

Relation RowVisitor::limit(const PlanNode& node) {
  Relation relation = visit(node.children[0]);
  if (node.limit && *node.limit <= 1) depend({}, relation.row);
  return relation;
}

Relation RowVisitor::referenced(const PlanNode& node) {
  const auto found = named_.find(node.with_index);
  if (found == named_.end())
    throw Error(ErrorCode::kUnsupported, "a common table expression is read that cannot be found");
  return visit(*found->second);
}

Relation RowVisitor::outer_columns(const PlanNode& node) {
  Relation relation = source(node, node.width);
  depend({relation.columns.begin(), relation.columns.end()}, relation.row);
  return relation;
}

}  // namespace c360::model
