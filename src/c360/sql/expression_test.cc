#include "c360/sql/expression.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace c360::sql
