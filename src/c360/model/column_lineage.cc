#include "c360/model/column_lineage.h"

#include <algorithm>
#include <array>
#include <utility>

#include "c360/base/error.h"
#include "c360/model/expression_text.h"
#include "c360/model/expression_uses.h"

namespace c360::model {
namespace {

using Kind = PlanNode::Kind;

class Tracer {
 public:
  TracedRows visit(const PlanNode& node) {
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
      case Kind::kUnnest:
        return with_more_columns(node);
      case Kind::kUnion:
        return merged(visit(node.children[0]), visit(node.children[1]));
      case Kind::kIntersect:
      case Kind::kExcept:
        return only_some(node);
      case Kind::kOrder:
        return order_by(node);
      case Kind::kLimit:
        return limit(node);
      case Kind::kWith:
        named_[node.with_index] = visit(node.children[0]);
        return visit(node.children[1]);
      case Kind::kReference:
        return referenced(node);
      case Kind::kRecursion:
        return recursion(node);
      case Kind::kOuterColumns:
        return outer_columns();
    }
    return {};
  }

 private:
  static TracedRows table(const PlanNode& node) {
    TracedRows rows;
    for (const std::string& name : node.columns) {
      TracedColumn column;
      Use& use = column.uses[{node.table, name}];
      use.derived = name.empty() ? Derivation::kComputed : Derivation::kCopied;
      use.carries_value = !name.empty();
      column.text = node.table.name + "." + (name.empty() ? "rowid" : name);
      rows.columns.push_back(std::move(column));
    }
    rows.rows[{node.table, ""}].influence = kExistence;
    return rows;
  }

  TracedRows values(const PlanNode& node) {
    const TracedRows child = node.children.empty() ? TracedRows{} : visit(node.children[0]);
    if (!node.function.empty()) return made_by_function(node, child);
    TracedRows rows;
    rows.rows = child.rows;
    rows.columns.resize(node.width);
    const ExpressionUses uses(child);
    for (const auto& row : node.rows) {
      for (std::size_t i = 0; i < row.size() && i < node.width; ++i) {
        add(rows.columns[i].uses, derived(uses.of(row[i]), Derivation::kComputed));
        rows.columns[i].text = node.rows.size() == 1 ? text_of(row[i], texts_of(child)) : "VALUES";
      }
    }
    return rows;
  }

  /// A table function reads all of the child's columns; some of them follow its own.
  static TracedRows made_by_function(const PlanNode& node, const TracedRows& child) {
    Uses read;
    for (const TracedColumn& column : child.columns) add(read, column.uses);
    TracedRows rows;
    rows.rows = child.rows;
    add(rows.rows, influencing(read, kJoins));
    const TracedColumn made{derived(read, Derivation::kComputed), node.function + "(…)"};
    rows.columns.assign(node.width - node.groups.size(), made);
    for (const Expression& carried : node.groups) rows.columns.push_back(child.columns.at(carried.column));
    return rows;
  }

  TracedRows project(const PlanNode& node) {
    TracedRows child = visit(node.children[0]);
    std::vector<TracedColumn> columns;
    const ExpressionUses uses(child);
    for (const Expression& expression : node.expressions) columns.push_back(uses.column(expression));
    child.columns = std::move(columns);
    return child;
  }

  TracedRows filter(const PlanNode& node) {
    TracedRows rows = visit(node.children[0]);
    add(rows.rows, influencing(ExpressionUses(rows).of_all(node.expressions), kFilters));
    return rows;
  }

  TracedRows join(const PlanNode& node) {
    const TracedRows left = visit(node.children[0]);
    if (!node.outer_columns.empty()) outer_.push_back(outer_side(left, node.outer_columns));
    const TracedRows right = visit(node.children[1]);
    if (!node.outer_columns.empty()) outer_.pop_back();
    TracedRows both = left;
    both.columns.insert(both.columns.end(), right.columns.begin(), right.columns.end());
    const Uses met = ExpressionUses(both).of_all(node.expressions);
    if (node.join == JoinKind::kMark) return marked(left, right, met);
    if (node.join == JoinKind::kSingle) return with_one_of(left, right, met);
    add(both.rows, right.rows);
    add(both.rows, influencing(met, kJoins));
    add(both.order, right.order);
    if (node.join == JoinKind::kSemi || node.join == JoinKind::kAnti) both.columns = left.columns;
    return both;
  }

  static TracedRows outer_side(const TracedRows& left, const std::vector<Expression>& columns) {
    TracedRows outer;
    outer.rows = left.rows;
    const ExpressionUses uses(left);
    for (const Expression& column : columns) outer.columns.push_back(uses.column(column));
    return outer;
  }

  /// The left rows, each with whether the right has it.
  static TracedRows marked(TracedRows left, const TracedRows& right, const Uses& met) {
    TracedColumn mark{derived(met, Derivation::kComputed), "IN (SELECT …)"};
    add(mark.uses, influencing(right.rows, kFilters));
    left.columns.push_back(std::move(mark));
    return left;
  }

  /// The left rows, each with the one right row that it has, if any: of the left there are as many as before.
  static TracedRows with_one_of(TracedRows left, const TracedRows& right, const Uses& met) {
    for (TracedColumn column : right.columns) {
      add(column.uses, influencing(right.rows, 0));
      add(column.uses, influencing(met, kJoins));
      left.columns.push_back(std::move(column));
    }
    return left;
  }

