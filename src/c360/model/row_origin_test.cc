#include "c360/model/row_origin.h"

#include <gmock/gmock.h>

#include "c360/model/testing/shop_tables.h"

namespace c360::model {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class RowOriginTest : public ::testing::Test {
 protected:
  RowOriginTest() { testing::place_shop(planner_); }

  RowOrigin of(const std::string& select) { return origin_of_rows(planner_.plan(select)); }

  /// "orders.customer_id = customer_id, …" for each place where a table is read.
  std::vector<std::string> texts(const std::string& select) {
    std::vector<std::string> result;
    for (const InputRows& input : of(select).inputs) {
      std::string text = input.table.name;
      for (const auto& [column, output] : input.equal) text += " " + column + "=" + output;
      result.push_back(text);
    }
    return result;
  }

  Planner planner_;
};

TEST_F(RowOriginTest, FollowsCopiedColumns) {
  EXPECT_THAT(texts("SELECT order_id AS id, amount FROM silver.orders"),
              ElementsAre("orders amount=amount order_id=id"));
  EXPECT_FALSE(of("SELECT order_id FROM silver.orders").leaves_rows_out);
}

TEST_F(RowOriginTest, FollowsGroups) {
  EXPECT_THAT(texts("SELECT customer_id, sum(amount) AS spent FROM silver.orders GROUP BY 1"),
              ElementsAre("orders customer_id=customer_id"));
}

TEST_F(RowOriginTest, FollowsTheEqualitiesOfJoinsIntoGroups) {
  EXPECT_THAT(
      texts("WITH spent AS (SELECT customer_id, sum(amount) AS total FROM silver.orders GROUP BY 1) SELECT "
            "c.customer_id, s.total FROM silver.customers c LEFT JOIN spent s ON s.customer_id = c.customer_id"),
      UnorderedElementsAre("customers customer_id=customer_id", "orders customer_id=customer_id"));
}

TEST_F(RowOriginTest, FollowsEachBranchOfAUnion) {
  EXPECT_THAT(
      texts("SELECT order_id AS id, 'order' AS kind FROM silver.orders UNION ALL SELECT payment_id, 'payment' FROM "
            "silver.payments"),
      UnorderedElementsAre("orders order_id=id", "payments payment_id=id"));
}

TEST_F(RowOriginTest, FollowsBothSidesOfUsing) {
  EXPECT_THAT(texts("SELECT order_id FROM silver.orders FULL JOIN silver.payments USING (order_id)"),
              UnorderedElementsAre("orders order_id=order_id", "payments order_id=order_id"));
}

TEST_F(RowOriginTest, SaysNothingOfWhatIsComputed) {
  EXPECT_THAT(texts("SELECT date_trunc('month', placed) AS month, count(*) AS n FROM silver.orders GROUP BY 1"),
              ElementsAre("orders"));
}

TEST_F(RowOriginTest, SaysWhereRowsMayBeLeftOut) {
  EXPECT_TRUE(of("SELECT order_id FROM silver.orders WHERE amount > 1").leaves_rows_out);
  EXPECT_TRUE(of("SELECT order_id FROM silver.orders ORDER BY amount LIMIT 1").leaves_rows_out);
  EXPECT_TRUE(of("SELECT order_id FROM silver.orders JOIN silver.payments USING (order_id)").leaves_rows_out);
  EXPECT_FALSE(of("SELECT order_id FROM silver.orders LEFT JOIN silver.payments USING (order_id)").leaves_rows_out);
}

TEST_F(RowOriginTest, LeavesOutWhatIsOnlyLookedUp) {
  EXPECT_THAT(texts("SELECT order_id FROM silver.orders WHERE order_id IN (SELECT order_id FROM silver.payments)"),
              ElementsAre("orders order_id=order_id"));
  EXPECT_THAT(texts("SELECT order_id FROM silver.orders EXCEPT SELECT order_id FROM silver.payments"),
              ElementsAre("orders order_id=order_id"));
}

TEST_F(RowOriginTest, HasNoInputsWhereNothingIsRead) {
  EXPECT_THAT(texts("SELECT 1 AS n"), IsEmpty());
}

}  // namespace
}  // namespace c360::model
