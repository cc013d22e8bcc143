#include "c360/sql/expression.h"

#include <gtest/gtest.h>

#include <limits>

#include "c360/sql/query.h"

namespace c360::sql {
namespace {

TEST(ExpressionTest, NoConditionsAreTrueForAllAndFalseForAny) {
  EXPECT_EQ(all_of({}).node().text, "true");
  EXPECT_EQ(any_of({}).node().text, "false");
  EXPECT_EQ(any_of({}).node().type.kind, TypeKind::kBoolean);
}

TEST(ExpressionTest, OneConditionStandsForItself) {
  const Expr condition = is_null(column("a"));
  EXPECT_EQ(&all_of({condition}).node(), &condition.node());
  EXPECT_EQ(&any_of({condition}).node(), &condition.node());
}

TEST(ExpressionTest, ALiteralKeepsItsTextAndType) {
  const Expr amount = literal("12.50", Type::decimal(12, 2));
  EXPECT_EQ(amount.node().kind, ExprKind::kLiteral);
  EXPECT_EQ(amount.node().text, "12.50");
  EXPECT_EQ(amount.node().type, Type::decimal(12, 2));
  EXPECT_FALSE(amount.node().is_null);
}

TEST(ExpressionTest, ACharPointerIsATextAndNoBoolean) {
  EXPECT_EQ(literal("true").node().type.kind, TypeKind::kString);
  EXPECT_EQ(literal(true).node().type.kind, TypeKind::kBoolean);
  EXPECT_EQ(literal(std::int64_t{-5}).node().text, "-5");
}

TEST(ExpressionTest, NullHasAType) {
  const Expr nothing = null_of(Type{TypeKind::kDate});
  EXPECT_TRUE(nothing.node().is_null);
  EXPECT_EQ(nothing.node().type.kind, TypeKind::kDate);
}

TEST(ExpressionTest, InListKeepsTheTestedValueFirst) {
  const Expr expr = in_list(column("a"), {literal("x"), literal("y")});
  ASSERT_EQ(expr.node().args.size(), 3U);
  EXPECT_EQ(expr.node().args[0].node().kind, ExprKind::kColumn);
  EXPECT_EQ(expr.node().args[2].node().text, "y");
}

TEST(ExpressionTest, CaseEndsWithItsOtherwise) {
  const Expr expr = case_when({{is_null(column("a")), literal("none")}}, literal("some"));
  ASSERT_EQ(expr.node().args.size(), 3U);
  EXPECT_EQ(expr.node().args.back().node().text, "some");
}

TEST(ExpressionTest, ExistsOwnsItsQuery) {
  Query query;
  query.from = table({"silver", "orders"});
  const Expr expr = exists(query);
  query.from->table.clear();
  EXPECT_EQ(expr.node().subquery->from->table.size(), 2U);
}

TEST(ExpressionTest, ComparisonsAndSumsKeepTheirSides) {
  using Make = Expr (*)(Expr, Expr);
  const std::vector<std::pair<Make, std::string>> operators = {
      {equal, "="},          {not_equal, "<>"}, {less, "<"},     {less_equal, "<="}, {greater, ">"},
      {greater_equal, ">="}, {add, "+"},        {subtract, "-"}, {multiply, "*"}};
  for (const auto& [make, symbol] : operators) {
    const Expr expr = make(column("left"), column("right"));
    EXPECT_EQ(expr.node().kind, ExprKind::kOperator) << symbol;
    EXPECT_EQ(expr.node().text, symbol);
    ASSERT_EQ(expr.node().args.size(), 2U) << symbol;
    EXPECT_EQ(expr.node().args[0].node().text, "left") << symbol;
    EXPECT_EQ(expr.node().args[1].node().text, "right") << symbol;
  }
}

TEST(ExpressionTest, SeveralConditionsAreOneOperatorInTheirOrder) {
  const std::vector<Expr> conditions = {column("a"), column("b"), column("c")};
  const std::vector<std::pair<Expr, std::string>> cases = {{all_of(conditions), "AND"}, {any_of(conditions), "OR"}};
  for (const auto& [expr, symbol] : cases) {
    EXPECT_EQ(expr.node().text, symbol);
    ASSERT_EQ(expr.node().args.size(), 3U);
    EXPECT_EQ(expr.node().args[0].node().text, "a");
    EXPECT_EQ(expr.node().args[2].node().text, "c");
  }
}

TEST(ExpressionTest, AColumnMayNameItsRelation) {
  EXPECT_EQ(column("id").node().relation, "");
  EXPECT_EQ(column("orders", "id").node().relation, "orders");
  EXPECT_EQ(column("orders", "id").node().text, "id");
  EXPECT_EQ(star().node().relation, "");
  EXPECT_EQ(star("orders").node().relation, "orders");
  EXPECT_EQ(star("orders").node().kind, ExprKind::kStar);
}

TEST(ExpressionTest, WhatIsNotNullIsNotOneThatIs) {
  const Expr expr = is_not_null(column("a"));
  EXPECT_EQ(expr.node().kind, ExprKind::kNot);
  ASSERT_EQ(expr.node().args.size(), 1U);
  EXPECT_EQ(expr.node().args[0].node().kind, ExprKind::kIsNull);
  EXPECT_EQ(expr.node().args[0].node().args.at(0).node().text, "a");
}

TEST(ExpressionTest, ACallKeepsItsFunctionAndArguments) {
  const Expr expr = call("coalesce", {column("a"), literal("x")});
  EXPECT_EQ(expr.node().kind, ExprKind::kCall);
  EXPECT_EQ(expr.node().text, "coalesce");
  ASSERT_EQ(expr.node().args.size(), 2U);
  EXPECT_EQ(expr.node().args[1].node().type.kind, TypeKind::kString);
  EXPECT_TRUE(call("now", {}).node().args.empty());
}

TEST(ExpressionTest, CaseKeepsEachConditionBeforeItsValue) {
  const Expr expr = case_when({{column("c1"), column("v1")}, {column("c2"), column("v2")}}, column("else"));
  std::string order;
  for (const Expr& arg : expr.node().args) order += arg.node().text + " ";
  EXPECT_EQ(order, "c1 v1 c2 v2 else ");
  EXPECT_EQ(case_when({}, column("else")).node().args.size(), 1U);
}

TEST(ExpressionTest, CastAndFromJsonKnowTheirType) {
  const Expr number = cast(column("a"), Type::decimal(12, 2));
  EXPECT_EQ(number.node().kind, ExprKind::kCast);
  EXPECT_EQ(number.node().type, Type::decimal(12, 2));
  EXPECT_EQ(number.node().args.at(0).node().text, "a");
  const Type pair = Type::structure({{"a", {TypeKind::kBigint}}});
  const Expr parsed = from_json(column("a"), pair);
  EXPECT_EQ(parsed.node().kind, ExprKind::kFromJson);
  EXPECT_EQ(parsed.node().type, pair);
}

TEST(ExpressionTest, RowNumberKeepsItsGroupsAndItsOrder) {
  const Expr expr = row_number({column("k1"), column("k2")}, {{column("at"), true, false}, {column("id")}});
  EXPECT_EQ(expr.node().kind, ExprKind::kRowNumber);
  EXPECT_EQ(expr.node().partition_by.size(), 2U);
  ASSERT_EQ(expr.node().order_by.size(), 2U);
  EXPECT_TRUE(expr.node().order_by[0].descending);
  EXPECT_FALSE(expr.node().order_by[0].nulls_last);
  EXPECT_FALSE(expr.node().order_by[1].descending);
  EXPECT_TRUE(expr.node().order_by[1].nulls_last);
}

TEST(ExpressionTest, AWindowKeepsItsCallItsGroupsAndItsFrame) {
  const Expr expr = window(call("sum", {column("a")}), {column("k")}, {{column("at")}}, 2);
  EXPECT_EQ(expr.node().kind, ExprKind::kWindow);
  EXPECT_EQ(expr.node().args.at(0).node().text, "sum");
  EXPECT_EQ(expr.node().partition_by.size(), 1U);
  EXPECT_EQ(expr.node().order_by.size(), 1U);
  EXPECT_EQ(expr.node().preceding, 2);
  EXPECT_EQ(window(call("rank", {}), {}, {}).node().preceding, kNoFrame);
}

TEST(ExpressionTest, InQueryKeepsItsValueAndOwnsItsQuery) {
  Query query;
  query.select = {{column("id"), "id"}};
  const Expr expr = in_query(column("a"), query);
  query.select.clear();
  EXPECT_EQ(expr.node().kind, ExprKind::kInQuery);
  EXPECT_EQ(expr.node().args.at(0).node().text, "a");
  EXPECT_EQ(expr.node().subquery->select.size(), 1U);
}

TEST(ExpressionTest, WhatUsersWroteStaysAsTheyWroteIt) {
  const std::string text = "amount > 0 -- \"quoted\"\n";
  EXPECT_EQ(user_sql(text).node().kind, ExprKind::kUserSql);
  EXPECT_EQ(user_sql(text).node().text, text);
}

TEST(ExpressionTest, IntegersOfAnySizeAreWritten) {
  EXPECT_EQ(literal(std::numeric_limits<std::int64_t>::min()).node().text, "-9223372036854775808");
  EXPECT_EQ(literal(std::numeric_limits<std::int64_t>::max()).node().text, "9223372036854775807");
  EXPECT_EQ(literal(std::int64_t{0}).node().type.kind, TypeKind::kBigint);
}

TEST(ExpressionTest, CopiesShareOneNode) {
  const Expr first = column("a");
  const Expr second = first;
  EXPECT_EQ(&first.node(), &second.node());
}

}  // namespace
}  // namespace c360::sql
