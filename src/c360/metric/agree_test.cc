// Tables, totals and places that must say the same as the measures.
#include "c360/metric/agree.h"

#include "c360/metric/check.h"
#include "c360/metric/testing/shop.h"

namespace c360::metric {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class AgreeTest : public ShopTest {
 protected:
  AgreeTest() {
    run("CREATE SCHEMA gold");
    run("CREATE TABLE gold.kinds AS SELECT kind, sum(amount) AS revenue, count(*) AS orders FROM silver.orders GROUP "
        "BY 1");
  }
  static project::Agreement kinds() {
    project::Agreement agreement;
    agreement.table = "gold.kinds";
    agreement.by = {{"kind", "orders.kind"}};
    agreement.measures = {{"revenue", "revenue"}, {"orders", "orders"}};
    return agreement;
  }
  Comparison compare(const project::Agreement& agreement) { return compare_with_table(model(), agreement, here_); }

  Answering here_{connection_};
};

TEST_F(AgreeTest, TablesThatSayTheSameAgree) {
  const Comparison comparison = compare(kinds());
  EXPECT_TRUE(comparison.holds());
  EXPECT_EQ(comparison.rows, 3);
  EXPECT_EQ(comparison.what, "gold.kinds by orders.kind");
  EXPECT_THAT(comparison.measures, ElementsAre("revenue", "orders"));
  EXPECT_THAT(comparison.differences, IsEmpty());
}

TEST_F(AgreeTest, ACentMoreIsADifference) {
  run("UPDATE gold.kinds SET revenue = revenue + 0.01 WHERE kind = 'toy'");
  const Comparison comparison = compare(kinds());
  EXPECT_EQ(comparison.different, 1);
  EXPECT_THAT(comparison.differences, ElementsAre("kind toy: revenue is 13.01, the table says 13.02"));
}

TEST_F(AgreeTest, ARowTooManyOrTooFewIsADifference) {
  run("INSERT INTO gold.kinds VALUES ('cup', 1, 1)");
  EXPECT_THAT(compare(kinds()).differences,
              ElementsAre(HasSubstr("kind cup: revenue is nothing, the table says 1.00")));
  run("DELETE FROM gold.kinds WHERE kind IN ('cup', 'book')");
  EXPECT_THAT(compare(kinds()).differences,
              ElementsAre(HasSubstr("kind book: revenue is 30.00, the table says nothing")));
  run("INSERT INTO gold.kinds SELECT * FROM gold.kinds");
  EXPECT_THAT(compare(kinds()).differences, testing::Contains(HasSubstr("kind toy: the table has several rows")));
}

TEST_F(AgreeTest, ARowOfZerosIsAsNone) {
  run("INSERT INTO gold.kinds VALUES ('cup', 0, 0)");
  EXPECT_TRUE(compare(kinds()).holds());
}

TEST_F(AgreeTest, PartialTablesMayLackRows) {
  run("DELETE FROM gold.kinds WHERE kind = 'book'");
  project::Agreement agreement = kinds();
  EXPECT_FALSE(compare(agreement).holds());
  agreement.partial = true;
  EXPECT_TRUE(compare(agreement).holds());
  EXPECT_EQ(compare(agreement).rows, 2);
  run("UPDATE gold.kinds SET orders = 9 WHERE kind = 'toy'");
  EXPECT_FALSE(compare(agreement).holds());
}

TEST_F(AgreeTest, RowsAndFiltersChooseWhatIsCompared) {
  run("INSERT INTO gold.kinds VALUES ('total', 51.01, 6)");
  project::Agreement agreement = kinds();
  EXPECT_FALSE(compare(agreement).holds());
  agreement.rows = "kind = 'book'";
  agreement.filters = {"kind = book"};
  EXPECT_TRUE(compare(agreement).holds());
  agreement.rows = "kind = 'total'";
  agreement.by.clear();
  agreement.filters.clear();
  EXPECT_TRUE(compare(agreement).holds());
}

TEST_F(AgreeTest, TotalsAreTheSameByEveryDimension) {
  const std::vector<Comparison> comparisons = compare_totals(model(), *model().spec().find("orders"), here_);
  std::vector<std::string> what;
  for (const Comparison& comparison : comparisons) {
    what.push_back(comparison.what);
    EXPECT_TRUE(comparison.holds()) << comparison.what;
  }
  EXPECT_THAT(what,
              testing::IsSupersetOf({"orders by orders.kind", "orders by orders.day.month", "orders by customers.city",
                                     "orders by customers.spent_band", "orders by orders.paid_by"}));
  EXPECT_THAT(comparisons.front().measures, ElementsAre("revenue", "orders", "books", "paid"));
}

TEST_F(AgreeTest, AKeyThatIsNoneShowsInTheTotals) {
  run("INSERT INTO silver.customers VALUES (1, 'Paris')");
  const std::vector<Comparison> comparisons = compare_totals(model(), *model().spec().find("orders"), here_);
  const auto by_city = std::find_if(comparisons.begin(), comparisons.end(), [](const Comparison& comparison) {
    return comparison.what == "orders by customers.city";
  });
  ASSERT_NE(by_city, comparisons.end());
  EXPECT_THAT(by_city->differences, testing::Contains("revenue adds up to 81.01, not 51.01"));
}

TEST_F(AgreeTest, CheckFindsWhatNoQuestionCanAnswer) {
  write("models/gold/kinds.sql", "-- grain: kind\nSELECT kind FROM silver.orders");
  write("metrics/more.yaml", R"yaml(entity: more
table: silver.tickets
description: x.
measures:
  running_balance: { running: balance, description: x. }
  wrong_filter: { value: count(*), filter: citty = Rome, description: x. }
agrees_with:
  - { table: gold.kinds, by: { kin: orders.kind }, measures: { revenue: revenue } }
)yaml");
  std::string messages;
  try {
    check(connection_, model_project());
  } catch (const project::ProjectErrors& errors) {
    for (const Error& error : errors.errors()) messages += std::string(error.what()) + "\n";
  }
  EXPECT_THAT(messages, HasSubstr("metrics/more.yaml:5:3: the measure 'running_balance'"));
  EXPECT_THAT(messages, HasSubstr("metrics/more.yaml:6:3: the measure 'wrong_filter': there is no dimension 'citty'"));
  EXPECT_THAT(messages, HasSubstr("the agreement with gold.kinds"));
}

TEST_F(AgreeTest, CheckPassesWhatIsRight) {
  EXPECT_NO_THROW(check(connection_, model_project()));
}

}  // namespace
}  // namespace c360::metric
