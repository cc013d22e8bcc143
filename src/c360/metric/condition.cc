#include "c360/metric/condition.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/project/column_rules.h"
#include "c360/project/column_types.h"
#include "c360/project/names.h"

namespace c360::metric {
namespace {

using sql::Expr;
using Op = Condition::Op;

constexpr std::size_t kDayLength = 10;

/// Why a text is no value of the type; nothing if it is one.
std::optional<std::string> fault_of(const std::string& text, const sql::Type& type) {
  project::ColumnSpec column;
  column.type = type;
  const bool is_small = type.kind == sql::TypeKind::kSmallint || type.kind == sql::TypeKind::kTinyint;
  if (is_small) column.type = {sql::TypeKind::kInteger};
  if (type.kind == sql::TypeKind::kFloat) column.type = {sql::TypeKind::kDouble};
  return project::fault_of_value(column, "the value", text);
}

Expr value_of_text(const std::string& text, const sql::Type& type, const Condition& condition) {
  const std::string written = type.kind == sql::TypeKind::kBoolean ? project::folded(text) : text;
  if (const auto fault = fault_of(written, type))
    throw Error(ErrorCode::kUsage, fmt::format("'{}' is {}: {}", condition.dimension, type.to_string(), *fault),
                fmt::format("write {}", project::how_written(type)));
  return sql::literal(written, type);
}

}  // namespace

bool is_value(const std::string& text, const sql::Type& type) {
  return !fault_of(text, type);
}

bool has_days(const Condition& condition) {
  return std::all_of(condition.values.begin(), condition.values.end(),
                     [](const std::string& value) { return value.size() <= kDayLength; });
}

Expr compared(const Expr& value, const sql::Type& type, const Condition& condition) {
  std::vector<Expr> values;
  for (const std::string& text : condition.values) values.push_back(value_of_text(text, type, condition));
  switch (condition.op) {
    case Op::kEqual:
      return sql::equal(value, values.at(0));
    case Op::kNotEqual:
      return sql::not_equal(value, values.at(0));
    case Op::kLess:
      return sql::less(value, values.at(0));
    case Op::kLessEqual:
      return sql::less_equal(value, values.at(0));
    case Op::kGreater:
      return sql::greater(value, values.at(0));
    case Op::kGreaterEqual:
      return sql::greater_equal(value, values.at(0));
    case Op::kIn:
      return sql::in_list(value, std::move(values));
    case Op::kNotIn:
      return sql::negate(sql::in_list(value, std::move(values)));
    case Op::kIsNull:
      return sql::is_null(value);
    case Op::kIsNotNull:
      break;
  }
  return sql::is_not_null(value);
}

}  // namespace c360::metric
