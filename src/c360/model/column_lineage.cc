#include "c360/model/column_lineage.h"

#include <algorithm>
#include <array>
#include <utility>

#include "c360/base/error.h"
#include "c360/model/expression_text.h"

namespace c360::model {
namespace {

using Kind = PlanNode::Kind;

void add(Uses& to, const Uses& more) {
  for (const auto& [source, use] : more) {
    Use& known = to[source];
    known.derived = std::max(known.derived, use.derived);
    known.carries_value = known.carries_value || use.carries_value;
    known.influence |= use.influence;
  }
}

/// The same sources, each now at least derived so.
Uses derived(Uses uses, Derivation how, bool carries_value = true) {
  for (auto& [source, use] : uses) {
    if (use.derived == Derivation::kNone) continue;
    use.derived = std::max(use.derived, how);
    use.carries_value = use.carries_value && carries_value;
  }
  return uses;
}

/// The same sources, which now only decide about a value.
Uses influencing(const Uses& uses, unsigned influence) {
  Uses result;
  for (const auto& [source, use] : uses) result[source].influence = use.influence | influence;
  return result;
}

/// Aggregates that choose by the order in which rows come.
bool minds_order(std::string_view name) {
  constexpr std::array<std::string_view, 10> kNames = {"first",     "last",       "any_value",    "arbitrary", "list",
                                                       "array_agg", "string_agg", "group_concat", "listagg",   "mode"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool chooses_by_second(std::string_view name) {
  return name.starts_with("arg_m") || name == "max_by" || name == "min_by";
}

/// A column of some rows.
struct Column {
  Uses uses;
  std::string text;
};

struct Rows {
  std::vector<Column> columns;
  Uses rows;   ///< what decides which rows there are
  Uses order;  ///< what decides in which order they come
};

std::vector<std::string> texts_of(const Rows& rows) {
  std::vector<std::string> texts;
  for (const Column& column : rows.columns) texts.push_back(column.text);
  return texts;
}

/// What an expression over some rows is made of.
class ExpressionUses {
 public:
  explicit ExpressionUses(const Rows& rows) : rows_(rows) {}

  Uses of(const Expression& expression) const {
    switch (expression.kind) {
      case Expression::Kind::kColumn:
        return rows_.columns.at(expression.column).uses;
      case Expression::Kind::kConstant:
        return {};
      case Expression::Kind::kCall:
      case Expression::Kind::kCast:
        return derived(of_all(expression.arguments), Derivation::kComputed);
      case Expression::Kind::kCase:
        return of_case(expression);
      case Expression::Kind::kAggregate:
        return of_aggregate(expression);
      case Expression::Kind::kWindow:
        return with_frame(derived(of_all(expression.arguments), Derivation::kComputed), expression);
    }
    return {};
  }

  Uses of_all(const std::vector<Expression>& expressions) const {
    Uses result;
    for (const Expression& expression : expressions) add(result, of(expression));
    return result;
  }

  Column column(const Expression& expression) const { return {of(expression), text_of(expression, texts_of(rows_))}; }

 private:
  Uses of_case(const Expression& expression) const {
    Uses result;
    const auto& parts = expression.arguments;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool is_condition = i % 2 == 0 && i + 1 < parts.size();
      add(result, is_condition ? influencing(of(parts[i]), kConditions) : derived(of(parts[i]), Derivation::kComputed));
    }
    return result;
  }

  Uses of_aggregate(const Expression& expression) const {
    if (expression.name == "grouping") return influencing(of_all(expression.arguments), kGroups);
    if (expression.name == "count_star") return with_frame(counted_rows(), expression);
    const bool by_second = chooses_by_second(expression.name) && expression.arguments.size() > 1;
    Uses result;
    for (std::size_t i = 0; i < expression.arguments.size(); ++i) {
      const Uses uses = of(expression.arguments[i]);
      add(result, by_second && i == 1 ? influencing(uses, kSorts) : aggregated(uses, expression.name));
    }
    if (minds_order(expression.name)) add(result, influencing(rows_.order, kSorts));
    return with_frame(std::move(result), expression);
  }

  /// What `first` picks is still as it was: it stands for the one row of a subquery.
  static Uses aggregated(const Uses& uses, const std::string& name) {
    const Derivation how = name == "first" ? Derivation::kComputed : Derivation::kAggregated;
    return derived(uses, how, !only_counts(name));
  }

  /// The tables whose rows are counted.
  Uses counted_rows() const {
    Uses result;
    for (const auto& [source, use] : rows_.rows) {
      if (source.column.empty()) result[source].derived = Derivation::kAggregated;
    }
    return result;
  }

  Uses with_frame(Uses uses, const Expression& expression) const {
    add(uses, influencing(of_all(expression.filters), kConditions));
    add(uses, influencing(of_all(expression.partitions), kWindows));
    add(uses, influencing(of_all(expression.orders), expression.over_window ? kWindows : kSorts));
    if (expression.over_window) add(uses, influencing(rows_.order, kWindows));
    return uses;
  }

  const Rows& rows_;
};

class Tracer {
 public:
  Rows visit(const PlanNode& node) {
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
  static Rows table(const PlanNode& node) {
    Rows rows;
    for (const std::string& name : node.columns) {
      Column column;
      Use& use = column.uses[{node.table, name}];
      use.derived = name.empty() ? Derivation::kComputed : Derivation::kCopied;
      use.carries_value = !name.empty();
      column.text = node.table.name + "." + (name.empty() ? "rowid" : name);
      rows.columns.push_back(std::move(column));
    }
    rows.rows[{node.table, ""}].influence = kExistence;
    return rows;
  }

  Rows values(const PlanNode& node) {
    const Rows child = node.children.empty() ? Rows{} : visit(node.children[0]);
    if (!node.function.empty()) return made_by_function(node, child);
    Rows rows;
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
  static Rows made_by_function(const PlanNode& node, const Rows& child) {
    Uses read;
    for (const Column& column : child.columns) add(read, column.uses);
    Rows rows;
    rows.rows = child.rows;
    add(rows.rows, influencing(read, kJoins));
    const Column made{derived(read, Derivation::kComputed), node.function + "(…)"};
    rows.columns.assign(node.width - node.groups.size(), made);
    for (const Expression& carried : node.groups) rows.columns.push_back(child.columns.at(carried.column));
    return rows;
  }

  Rows project(const PlanNode& node) {
    Rows child = visit(node.children[0]);
    std::vector<Column> columns;
    const ExpressionUses uses(child);
    for (const Expression& expression : node.expressions) columns.push_back(uses.column(expression));
    child.columns = std::move(columns);
    return child;
  }

  Rows filter(const PlanNode& node) {
    Rows rows = visit(node.children[0]);
    add(rows.rows, influencing(ExpressionUses(rows).of_all(node.expressions), kFilters));
    return rows;
  }

  Rows join(const PlanNode& node) {
    const Rows left = visit(node.children[0]);
    if (!node.outer_columns.empty()) outer_.push_back(outer_side(left, node.outer_columns));
    const Rows right = visit(node.children[1]);
    if (!node.outer_columns.empty()) outer_.pop_back();
    Rows both = left;
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

  static Rows outer_side(const Rows& left, const std::vector<Expression>& columns) {
    Rows outer;
    outer.rows = left.rows;
    const ExpressionUses uses(left);
    for (const Expression& column : columns) outer.columns.push_back(uses.column(column));
    return outer;
  }

  /// The left rows, each with whether the right has it.
  static Rows marked(Rows left, const Rows& right, const Uses& met) {
    Column mark{derived(met, Derivation::kComputed), "IN (SELECT …)"};
    add(mark.uses, influencing(right.rows, kFilters));
    left.columns.push_back(std::move(mark));
    return left;
  }

  /// The left rows, each with the one right row that it has, if any: of the left there are as many as before.
  static Rows with_one_of(Rows left, const Rows& right, const Uses& met) {
    for (Column column : right.columns) {
      add(column.uses, influencing(right.rows, 0));
      add(column.uses, influencing(met, kJoins));
      left.columns.push_back(std::move(column));
    }
    return left;
  }

  Rows aggregate(const PlanNode& node) {
    const Rows child = visit(node.children[0]);
    const ExpressionUses uses(child);
    Rows rows;
    for (const Expression& group : node.groups) rows.columns.push_back(uses.column(group));
    for (const Expression& expression : node.expressions) rows.columns.push_back(uses.column(expression));
    if (node.groups.empty()) {
      for (Column& column : rows.columns) add(column.uses, influencing(child.rows, 0));
    } else {
      rows.rows = child.rows;
      add(rows.rows, influencing(uses.of_all(node.groups), kGroups));
    }
    return rows;
  }

  Rows distinct(const PlanNode& node) {
    Rows rows = visit(node.children[0]);
    const ExpressionUses uses(rows);
    Uses deciding = influencing(uses.of_all(node.groups), kGroups);
    add(deciding, influencing(uses.of_all(node.expressions), kSorts));
    if (node.chooses) add(deciding, influencing(rows.order, kSorts));
    add(rows.rows, deciding);
    return rows;
  }

  Rows with_more_columns(const PlanNode& node) {
    Rows rows = visit(node.children[0]);
    const ExpressionUses uses(rows);
    std::vector<Column> more;
    for (const Expression& expression : node.expressions) more.push_back(uses.column(expression));
    if (node.kind == Kind::kUnnest) add(rows.rows, influencing(uses.of_all(node.expressions), kJoins));
    rows.columns.insert(rows.columns.end(), more.begin(), more.end());
    return rows;
  }

  static Rows merged(Rows left, const Rows& right) {
    for (std::size_t i = 0; i < left.columns.size() && i < right.columns.size(); ++i) {
      Column& column = left.columns[i];
      add(column.uses, right.columns[i].uses);
      if (column.text != right.columns[i].text) column.text = shortened(column.text + " | " + right.columns[i].text);
    }
    add(left.rows, right.rows);
    left.order.clear();
    return left;
  }

  Rows only_some(const PlanNode& node) {
    Rows left = visit(node.children[0]);
    const Rows right = visit(node.children[1]);
    Uses compared;
    for (const Rows* side : std::array<const Rows*, 2>{&left, &right}) {
      for (const Column& column : side->columns) add(compared, column.uses);
    }
    add(left.rows, right.rows);
    add(left.rows, influencing(compared, kFilters));
    return left;
  }

  Rows order_by(const PlanNode& node) {
    Rows rows = visit(node.children[0]);
    add(rows.order, influencing(ExpressionUses(rows).of_all(node.expressions), kSorts));
    return rows;
  }

  Rows limit(const PlanNode& node) {
    Rows rows = visit(node.children[0]);
    add(rows.rows, rows.order);
    add(rows.rows, influencing(ExpressionUses(rows).of_all(node.expressions), kFilters));
    return rows;
  }

  Rows referenced(const PlanNode& node) const {
    const auto found = named_.find(node.with_index);
    if (found != named_.end()) return found->second;
    throw Error(ErrorCode::kUnsupported, "a common table expression is read that cannot be found");
  }

  /// The step is looked at until it brings nothing new.
  Rows recursion(const PlanNode& node) {
    Rows known = visit(node.children[0]);
    for (;;) {
      named_[node.with_index] = known;
      Rows next = merged(known, visit(node.children[1]));
      for (std::size_t i = 0; i < next.columns.size(); ++i) next.columns[i].text = known.columns[i].text;
      const auto same = [](const Column& a, const Column& b) { return a.uses == b.uses; };
      const bool is_whole = std::equal(next.columns.begin(), next.columns.end(), known.columns.begin(), same);
      if (is_whole && next.rows == known.rows) return next;
      known = std::move(next);
    }
  }

  Rows outer_columns() const {
    if (!outer_.empty()) return outer_.back();
    throw Error(ErrorCode::kUnsupported, "columns of an outer SELECT are read that cannot be found");
  }

  std::map<std::size_t, Rows> named_;
  std::vector<Rows> outer_;
};

}  // namespace

SelectLineage lineage_of(const PlannedSelect& select) {
  Rows rows = Tracer().visit(select.plan);
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
