#include "c360/model/fan_out.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/model/testing/shop_tables.h"

namespace c360::model {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class FanOutTest : public ::testing::Test {
 protected:
  FanOutTest() { testing::place_shop(planner_); }

  std::vector<FanOut> found(const std::string& select) {
    const PlannedSelect planned = planner_.plan(select);
    return fan_outs(planned, keys_, table_places(planned.plan, planner_.syntax(select)));
  }

  std::vector<std::vector<std::string>> keys(const std::string& select) {
    return keys_of(planner_.plan(select), keys_);
  }

  Planner planner_;
  TableKeys keys_ = testing::shop_keys();
};

struct Case {
  const char* why;
  bool warns;
  const char* select;
};

const Case kCases[] = {
    // joins on keys and on less
    {"an order has one customer", false,
     "SELECT c.city, sum(o.amount) FROM silver.orders o JOIN silver.customers c ON c.customer_id = o.customer_id GROUP "
     "BY c.city"},
    {"an order has several payments", true,
     "SELECT sum(o.amount) FROM silver.orders o JOIN silver.payments p ON p.order_id = o.order_id"},
    {"payments are what the join gives one row each", false,
     "SELECT sum(p.paid), count(*) FROM silver.orders o JOIN silver.payments p ON p.order_id = o.order_id"},
    {"a customer is joined to neither's key", true,
     "SELECT count(*) FROM silver.orders o JOIN silver.tickets t ON t.customer_id = o.customer_id"},
    {"a sum of both sides is looked at by its terms", true,
     "SELECT sum(o.amount + p.paid) FROM silver.orders o JOIN silver.payments p ON p.order_id = o.order_id"},
    {"a product is right at the grain of one factor", false,
     "SELECT sum(l.quantity * r.cost) FROM silver.lines l JOIN silver.products r ON r.product_id = l.product_id"},
    {"part of a key", true, "SELECT sum(o.amount) FROM silver.orders o JOIN silver.lines l ON l.order_id = o.order_id"},
    {"part of a key, the rest pinned", false,
     "SELECT sum(o.amount) FROM silver.orders o JOIN silver.lines l ON l.order_id = o.order_id WHERE l.line = 1"},
    {"the rest of the key pinned in ON", false,
     "SELECT sum(o.amount) FROM silver.orders o LEFT JOIN silver.lines l ON l.order_id = o.order_id AND l.line = 1"},
    {"LEFT JOIN with a filter that pins the rest", false,
     "SELECT sum(o.amount) FROM silver.orders o LEFT JOIN silver.lines l ON l.order_id = o.order_id WHERE l.line = 1"},
    {"a filter that pins nothing", true,
     "SELECT sum(o.amount) FROM silver.orders o LEFT JOIN silver.lines l ON l.order_id = o.order_id WHERE l.line > 1"},
    {"a filter by one value of a list", false,
     "SELECT sum(o.amount) FROM silver.orders o JOIN silver.lines l USING (order_id) WHERE l.line IN (2)"},
    {"a filter by several values", true,
     "SELECT sum(o.amount) FROM silver.orders o JOIN silver.lines l USING (order_id) WHERE l.line IN (1, 2)"},
    {"the whole of a key of two columns", false,
     "SELECT sum(l.quantity * p.price) FROM silver.lines l JOIN silver.orders o USING (order_id) JOIN silver.customers "
     "c USING (customer_id) LEFT JOIN silver.prices p ON p.product_id = l.product_id AND p.city = c.city"},
    {"an inequality", true,
     "SELECT sum(o.amount) FROM silver.orders o JOIN silver.payments p ON p.payment_id > o.order_id"},
    {"a key that is computed", true,
     "SELECT sum(o.amount) FROM silver.orders o JOIN silver.customers c ON c.customer_id % 10 = o.customer_id"},
    {"a cast that keeps values apart", false,
     "SELECT sum(o.amount) FROM silver.orders o JOIN silver.customers c ON c.customer_id::varchar = "
     "o.customer_id::varchar"},
    {"an alternative", true,
     "SELECT sum(o.amount) FROM silver.orders o JOIN silver.customers c ON c.customer_id = o.customer_id OR c.city = "
     "o.status"},
    // other forms of joins
    {"a comma and WHERE on a key", false,
     "SELECT sum(o.amount) FROM silver.orders o, silver.customers c WHERE c.customer_id = o.customer_id"},
    {"a comma and WHERE on less", true,
     "SELECT sum(o.amount) FROM silver.orders o, silver.payments p WHERE p.order_id = o.order_id"},
    {"USING", true, "SELECT sum(amount) FROM silver.orders JOIN silver.payments USING (order_id)"},
    {"NATURAL", false, "SELECT sum(amount) FROM silver.orders NATURAL JOIN silver.customers"},
    {"a cross join with one row", false,
     "SELECT sum(o.amount) FROM silver.orders o CROSS JOIN (SELECT max(paid) AS top FROM silver.payments) m"},
    {"a cross join with a table", true, "SELECT sum(o.amount) FROM silver.orders o CROSS JOIN silver.products"},
    {"a cross join with the first row", false,
     "SELECT sum(o.amount) FROM silver.orders o CROSS JOIN (SELECT city FROM silver.customers LIMIT 1) c"},
    {"semi", false, "SELECT sum(o.amount) FROM silver.orders o SEMI JOIN silver.payments p ON p.order_id = o.order_id"},
    {"anti", false, "SELECT sum(o.amount) FROM silver.orders o ANTI JOIN silver.payments p ON p.order_id = o.order_id"},
    {"IN", false, "SELECT sum(amount) FROM silver.orders WHERE order_id IN (SELECT order_id FROM silver.payments)"},
    {"EXISTS", false,
     "SELECT sum(o.amount) FROM silver.orders o WHERE EXISTS (SELECT 1 FROM silver.payments p WHERE p.order_id = "
     "o.order_id)"},
    {"NOT EXISTS", false,
     "SELECT sum(o.amount) FROM silver.orders o WHERE NOT EXISTS (SELECT 1 FROM silver.payments p WHERE p.order_id = "
     "o.order_id)"},
    {"a correlated subquery", false,
     "SELECT sum(o.amount - (SELECT sum(p.paid) FROM silver.payments p WHERE p.order_id = o.order_id)) FROM "
     "silver.orders o"},
    {"a lateral that gives one row", false,
     "SELECT sum(o.amount) FROM silver.orders o, LATERAL (SELECT p.paid FROM silver.payments p WHERE p.order_id = "
     "o.order_id ORDER BY p.payment_id LIMIT 1) f"},
    {"a lateral that gives several", true,
     "SELECT sum(o.amount) FROM silver.orders o, LATERAL (SELECT p.paid FROM silver.payments p WHERE p.order_id = "
     "o.order_id) f"},
    {"self join on the key", false,
     "SELECT sum(a.amount) FROM silver.orders a JOIN silver.orders b ON b.order_id = a.order_id"},
    {"self join on less", true,
     "SELECT sum(a.amount) FROM silver.orders a JOIN silver.orders b ON b.customer_id = a.customer_id"},
    {"ASOF meets one row", false,
     "SELECT sum(o.amount) FROM silver.orders o ASOF LEFT JOIN silver.orders b ON b.customer_id = o.customer_id AND "
     "o.placed > b.placed"},
    {"RIGHT", false,
     "SELECT sum(o.amount) FROM silver.customers c RIGHT JOIN silver.orders o ON c.customer_id = o.customer_id"},
    {"RIGHT multiplies the left", true,
     "SELECT sum(o.amount) FROM silver.orders o RIGHT JOIN silver.payments p ON p.order_id = o.order_id"},
    {"FULL on keys", false,
     "SELECT sum(o.amount) FROM silver.orders o FULL JOIN silver.customers c ON c.customer_id = o.customer_id"},
    {"FULL on less", true,
     "SELECT sum(o.amount) FROM silver.orders o FULL JOIN silver.payments p ON p.order_id = o.order_id"},
    {"a snowflake of LEFT joins", false,
     "SELECT r.category, sum(l.quantity) FROM silver.lines l LEFT JOIN silver.orders o ON o.order_id = l.order_id LEFT "
     "JOIN silver.customers c ON c.customer_id = o.customer_id LEFT JOIN silver.products r ON r.product_id = "
     "l.product_id GROUP BY ALL"},
    // groups and what is distinct make new keys
    {"a grouped subquery", false,
     "SELECT sum(o.amount) FROM silver.orders o JOIN (SELECT order_id, sum(paid) AS paid FROM silver.payments GROUP BY "
     "order_id) p ON p.order_id = o.order_id"},
    {"a subquery grouped by more", true,
     "SELECT sum(o.amount) FROM silver.orders o JOIN (SELECT order_id, status, sum(paid) AS paid FROM silver.payments "
     "GROUP BY order_id, status) p ON p.order_id = o.order_id"},
    {"grouped by more, the rest pinned", false,
     "SELECT sum(o.amount) FROM silver.orders o JOIN (SELECT order_id, status, sum(paid) AS paid FROM silver.payments "
     "GROUP BY order_id, status) p ON p.order_id = o.order_id AND p.status = 'Success'"},
    {"a common table expression, read twice", false,
     "WITH paid AS (SELECT order_id, sum(paid) AS paid FROM silver.payments GROUP BY 1) SELECT sum(o.amount) FROM "
     "silver.orders o LEFT JOIN paid a ON a.order_id = o.order_id LEFT JOIN paid b ON b.order_id = o.order_id"},
    {"DISTINCT", false,
     "SELECT sum(o.amount) FROM silver.orders o JOIN (SELECT DISTINCT order_id FROM silver.payments) p USING "
     "(order_id)"},
    {"DISTINCT of more columns", true,
     "SELECT sum(o.amount) FROM silver.orders o JOIN (SELECT DISTINCT order_id, status FROM silver.payments) p USING "
     "(order_id)"},
    {"DISTINCT ON", false,
     "SELECT sum(o.amount) FROM silver.orders o JOIN (SELECT DISTINCT ON (order_id) order_id, paid FROM "
     "silver.payments ORDER BY payment_id) p USING (order_id)"},
    {"the first by row_number", false,
     "SELECT sum(o.amount) FROM silver.orders o JOIN (SELECT order_id FROM silver.payments QUALIFY row_number() OVER "
     "(PARTITION BY order_id ORDER BY payment_id) = 1) p USING (order_id)"},
    {"the first by row_number in an outer WHERE", false,
     "SELECT sum(o.amount) FROM silver.orders o JOIN (SELECT *, row_number() OVER (PARTITION BY order_id ORDER BY "
     "payment_id) AS n FROM silver.payments) p ON p.order_id = o.order_id WHERE p.n <= 1"},
    {"the first two by row_number", true,
     "SELECT sum(o.amount) FROM silver.orders o JOIN (SELECT order_id FROM silver.payments QUALIFY row_number() OVER "
     "(PARTITION BY order_id ORDER BY payment_id) <= 2) p USING (order_id)"},
    {"rank has ties", true,
     "SELECT sum(o.amount) FROM silver.orders o JOIN (SELECT order_id FROM silver.payments QUALIFY rank() OVER "
     "(PARTITION BY order_id ORDER BY paid) = 1) p USING (order_id)"},
    {"grouped after the join by the multiplier's key", false,
     "SELECT p.payment_id, sum(o.amount) FROM silver.orders o JOIN silver.payments p USING (order_id) GROUP BY 1"},
    {"grouped after the join by less", true,
     "SELECT p.status, sum(o.amount) FROM silver.orders o JOIN silver.payments p USING (order_id) GROUP BY 1"},
    {"made distinct after the join", false,
     "SELECT sum(amount) FROM (SELECT DISTINCT o.order_id, o.amount FROM silver.orders o JOIN silver.payments p USING "
     "(order_id)) d"},
    {"multiplied in one subquery, added up in another", true,
     "WITH joined AS (SELECT o.amount, p.paid FROM silver.orders o JOIN silver.payments p USING (order_id)) SELECT "
     "sum(amount) FROM joined"},
    {"HAVING", true,
     "SELECT o.customer_id FROM silver.orders o JOIN silver.payments p USING (order_id) GROUP BY 1 HAVING "
     "sum(o.amount) "
     "> 10"},
    {"ROLLUP", true,
     "SELECT p.payment_id, sum(o.amount) FROM silver.orders o JOIN silver.payments p USING (order_id) GROUP BY ROLLUP "
     "(p.payment_id)"},
    // aggregates
    {"min and max", false,
     "SELECT min(o.amount), max(o.amount) FROM silver.orders o JOIN silver.payments p USING (order_id)"},
    {"count(DISTINCT …)", false,
     "SELECT count(DISTINCT o.order_id) FROM silver.orders o JOIN silver.payments p USING (order_id)"},
    {"count of the multiplied side", true,
     "SELECT count(o.amount) FROM silver.orders o JOIN silver.payments p USING (order_id)"},
    {"count of the column joined on is a count of payments", false,
     "SELECT count(o.order_id) FROM silver.orders o JOIN silver.payments p ON p.order_id = o.order_id"},
    {"avg", true, "SELECT avg(o.amount) FROM silver.orders o JOIN silver.payments p USING (order_id)"},
    {"a list", true, "SELECT list(o.amount) FROM silver.orders o JOIN silver.payments p USING (order_id)"},
    {"CASE that counts rows", false,
     "SELECT sum(CASE WHEN o.status = 'Open' THEN 1 ELSE 0 END) FROM silver.orders o JOIN silver.payments p USING "
     "(order_id)"},
    {"CASE that pins the key", false,
     "SELECT sum(CASE WHEN l.line = 1 THEN o.amount ELSE 0 END) FROM silver.orders o JOIN silver.lines l USING "
     "(order_id)"},
    {"FILTER that pins the key", false,
     "SELECT sum(o.amount) FILTER (WHERE l.line = 1) FROM silver.orders o JOIN silver.lines l USING (order_id)"},
    {"coalesce", true,
     "SELECT coalesce(sum(coalesce(o.amount, 0)), 0) FROM silver.orders o JOIN silver.payments p USING (order_id)"},
    {"a window", true,
     "SELECT p.payment_id, sum(o.amount) OVER (PARTITION BY o.customer_id) FROM silver.orders o JOIN silver.payments p "
     "USING (order_id)"},
    {"a window over the other side", false,
     "SELECT sum(p.paid) OVER (PARTITION BY o.customer_id) FROM silver.orders o JOIN silver.payments p USING "
     "(order_id)"},
    // unions, lists
    {"UNION ALL of sound branches", false,
     "SELECT sum(v) FROM (SELECT amount AS v FROM silver.orders UNION ALL SELECT paid FROM silver.payments) u"},
    {"UNION ALL with an unsound branch", true,
     "SELECT sum(v) FROM (SELECT paid AS v FROM silver.payments UNION ALL SELECT o.amount FROM silver.orders o JOIN "
     "silver.payments p USING (order_id)) u"},
    {"a table joined to a UNION ALL", true,
     "SELECT sum(o.amount) FROM silver.orders o JOIN (SELECT order_id FROM silver.payments UNION ALL SELECT order_id "
     "FROM silver.lines) u USING (order_id)"},
    {"a table joined to a UNION", false,
     "SELECT sum(o.amount) FROM silver.orders o JOIN (SELECT order_id FROM silver.payments UNION SELECT order_id FROM "
     "silver.lines) u USING (order_id)"},
    {"unnest multiplies", true, "SELECT sum(amount) FROM (SELECT amount, unnest([1, 2]) AS n FROM silver.orders) u"},
    {"elements of a list are counted", false,
     "SELECT sum(n) FROM (SELECT amount, unnest([1, 2]) AS n FROM silver.orders) u"},
    {"VALUES that tell values apart", false,
     "SELECT r.rank, sum(o.amount) FROM silver.orders o JOIN (VALUES ('Open', 1), ('Paid', 2)) r(status, rank) ON "
     "r.status = o.status GROUP BY 1"},
    {"VALUES that repeat one", true,
     "SELECT sum(o.amount) FROM silver.orders o JOIN (VALUES ('Open', 1), ('Open', 2)) r(status, rank) ON r.status = "
     "o.status"},
};

TEST_F(FanOutTest, WarnsOfWhatIsAddedUpTwiceAndOfNothingElse) {
  for (const Case& one : kCases) EXPECT_EQ(!found(one.select).empty(), one.warns) << one.why << "\n  " << one.select;
}

TEST_F(FanOutTest, NamesTheAggregateTheTablesTheConditionAndTheKey) {
  const std::string select =
      "SELECT sum(placed.amount)\nFROM silver.orders AS placed\nJOIN silver.payments AS p ON p.order_id = "
      "placed.order_id";
  const std::vector<FanOut> warnings = found(select);
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(
      warnings[0].message,
      "sum(placed.amount) adds up a row of silver.orders (placed) once for each row of silver.payments (p) that it "
      "meets: they are joined on placed.order_id = p.order_id, which is no key of p (its key is payment_id)");
  EXPECT_EQ(warnings[0].hint, "add p up by order_id in a subquery before it is joined, or join it on its key");
  EXPECT_EQ(select.substr(warnings[0].offset, 15), "silver.payments");
}

TEST_F(FanOutTest, TellsOfEachAggregateOnce) {
  EXPECT_EQ(
      found("WITH j AS (SELECT sum(o.amount) AS s, count(o.amount) AS n FROM silver.orders o JOIN silver.payments p "
            "USING (order_id)) SELECT * FROM j UNION ALL SELECT * FROM j")
          .size(),
      2u);
}

TEST_F(FanOutTest, SaysWhyARecursionCannotBeFollowed) {
  try {
    found("WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT sum(n) FROM r");
    FAIL() << "it was followed";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUnsupported);
    EXPECT_THAT(error.message(), HasSubstr("recursive"));
  }
}

TEST_F(FanOutTest, FindsTheKeysOfRows) {
  EXPECT_THAT(keys("SELECT customer_id, name FROM silver.customers"), ElementsAre(ElementsAre("customer_id")));
  EXPECT_THAT(keys("SELECT city, count(*) AS n FROM silver.customers GROUP BY city"), ElementsAre(ElementsAre("city")));
  EXPECT_THAT(keys("SELECT sum(amount) AS total FROM silver.orders"), ElementsAre(IsEmpty()));
  EXPECT_THAT(keys("SELECT line, order_id, price FROM silver.lines"), ElementsAre(ElementsAre("line", "order_id")));
  EXPECT_THAT(keys("SELECT city FROM silver.customers"), IsEmpty());
  EXPECT_THAT(keys("SELECT p.payment_id, o.amount FROM silver.payments p LEFT JOIN silver.orders o USING (order_id)"),
              ElementsAre(ElementsAre("payment_id")));
}

}  // namespace
}  // namespace c360::model
