#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/model/plan.h"
#include "c360/model/testing/shop_tables.h"

namespace c360::model {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Kind = PlanNode::Kind;

/// What the engine's plans look like: where another version of it answers differently, this fails first.
class PlanReaderTest : public ::testing::Test {
 protected:
  PlanReaderTest() { testing::place_shop(planner_); }

  PlanNode plan(const std::string& select) { return planner_.plan(select).plan; }

  static const PlanNode* find(const PlanNode& node, Kind kind) {
    if (node.kind == kind) return &node;
    for (const PlanNode& child : node.children) {
      if (const PlanNode* found = find(child, kind)) return found;
    }
    return nullptr;
  }

  static std::string refusal(const std::string& json) {
    try {
      read_plan(json);
    } catch (const Error& error) {
      return error.message();
    }
    return "it was taken";
  }

  Planner planner_;
};

TEST_F(PlanReaderTest, NamesTablesAndTheirColumns) {
  const PlanNode node = plan("SELECT amount, order_id FROM silver.orders");
  const PlanNode* table = find(node, Kind::kTable);
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->table, (lakehouse::TableName{"silver", "orders"}));
  EXPECT_THAT(table->columns, ElementsAre("amount", "order_id"));
  EXPECT_EQ(node.kind, Kind::kProject);
  EXPECT_EQ(node.width, 2u);
}

TEST_F(PlanReaderTest, CountsColumnsOfConditionsOverBothSides) {
  const PlanNode node =
      plan("SELECT o.amount, p.paid FROM silver.orders o LEFT JOIN silver.payments p ON p.order_id = o.order_id");
  const PlanNode* join = find(node, Kind::kJoin);
  ASSERT_NE(join, nullptr);
  EXPECT_EQ(join->join, JoinKind::kLeft);
  ASSERT_EQ(join->expressions.size(), 1u);
  const Expression& condition = join->expressions[0];
  EXPECT_EQ(condition.name, "=");
  EXPECT_LT(condition.arguments[0].column, join->children[0].width);
  EXPECT_GE(condition.arguments[1].column, join->children[0].width);
}

TEST_F(PlanReaderTest, KnowsTheKindsOfJoins) {
  const auto kind_of = [this](const std::string& from) {
    const PlanNode node = plan("SELECT 1 FROM silver.orders o " + from);
    const PlanNode* join = find(node, Kind::kJoin);
    return join == nullptr ? std::optional<JoinKind>() : join->join;
  };
  EXPECT_EQ(kind_of("JOIN silver.payments p USING (order_id)"), JoinKind::kInner);
  EXPECT_EQ(kind_of("RIGHT JOIN silver.payments p USING (order_id)"), JoinKind::kLeft) << "the engine turns it round";
  EXPECT_EQ(kind_of("FULL JOIN silver.payments p USING (order_id)"), JoinKind::kFull);
  EXPECT_EQ(kind_of("SEMI JOIN silver.payments p USING (order_id)"), JoinKind::kSemi);
  EXPECT_EQ(kind_of("ANTI JOIN silver.payments p USING (order_id)"), JoinKind::kAnti);
  EXPECT_EQ(kind_of("WHERE order_id IN (SELECT order_id FROM silver.payments)"), JoinKind::kMark);
  EXPECT_EQ(kind_of("WHERE amount > (SELECT max(paid) FROM silver.payments p WHERE p.order_id = o.order_id)"),
            JoinKind::kSingle);
}

TEST_F(PlanReaderTest, ReadsAggregatesWithAllThatBelongsToThem) {
  const PlanNode node = plan(
      "SELECT status, count(DISTINCT amount), sum(amount) FILTER (WHERE order_id > 3), list(amount ORDER BY placed) "
      "FROM "
      "silver.orders GROUP BY status");
  const PlanNode* aggregate = find(node, Kind::kAggregate);
  ASSERT_NE(aggregate, nullptr);
  EXPECT_EQ(aggregate->groups.size(), 1u);
  ASSERT_EQ(aggregate->expressions.size(), 3u);
  EXPECT_TRUE(aggregate->expressions[0].distinct);
  EXPECT_EQ(aggregate->expressions[1].filters.size(), 1u);
  EXPECT_EQ(aggregate->expressions[2].orders.size(), 1u);
  EXPECT_FALSE(aggregate->several_groupings);
}

TEST_F(PlanReaderTest, ReadsWindows) {
  const PlanNode node =
      plan("SELECT row_number() OVER (PARTITION BY status ORDER BY placed), sum(amount) OVER () FROM silver.orders");
  const PlanNode* window = find(node, Kind::kWindow);
  ASSERT_NE(window, nullptr);
  EXPECT_EQ(window->expressions[0].name, "row_number");
  EXPECT_EQ(window->expressions[0].kind, Expression::Kind::kWindow);
  EXPECT_EQ(window->expressions[0].partitions.size(), 1u);
  EXPECT_EQ(window->expressions[1].kind, Expression::Kind::kAggregate);
  EXPECT_TRUE(window->expressions[1].over_window);
}

TEST_F(PlanReaderTest, ReadsConstantLimitsAndDistinctOn) {
  const PlanNode limited = plan("SELECT DISTINCT ON (status) status FROM silver.orders ORDER BY status LIMIT 5");
  EXPECT_EQ(find(limited, Kind::kLimit)->limit, 5);
  EXPECT_TRUE(find(limited, Kind::kDistinct)->chooses);
}

TEST_F(PlanReaderTest, KnowsCastsThatKeepValuesApart) {
  const auto keeps_apart = [this](const std::string& expression) {
    const PlanNode node = plan("SELECT " + expression + " FROM silver.orders");
    return node.expressions.at(0).keeps_apart;
  };
  EXPECT_TRUE(keeps_apart("order_id::decimal(38, 2)"));
  EXPECT_TRUE(keeps_apart("order_id::varchar"));
  EXPECT_TRUE(keeps_apart("placed::timestamp"));
  EXPECT_FALSE(keeps_apart("amount::decimal(12, 1)"));
  EXPECT_FALSE(keeps_apart("amount::bigint"));
  EXPECT_FALSE(keeps_apart("amount::double"));
  EXPECT_FALSE(keeps_apart("status::bigint"));
  EXPECT_FALSE(keeps_apart("placed::timestamp::date"));
  EXPECT_FALSE(keeps_apart("try_cast(order_id AS integer)"));
}

TEST_F(PlanReaderTest, KnowsWhatAJoinToItsLeftSees) {
  const PlanNode node = plan(
      "SELECT p.paid FROM silver.orders o, LATERAL (SELECT paid FROM silver.payments WHERE order_id = o.order_id) p");
  EXPECT_EQ(find(node, Kind::kJoin)->outer_columns.size(), 1u);
  EXPECT_NE(find(node, Kind::kOuterColumns), nullptr);
}

TEST_F(PlanReaderTest, RefusesWhatItDoesNotKnowByItsName) {
  EXPECT_THAT(refusal(R"({"error": false, "plans": [{"type": "LOGICAL_COPY_DATABASE"}]})"),
              HasSubstr("LOGICAL_COPY_DATABASE"));
  EXPECT_THAT(refusal(R"({"error": false, "plans": [{"type": "LOGICAL_FILTER"}]})"), HasSubstr("another shape"));
  EXPECT_THAT(refusal(R"({"plans": []})"), HasSubstr("no plan for one SELECT"));
  EXPECT_THAT(refusal("no JSON"), HasSubstr("another shape"));
}

}  // namespace
}  // namespace c360::model