  TracedRows aggregate(const PlanNode& node) {
    const TracedRows child = visit(node.children[0]);
    const ExpressionUses uses(child);
    TracedRows rows;
    for (const Expression& group : node.groups) rows.columns.push_back(uses.column(group));
    for (const Expression& expression : node.expressions) rows.columns.push_back(uses.column(expression));
    if (node.groups.empty()) {
      for (TracedColumn& column : rows.columns) add(column.uses, influencing(child.rows, 0));
    } else {
      rows.rows = child.rows;
      add(rows.rows, influencing(uses.of_all(node.groups), kGroups));
    }
    return rows;
  }

  TracedRows distinct(const PlanNode& node) {
    TracedRows rows = visit(node.children[0]);
    const ExpressionUses uses(rows);
    Uses deciding = influencing(uses.of_all(node.groups), kGroups);
    add(deciding, influencing(uses.of_all(node.expressions), kSorts));
    if (node.chooses) add(deciding, influencing(rows.order, kSorts));
    add(rows.rows, deciding);
    return rows;
  }

  TracedRows with_more_columns(const PlanNode& node) {
    TracedRows rows = visit(node.children[0]);
    const ExpressionUses uses(rows);
    std::vector<TracedColumn> more;
    for (const Expression& expression : node.expressions) more.push_back(uses.column(expression));
    if (node.kind == Kind::kUnnest) add(rows.rows, influencing(uses.of_all(node.expressions), kJoins));
    rows.columns.insert(rows.columns.end(), more.begin(), more.end());
    return rows;
  }

  static TracedRows merged(TracedRows left, const TracedRows& right) {
    for (std::size_t i = 0; i < left.columns.size() && i < right.columns.size(); ++i) {
      TracedColumn& column = left.columns[i];
      add(column.uses, right.columns[i].uses);
      if (column.text != right.columns[i].text) column.text = shortened(column.text + " | " + right.columns[i].text);
    }
    add(left.rows, right.rows);
    left.order.clear();
    return left;
  }

  TracedRows only_some(const PlanNode& node) {
    TracedRows left = visit(node.children[0]);
    const TracedRows right = visit(node.children[1]);
    Uses compared;
    for (const TracedRows* side : std::array<const TracedRows*, 2>{&left, &right}) {
      for (const TracedColumn& column : side->columns) add(compared, column.uses);
    }
    add(left.rows, right.rows);
    add(left.rows, influencing(compared, kFilters));
    return left;
  }

  TracedRows order_by(const PlanNode& node) {
    TracedRows rows = visit(node.children[0]);
    add(rows.order, influencing(ExpressionUses(rows).of_all(node.expressions), kSorts));
    return rows;
  }

  TracedRows limit(const PlanNode& node) {
    TracedRows rows = visit(node.children[0]);
    add(rows.rows, rows.order);
    add(rows.rows, influencing(ExpressionUses(rows).of_all(node.expressions), kFilters));
    return rows;
  }

  TracedRows referenced(const PlanNode& node) const {
    const auto found = named_.find(node.with_index);
    if (found != named_.end()) return found->second;
    throw Error(ErrorCode::kUnsupported, "a common table expression is read that cannot be found");
  }

  /// The step is looked at until it brings nothing new.
  TracedRows recursion(const PlanNode& node) {
    TracedRows known = visit(node.children[0]);
    for (;;) {
      named_[node.with_index] = known;
      TracedRows next = merged(known, visit(node.children[1]));
      for (std::size_t i = 0; i < next.columns.size(); ++i) next.columns[i].text = known.columns[i].text;
      const auto same = [](const TracedColumn& a, const TracedColumn& b) { return a.uses == b.uses; };
      const bool is_whole = std::equal(next.columns.begin(), next.columns.end(), known.columns.begin(), same);
      if (is_whole && next.rows == known.rows) return next;
      known = std::move(next);
    }
  }

  TracedRows outer_columns() const {
    if (!outer_.empty()) return outer_.back();
    throw Error(ErrorCode::kUnsupported, "columns of an outer SELECT are read that cannot be found");
  }

  std::map<std::size_t, TracedRows> named_;
  std::vector<TracedRows> outer_;
};

}  // namespace

SelectLineage lineage_of(const PlannedSelect& select) {
  TracedRows rows = Tracer().visit(select.plan);
  if (rows.columns.size() < select.columns.size())
    throw Error(ErrorCode::kInternal, "a plan has fewer columns than its SELECT");
  SelectLineage lineage;
  for (std::size_t i = 0; i < select.columns.size(); ++i) {
    lineage.columns.push_back({select.columns[i].name, std::move(rows.columns[i].uses), rows.columns[i].text});
  }
  lineage.rows = std::move(rows.rows);
  return lineage;
}

bool only_counts(std::string_view aggregate) {
  constexpr std::array<std::string_view, 6> kNames = {
      "count", "count_star", "count_if", "countif", "approx_count_distinct", "regr_count"};
  return std::find(kNames.begin(), kNames.end(), aggregate) != kNames.end();
}

std::string_view to_string(Derivation derived) {
  switch (derived) {
    case Derivation::kCopied:
      return "copied";
    case Derivation::kComputed:
      return "computed";
    case Derivation::kAggregated:
      return "aggregated";
    case Derivation::kNone:
      break;
  }
  return "";
}

}  // namespace c360::model
