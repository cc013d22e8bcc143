#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/metric/base.h"
#include "c360/sql/functions.h"

namespace c360::metric {
namespace {

using sql::Expr;
namespace fn = sql::fn;

Expr whole(int number) {
  return sql::literal(std::int64_t{number});
}

sql::Type exact(const sql::Type& type) {
  constexpr int kDigits = 38;
  return sql::Type::decimal(kDigits, scale_of(type));
}

}  // namespace

Expr divided(const Expr& a, const sql::Type& a_type, const Expr& b, const sql::Type& b_type, const sql::Type& type) {
  return sql::call(fn::kDivide,
                   {a, b, whole(scale_of(a_type)), whole(scale_of(b_type)), whole(type.precision), whole(type.scale)});
}

Expr combined(const Value& value, const Expr& a, const Expr& b) {
  const sql::Type& a_type = value.parts.at(0)->type;
  const sql::Type& b_type = value.parts.at(1)->type;
  switch (value.kind) {
    case Value::Kind::kAdd:
      return sql::add(sql::cast(a, value.type), sql::cast(b, value.type));
    case Value::Kind::kSubtract:
      return sql::subtract(sql::cast(a, value.type), sql::cast(b, value.type));
    case Value::Kind::kMultiply:
      return sql::cast(sql::multiply(sql::cast(a, exact(a_type)), sql::cast(b, exact(b_type))), value.type);
    case Value::Kind::kDivide:
      return divided(a, a_type, b, b_type, value.type);
    default:
      throw Error(ErrorCode::kInternal, "a value that compares rows is no arithmetic");
  }
}

Expr arithmetic(const ValuePtr& value, const LeafColumn& column) {
  if (value->kind == Value::Kind::kLeaf) return column(*value->leaf);
  if (value->kind == Value::Kind::kNumber) return sql::literal(value->number, value->type);
  return combined(*value, arithmetic(value->parts.at(0), column), arithmetic(value->parts.at(1), column));
}

std::string dim_column(std::size_t index) {
  return fmt::format("d{}", index);
}

std::string leaf_column(const Leaves& leaves, const Leaf& leaf) {
  for (std::size_t i = 0; i < leaves.size(); ++i)
    if (leaves[i]->id == leaf.id) return fmt::format("m{}", i);
  throw Error(ErrorCode::kInternal, fmt::format("no column of '{}'", leaf.id));
}

Expr completed(const Leaf& leaf, Expr column) {
  if (!leaf.zero) return column;
  return sql::call(fn::kCoalesce, {std::move(column), sql::literal("0", leaf.type)});
}

}  // namespace c360::metric
