#include "c360/model/conditions.h"

#include <algorithm>
#include <array>

namespace c360::model {

bool is_call(const Expression& expression, std::string_view name) {
  return expression.kind == Expression::Kind::kCall && expression.name == name;
}

bool is_constant(const Expression& expression) {
  bool reads = expression.kind == Expression::Kind::kAggregate || expression.kind == Expression::Kind::kWindow;
  for_each_column(expression, [&](std::size_t) { reads = true; });
  return !reads;
}

bool rejects_null(const Expression& expression) {
  constexpr std::array<std::string_view, 12> kNames = {
      "=", "<>", "<", ">", "<=", ">=", "IN", "~~", "!~~", "~~*", "!~~*", "IS NOT NULL"};
  return expression.kind == Expression::Kind::kCall &&
         std::find(kNames.begin(), kNames.end(), expression.name) != kNames.end();
}

const Expression& without_casts(const Expression& expression) {
  return expression.kind == Expression::Kind::kCast ? without_casts(expression.arguments[0]) : expression;
}

Ids read_by(const Expression& expression, const std::vector<Id>& columns) {
  Ids result;
  for_each_column(expression, [&](std::size_t position) { result.insert(columns.at(position)); });
  return result;
}

const Expression* bare_column(const Expression& expression) {
  if (expression.kind == Expression::Kind::kColumn) return &expression;
  if (expression.kind == Expression::Kind::kCast && expression.keeps_apart) return bare_column(expression.arguments[0]);
  return nullptr;
}

void add_pinned(const Expression& condition, const std::vector<Id>& columns, Ids& pinned) {
  const auto& parts = condition.arguments;
  const auto pin = [&](const Expression& expression) {
    if (const Expression* column = bare_column(expression)) pinned.insert(columns.at(column->column));
  };
  if (is_call(condition, "AND")) {
    for (const Expression& part : parts) add_pinned(part, columns, pinned);
  } else if (is_call(condition, "=") || is_call(condition, "IS NOT DISTINCT FROM")) {
    if (is_constant(parts[0])) pin(parts[1]);
    if (is_constant(parts[1])) pin(parts[0]);
  } else if (is_call(condition, "IN") && parts.size() == 2 && is_constant(parts[1])) {
    pin(parts[0]);
  } else if (is_call(condition, "IS NULL") || is_call(condition, "NOT")) {
    pin(parts[0]);
  } else {
    pin(condition);
  }
}

void add_matched(const Expression& condition, const std::vector<Id>& columns, const Ids& of, const Ids& partner,
                 Ids& matched) {
  if (is_call(condition, "AND")) {
    for (const Expression& part : condition.arguments) add_matched(part, columns, of, partner, matched);
    return;
  }
  add_pinned(condition, columns, matched);
  if (!is_call(condition, "=") && !is_call(condition, "IS NOT DISTINCT FROM")) return;
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    const Expression* column = bare_column(condition.arguments[side]);
    if (column == nullptr) continue;
    const Id id = columns.at(column->column);
    if (partner.count(id) > 0 && includes(of, read_by(condition.arguments[1 - side], columns))) matched.insert(id);
  }
}

}  // namespace c360::model
