#include "c360/model/expression_uses.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "c360/model/expression_text.h"

namespace c360::model {
namespace {

/// Aggregates that choose by the order in which rows come.
bool minds_order(std::string_view name) {
  constexpr std::array<std::string_view, 10> kNames = {"first",     "last",       "any_value",    "arbitrary", "list",
                                                       "array_agg", "string_agg", "group_concat", "listagg",   "mode"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool chooses_by_second(std::string_view name) {
  return name.starts_with("arg_m") || name == "max_by" || name == "min_by";
}

}  // namespace

void add(Uses& to, const Uses& more) {
  for (const auto& [source, use] : more) {
    Use& known = to[source];
    known.derived = std::max(known.derived, use.derived);
    known.carries_value = known.carries_value || use.carries_value;
    known.influence |= use.influence;
  }
}

Uses derived(Uses uses, Derivation how, bool carries_value) {
  for (auto& [source, use] : uses) {
    if (use.derived == Derivation::kNone) continue;
    use.derived = std::max(use.derived, how);
    use.carries_value = use.carries_value && carries_value;
  }
  return uses;
}

Uses influencing(const Uses& uses, unsigned influence) {
  Uses result;
  for (const auto& [source, use] : uses) result[source].influence = use.influence | influence;
  return result;
}

std::vector<std::string> texts_of(const TracedRows& rows) {
  std::vector<std::string> texts;
  for (const TracedColumn& column : rows.columns) texts.push_back(column.text);
  return texts;
}

Uses ExpressionUses::of(const Expression& expression) const {
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

Uses ExpressionUses::of_all(const std::vector<Expression>& expressions) const {
  Uses result;
  for (const Expression& expression : expressions) add(result, of(expression));
  return result;
}

TracedColumn ExpressionUses::column(const Expression& expression) const {
  return {of(expression), text_of(expression, texts_of(rows_))};
}

Uses ExpressionUses::of_case(const Expression& expression) const {
  Uses result;
  const auto& parts = expression.arguments;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool is_condition = i % 2 == 0 && i + 1 < parts.size();
    add(result, is_condition ? influencing(of(parts[i]), kConditions) : derived(of(parts[i]), Derivation::kComputed));
  }
  return result;
}

Uses ExpressionUses::of_aggregate(const Expression& expression) const {
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

Uses ExpressionUses::aggregated(const Uses& uses, const std::string& name) {
  const Derivation how = name == "first" ? Derivation::kComputed : Derivation::kAggregated;
  return derived(uses, how, !only_counts(name));
}

Uses ExpressionUses::counted_rows() const {
  Uses result;
  for (const auto& [source, use] : rows_.rows) {
    if (source.column.empty()) result[source].derived = Derivation::kAggregated;
  }
  return result;
}

Uses ExpressionUses::with_frame(Uses uses, const Expression& expression) const {
  add(uses, influencing(of_all(expression.filters), kConditions));
  add(uses, influencing(of_all(expression.partitions), kWindows));
  add(uses, influencing(of_all(expression.orders), expression.over_window ? kWindows : kSorts));
  if (expression.over_window) add(uses, influencing(rows_.order, kWindows));
  return uses;
}

}  // namespace c360::model
