#include "c360/sql/expression.h"

#include <iterator>
#include <utility>

#include "c360/sql/query.h"

namespace c360::sql {

namespace {

Expr make(ExprNode node) {
  return Expr(std::make_shared<const ExprNode>(std::move(node)));
}

Expr with_args(ExprKind kind, std::string text, std::vector<Expr> args) {
  ExprNode node;
  node.kind = kind;
  node.text = std::move(text);
  node.args = std::move(args);
  return make(std::move(node));
}

Expr binary(const char* symbol, Expr a, Expr b) {
  return with_args(ExprKind::kOperator, symbol, {std::move(a), std::move(b)});
}

Expr name(ExprKind kind, std::string relation, std::string text) {
  ExprNode node;
  node.kind = kind;
  node.relation = std::move(relation);
  node.text = std::move(text);
  return make(std::move(node));
}

}  // namespace

Expr column(std::string name_of_column) {
  return name(ExprKind::kColumn, {}, std::move(name_of_column));
}
Expr column(std::string relation, std::string name_of_column) {
  return name(ExprKind::kColumn, std::move(relation), std::move(name_of_column));
}
Expr star() {
  return name(ExprKind::kStar, {}, {});
}
Expr star(std::string relation) {
  return name(ExprKind::kStar, std::move(relation), {});
}

Expr literal(std::string_view text) {
  return literal(text, Type{TypeKind::kString});
}
Expr literal(const char* text) {
  return literal(std::string_view(text));
}
Expr literal(std::int64_t value) {
  return literal(std::to_string(value), Type{TypeKind::kBigint});
}
Expr literal(bool value) {
  return literal(value ? "true" : "false", Type{TypeKind::kBoolean});
}

Expr literal(std::string_view text, Type type) {
  ExprNode node;
  node.text = text;
  node.type = type;
  return make(std::move(node));
}

Expr null_of(Type type) {
  ExprNode node;
  node.is_null = true;
  node.type = type;
  return make(std::move(node));
}

Expr call(std::string_view function, std::vector<Expr> args) {
  return with_args(ExprKind::kCall, std::string(function), std::move(args));
}

Expr equal(Expr a, Expr b) {
  return binary("=", std::move(a), std::move(b));
}
Expr not_equal(Expr a, Expr b) {
  return binary("<>", std::move(a), std::move(b));
}
Expr less(Expr a, Expr b) {
  return binary("<", std::move(a), std::move(b));
}
Expr less_equal(Expr a, Expr b) {
  return binary("<=", std::move(a), std::move(b));
}
Expr greater(Expr a, Expr b) {
  return binary(">", std::move(a), std::move(b));
}
Expr greater_equal(Expr a, Expr b) {
  return binary(">=", std::move(a), std::move(b));
}
Expr add(Expr a, Expr b) {
  return binary("+", std::move(a), std::move(b));
}
Expr subtract(Expr a, Expr b) {
  return binary("-", std::move(a), std::move(b));
}
Expr multiply(Expr a, Expr b) {
  return binary("*", std::move(a), std::move(b));
}

Expr all_of(std::vector<Expr> conditions) {
  if (conditions.empty()) return literal(true);
  if (conditions.size() == 1) return conditions.front();
  return with_args(ExprKind::kOperator, "AND", std::move(conditions));
}

Expr any_of(std::vector<Expr> conditions) {
  if (conditions.empty()) return literal(false);
  if (conditions.size() == 1) return conditions.front();
  return with_args(ExprKind::kOperator, "OR", std::move(conditions));
}

Expr negate(Expr condition) {
  return with_args(ExprKind::kNot, {}, {std::move(condition)});
}
Expr is_null(Expr value) {
  return with_args(ExprKind::kIsNull, {}, {std::move(value)});
}
Expr is_not_null(Expr value) {
  return negate(is_null(std::move(value)));
}

Expr in_list(Expr value, std::vector<Expr> list) {
  std::vector<Expr> args{std::move(value)};
  args.insert(args.end(), std::make_move_iterator(list.begin()), std::make_move_iterator(list.end()));
  return with_args(ExprKind::kInList, {}, std::move(args));
}

Expr case_when(std::vector<std::pair<Expr, Expr>> branches, Expr otherwise) {
  std::vector<Expr> args;
  for (auto& [condition, value] : branches) {
    args.push_back(std::move(condition));
    args.push_back(std::move(value));
  }
  args.push_back(std::move(otherwise));
  return with_args(ExprKind::kCase, {}, std::move(args));
}

Expr cast(Expr value, Type type) {
  ExprNode node;
  node.kind = ExprKind::kCast;
  node.type = type;
  node.args.push_back(std::move(value));
  return make(std::move(node));
}

Expr from_json(Expr text, Type type) {
  ExprNode node;
  node.kind = ExprKind::kFromJson;
  node.type = std::move(type);
  node.args.push_back(std::move(text));
  return make(std::move(node));
}

Expr row_number(std::vector<Expr> partition_by, std::vector<OrderBy> order_by) {
  ExprNode node;
  node.kind = ExprKind::kRowNumber;
  node.partition_by = std::move(partition_by);
  node.order_by = std::move(order_by);
  return make(std::move(node));
}

Expr window(Expr called, std::vector<Expr> partition_by, std::vector<OrderBy> order_by, std::int64_t preceding) {
  ExprNode node;
  node.kind = ExprKind::kWindow;
  node.args.push_back(std::move(called));
  node.partition_by = std::move(partition_by);
  node.order_by = std::move(order_by);
  node.preceding = preceding;
  return make(std::move(node));
}

Expr exists(Query query) {
  ExprNode node;
  node.kind = ExprKind::kExists;
  node.subquery = std::make_shared<const Query>(std::move(query));
  return make(std::move(node));
}

Expr in_query(Expr value, Query query) {
  ExprNode node;
  node.kind = ExprKind::kInQuery;
  node.args = {std::move(value)};
  node.subquery = std::make_shared<const Query>(std::move(query));
  return make(std::move(node));
}

Expr user_sql(std::string_view text) {
  return with_args(ExprKind::kUserSql, std::string(text), {});
}

}  // namespace c360::sql
