#include "c360/model/column_lineage.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/model/testing/shop_tables.h"

namespace c360::model {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Texts = std::vector<std::string>;

class ColumnLineageTest : public ::testing::Test {
 protected:
  ColumnLineageTest() { testing::place_shop(planner_); }

  SelectLineage of(const std::string& select) { return lineage_of(planner_.plan(select)); }

  /// "orders.amount aggregated", "orders.status decides", "orders.* aggregated" for rows.
  static Texts texts(const Uses& uses) {
    Texts result;
    for (const auto& [source, use] : uses) {
      const std::string how = use.derived == Derivation::kNone ? "decides" : std::string(to_string(use.derived));
      result.push_back(fmt::format("{}.{} {}", source.table.name, source.column.empty() ? "*" : source.column, how));
    }
    return result;
  }

  Texts column(const std::string& select, std::size_t i = 0) { return texts(of(select).columns.at(i).uses); }
  Texts rows(const std::string& select) { return texts(of(select).rows); }
  std::string text(const std::string& select, std::size_t i = 0) { return of(select).columns.at(i).text; }

  Planner planner_;
};

TEST_F(ColumnLineageTest, TellsCopiesFromComputedAndAggregatedValues) {
  const std::string select =
      "SELECT customer_id, upper(status) AS s, sum(amount) AS total FROM silver.orders GROUP BY ALL";
  EXPECT_THAT(column(select, 0), ElementsAre("orders.customer_id copied"));
  EXPECT_THAT(column(select, 1), ElementsAre("orders.status computed"));
  EXPECT_THAT(column(select, 2), ElementsAre("orders.amount aggregated"));
  EXPECT_THAT(rows(select), ElementsAre("orders.* decides", "orders.customer_id decides", "orders.status decides"));
}

TEST_F(ColumnLineageTest, FollowsStarsInTheirOrder) {
  const SelectLineage lineage = of("SELECT *, amount * 2 AS twice FROM silver.orders");
  ASSERT_EQ(lineage.columns.size(), 6u);
  EXPECT_EQ(lineage.columns[2].name, "amount");
  EXPECT_THAT(texts(lineage.columns[2].uses), ElementsAre("orders.amount copied"));
  EXPECT_THAT(texts(lineage.columns[5].uses), ElementsAre("orders.amount computed"));
}

TEST_F(ColumnLineageTest, FollowsStarsThatExcludeAndReplace) {
  EXPECT_THAT(column("SELECT * EXCLUDE (order_id) FROM silver.orders"), ElementsAre("orders.customer_id copied"));
  EXPECT_THAT(column("SELECT * REPLACE (lower(status) AS status) FROM silver.orders", 3),
              ElementsAre("orders.status computed"));
  EXPECT_THAT(column("SELECT COLUMNS('pl.*') FROM silver.orders"), ElementsAre("orders.placed copied"));
}

TEST_F(ColumnLineageTest, FollowsCommonTablesThatReadOneAnother) {
  const std::string select =
      "WITH a AS (SELECT order_id, amount AS x FROM silver.orders), b AS (SELECT order_id, x + 1 AS y FROM a) "
      "SELECT b.y, a.x FROM b JOIN a USING (order_id)";
  EXPECT_THAT(column(select, 0), ElementsAre("orders.amount computed"));
  EXPECT_THAT(column(select, 1), ElementsAre("orders.amount copied"));
  EXPECT_EQ(text(select, 0), "orders.amount + 1");
}

TEST_F(ColumnLineageTest, FollowsARecursionUntilNothingNewComes) {
  const std::string select =
      "WITH RECURSIVE r AS (SELECT order_id AS n, customer_id AS m FROM silver.orders UNION ALL SELECT m, n FROM r "
      "WHERE "
      "n < 10) SELECT n FROM r";
  EXPECT_THAT(column(select), ElementsAre("orders.customer_id copied", "orders.order_id copied"));
}

TEST_F(ColumnLineageTest, KeepsJoinsApartFromWhatTheyBring) {
  const std::string select =
      "SELECT c.name FROM silver.orders o LEFT JOIN silver.customers c ON c.customer_id = o.customer_id";
  EXPECT_THAT(column(select), ElementsAre("customers.name copied"));
  EXPECT_THAT(rows(select), ElementsAre("customers.* decides", "customers.customer_id decides", "orders.* decides",
                                        "orders.customer_id decides"));
}

TEST_F(ColumnLineageTest, KnowsThatUsingOfAFullJoinGivesEitherSide) {
  EXPECT_THAT(column("SELECT order_id FROM silver.orders FULL JOIN silver.payments USING (order_id)"),
              ElementsAre("orders.order_id computed", "payments.order_id computed"));
}

TEST_F(ColumnLineageTest, TakesAScalarSubqueryForAValueAndNotForRows) {
  const std::string select =
      "SELECT name, (SELECT max(amount) FROM silver.orders WHERE status = 'Paid') AS top FROM silver.customers";
  EXPECT_THAT(column(select, 0), ElementsAre("customers.name copied"));
  EXPECT_THAT(column(select, 1), ElementsAre("orders.* decides", "orders.amount aggregated", "orders.status decides"));
  EXPECT_THAT(rows(select), ElementsAre("customers.* decides"));
}

TEST_F(ColumnLineageTest, FollowsACorrelatedSubquery) {
  const std::string select =
      "SELECT name, (SELECT sum(o.amount) FROM silver.orders o WHERE o.customer_id = c.customer_id) AS spent FROM "
      "silver.customers c";
  EXPECT_THAT(column(select, 1), ElementsAre("customers.* decides", "customers.customer_id decides", "orders.* decides",
                                             "orders.amount aggregated", "orders.customer_id decides"));
  EXPECT_THAT(rows(select), ElementsAre("customers.* decides"));
}

TEST_F(ColumnLineageTest, TakesInAndExistsForFilters) {
  const std::string select =
      "SELECT name FROM silver.customers c WHERE EXISTS (SELECT 1 FROM silver.tickets t WHERE t.customer_id = "
      "c.customer_id AND t.is_open)";
  EXPECT_THAT(column(select), ElementsAre("customers.name copied"));
  EXPECT_THAT(rows(select), ElementsAre("customers.* decides", "customers.customer_id decides", "tickets.* decides",
                                        "tickets.customer_id decides", "tickets.is_open decides"));
  EXPECT_THAT(column("SELECT order_id IN (SELECT order_id FROM silver.payments) AS paid FROM silver.orders"),
              ElementsAre("orders.order_id computed", "payments.* decides", "payments.order_id computed"));
}

TEST_F(ColumnLineageTest, FollowsALateralSubquery) {
  const std::string select =
      "SELECT o.status, p.paid FROM silver.orders o, LATERAL (SELECT paid FROM silver.payments WHERE order_id = "
      "o.order_id ORDER BY payment_id LIMIT 1) p";
  EXPECT_THAT(column(select, 1), ElementsAre("payments.paid copied"));
  EXPECT_THAT(rows(select), ElementsAre("orders.* decides", "orders.order_id decides", "payments.* decides",
                                        "payments.order_id decides", "payments.payment_id decides"));
}

TEST_F(ColumnLineageTest, MergesTheBranchesOfASetOperation) {
  EXPECT_THAT(column("SELECT amount FROM silver.orders UNION ALL SELECT paid FROM silver.payments"),
              ElementsAre("orders.amount copied", "payments.paid copied"));
  EXPECT_EQ(text("SELECT amount FROM silver.orders UNION ALL SELECT paid FROM silver.payments"),
            "orders.amount | payments.paid");
  EXPECT_THAT(column("SELECT order_id FROM silver.orders EXCEPT SELECT order_id FROM silver.payments"),
              ElementsAre("orders.order_id copied"));
  EXPECT_THAT(
      rows("SELECT order_id FROM silver.orders EXCEPT SELECT order_id FROM silver.payments"),
      ElementsAre("orders.* decides", "orders.order_id decides", "payments.* decides", "payments.order_id decides"));
}

TEST_F(ColumnLineageTest, KeepsTheConditionsOfCaseApartFromItsValues) {
  const std::string select = "SELECT CASE WHEN status = 'Paid' THEN amount ELSE 0 END AS paid FROM silver.orders";
  EXPECT_THAT(column(select), ElementsAre("orders.amount computed", "orders.status decides"));
  EXPECT_EQ(text(select), "CASE WHEN orders.status = 'Paid' THEN orders.amount ELSE 0 END");
}

TEST_F(ColumnLineageTest, KeepsPartitionsAndOrdersOfWindowsApart) {
  const std::string select =
      "SELECT sum(amount) OVER (PARTITION BY customer_id ORDER BY placed) AS running, lag(amount) OVER (ORDER BY "
      "placed) "
      "AS before, row_number() OVER (ORDER BY placed) AS n FROM silver.orders";
  EXPECT_THAT(column(select, 0),
              ElementsAre("orders.amount aggregated", "orders.customer_id decides", "orders.placed decides"));
  EXPECT_THAT(column(select, 1), ElementsAre("orders.amount computed", "orders.placed decides"));
  EXPECT_THAT(column(select, 2), ElementsAre("orders.placed decides"));
}

TEST_F(ColumnLineageTest, CountsRowsOfTables) {
  const std::string select = "SELECT count(*) AS n FROM silver.orders o JOIN silver.payments p USING (order_id)";
  EXPECT_THAT(column(select), ElementsAre("orders.* aggregated", "orders.order_id decides", "payments.* aggregated",
                                          "payments.order_id decides"));
  EXPECT_THAT(rows(select), IsEmpty());
}

TEST_F(ColumnLineageTest, SaysWhereValuesMayShow) {
  const SelectLineage lineage =
      of("SELECT count(DISTINCT name) AS names, max(name) AS last, string_agg(name, ',' ORDER BY city) AS all_names, "
         "count(*) FILTER (WHERE name LIKE 'A%') AS a FROM silver.customers");
  const SourceColumn name{{"silver", "customers"}, "name"};
  EXPECT_FALSE(lineage.columns[0].uses.at(name).carries_value);
  EXPECT_TRUE(lineage.columns[1].uses.at(name).carries_value);
  EXPECT_TRUE(lineage.columns[2].uses.at(name).carries_value);
  EXPECT_FALSE(lineage.columns[3].uses.at(name).carries_value);
  EXPECT_EQ(lineage.columns[2].text, "string_agg(customers.name ORDER BY customers.city)");
}

TEST_F(ColumnLineageTest, LetsAnOrderDecideOnlyWhereItChooses) {
  EXPECT_THAT(rows("SELECT name FROM silver.customers ORDER BY city"), ElementsAre("customers.* decides"));
  EXPECT_THAT(rows("SELECT name FROM silver.customers ORDER BY city LIMIT 3"),
              ElementsAre("customers.* decides", "customers.city decides"));
  EXPECT_THAT(rows("SELECT DISTINCT ON (city) name FROM silver.customers ORDER BY city, customer_id"),
              ElementsAre("customers.* decides", "customers.city decides", "customers.customer_id decides"));
  EXPECT_THAT(column("SELECT arg_max(name, customer_id) FROM silver.customers"),
              ElementsAre("customers.* decides", "customers.customer_id decides", "customers.name aggregated"));
}

TEST_F(ColumnLineageTest, FollowsListsStructsLambdasAndValues) {
  EXPECT_THAT(column("SELECT unnest([amount, 1.5]) FROM silver.orders"), ElementsAre("orders.amount computed"));
  EXPECT_THAT(column("SELECT list_transform([1, 2], lambda x: x + order_id) FROM silver.orders"),
              ElementsAre("orders.order_id computed"));
  EXPECT_THAT(column("SELECT s.a FROM (SELECT {'a': amount, 'b': status} AS s FROM silver.orders)"),
              ElementsAre("orders.amount computed", "orders.status computed"));
  EXPECT_THAT(column("SELECT v.label FROM (VALUES (1, 'a')) v(n, label)"), IsEmpty());
  EXPECT_THAT(column("SELECT g.i FROM silver.orders o, generate_series(1, o.order_id) g(i)"),
              ElementsAre("orders.order_id computed"));
}

TEST_F(ColumnLineageTest, FollowsMacrosOfTheEngine) {
  EXPECT_THAT(column("SELECT nullif(amount, 0), ifnull(status, 'x') FROM silver.orders"),
              ElementsAre("orders.amount computed"));
  EXPECT_THAT(column("SELECT list_sum([amount]) FROM silver.orders"), ElementsAre("orders.amount computed"));
}

TEST_F(ColumnLineageTest, NamesRepeatedColumnsAsTheEngineDoes) {
  EXPECT_EQ(of("SELECT 1 AS a, 2 AS b").columns[1].name, "b");
  EXPECT_EQ(text("SELECT 1 AS a, 2.50 AS b", 1), "2.50");
}

TEST_F(ColumnLineageTest, CutsLongTexts) {
  std::string sum = "amount";
  for (int i = 0; i < 100; ++i) sum += " + amount";
  const std::string cut = text("SELECT " + sum + " AS s FROM silver.orders");
  EXPECT_LE(cut.size(), 403u);
  EXPECT_THAT(cut, HasSubstr("…"));
}

TEST_F(ColumnLineageTest, RefusesWhatIsNoSelectOfOne) {
  EXPECT_THROW(of("PIVOT silver.orders ON status USING sum(amount)"), Error);
  EXPECT_THROW(of("SELECT nothing FROM silver.orders"), Error);
}

}  // namespace
}  // namespace c360::model
