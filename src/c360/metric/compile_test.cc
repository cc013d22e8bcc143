// Questions to a small shop, with answers that were worked out by hand.
#include "c360/metric/testing/shop.h"

namespace c360::metric {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class CompileTest : public ShopTest {};

TEST_F(CompileTest, AMeasureAloneIsOneRow) {
  EXPECT_THAT(answer({"revenue", "orders"}), ElementsAre("51.01|6"));
}

TEST_F(CompileTest, MeasuresByADimensionOfTheirOwn) {
  EXPECT_THAT(answer({"revenue"}, {"kind"}), ElementsAre("book|30.00", "toy|13.01", "-|8.00"));
  EXPECT_THAT(answer({"orders"}, {"orders.big"}), ElementsAre("false|3", "true|3"));
}

TEST_F(CompileTest, ADimensionOfAnotherEntityKeepsRowsWithoutAMatch) {
  EXPECT_THAT(answer({"revenue"}, {"city"}), ElementsAre("Oslo|12.01", "Rome|38.00", "-|1.00"));
}

TEST_F(CompileTest, ConditionsChooseRowsOfTheFact) {
  EXPECT_THAT(answer({"revenue"}, {}, {"city = Rome"}), ElementsAre("38.00"));
  EXPECT_THAT(answer({"orders"}, {}, {"city is null"}), ElementsAre("1"));
  EXPECT_THAT(answer({"orders"}, {}, {"city <> Rome"}), ElementsAre("2"));
  EXPECT_THAT(answer({"orders"}, {}, {"kind in (book, toy)", "time >= 2024-01-31"}), ElementsAre("3"));
  EXPECT_THAT(answer({"orders"}, {}, {"kind not in (book)"}), ElementsAre("3"));
  EXPECT_THAT(answer({"revenue", "orders"}, {}, {"kind = nothing"}), ElementsAre("0.00|0"));
}

TEST_F(CompileTest, ADayOfATimeIsTheWholeDay) {
  EXPECT_THAT(answer({"attempts"}, {}, {"time <= 2024-01-10"}), ElementsAre("2"));
  EXPECT_THAT(answer({"attempts"}, {}, {"time = 2024-01-10"}), ElementsAre("1"));
  EXPECT_THAT(answer({"attempts"}, {}, {"payments.paid_at <= 2024-01-10 12:00:00"}), ElementsAre("1"));
}

TEST_F(CompileTest, AMeasuresConditionLeavesGroupsInPlace) {
  EXPECT_THAT(answer({"books", "not_books"}, {"kind"}),
              ElementsAre("book|30.00|0.00", "toy|0.00|13.01", "-|0.00|8.00"));
}

TEST_F(CompileTest, QuotientsAreExact) {
  EXPECT_THAT(answer({"aov", "mean"}), ElementsAre("8.5017|8.5017"));
  EXPECT_THAT(answer({"success_rate"}, {"method"}), ElementsAre("card|0.666667", "cash|1.000000"));
  EXPECT_THAT(answer({"aov"}, {}, {"kind = nothing"}), ElementsAre("-"));
}

TEST_F(CompileTest, MediansAndPercentilesAreExact) {
  EXPECT_THAT(answer({"middle", "ninety"}), ElementsAre("7.5000|20.00"));
  EXPECT_THAT(answer({"middle"}, {"kind"}), ElementsAre("book|15.0000", "toy|5.0100", "-|8.0000"));
}

TEST_F(CompileTest, FormulasCalculate) {
  EXPECT_THAT(answer({"taxed"}), ElementsAre("61.7019"));
}

TEST_F(CompileTest, TimeHasGrains) {
  EXPECT_THAT(answer({"orders"}, {"time.month"}), ElementsAre("2023-11-01|1", "2024-01-01|2", "2024-03-01|3"));
  EXPECT_THAT(answer({"orders"}, {"month"}), ElementsAre("2023-11-01|1", "2024-01-01|2", "2024-03-01|3"));
  EXPECT_THAT(answer({"orders"}, {"year", "orders.day.quarter"}),
              ElementsAre("2023-01-01|2023-10-01|1", "2024-01-01|2024-01-01|5"));
  EXPECT_THAT(answer({"attempts"}, {"hour_of_day"}), ElementsAre("0|1", "9|1", "12|1", "23|1"));
  EXPECT_THAT(answer({"orders"}, {"day_name"}), ElementsAre("Wednesday|2", "Friday|2", "Saturday|1", "Sunday|1"));
  EXPECT_THAT(answer({"orders"}, {"time.day_of_week"}), ElementsAre("3|2", "5|2", "6|1", "7|1"));
  EXPECT_THAT(answer({"orders"}, {}, {"day_name in (Sunday, Friday)"}), ElementsAre("3"));
}

TEST_F(CompileTest, FactsAreAddedUpApartBeforeTheyMeet) {
  EXPECT_THAT(answer({"revenue", "tickets", "customers"}, {"city"}),
              ElementsAre("Oslo|12.01|0|1", "Rome|38.00|3|2", "-|1.00|0|1"));
  EXPECT_THAT(answer({"orders", "tickets", "attempts"}, {"month"}),
              ElementsAre("2023-11-01|1|0|1", "2024-01-01|2|1|2", "2024-02-01|0|2|0", "2024-03-01|3|0|1"));
  EXPECT_THAT(answer({"tickets_per_order"}, {"city"}), ElementsAre("Oslo|0.0000", "Rome|1.0000", "-|0.0000"));
}

TEST_F(CompileTest, EachCustomerIsOneValue) {
  EXPECT_THAT(answer({"buyers", "repeaters", "repeat_rate"}), ElementsAre("3|2|0.666667"));
  EXPECT_THAT(answer({"typical_customer", "average_customer"}), ElementsAre("12.0100|16.6700"));
  EXPECT_THAT(answer({"buyers", "repeaters"}, {"month"}),
              ElementsAre("2023-11-01|1|0", "2024-01-01|2|0", "2024-03-01|2|0"));
  EXPECT_THAT(answer({"buyers"}, {"city"}), ElementsAre("Oslo|1", "Rome|2", "-|0"));
}

TEST_F(CompileTest, AMeasureCanBeADimension) {
  EXPECT_THAT(answer({"customers"}, {"order_band"}), ElementsAre("under 1|1", "1|1", "2 to 3|2"));
  EXPECT_THAT(answer({"customers", "revenue"}, {"spent_band"}),
              ElementsAre("under 1|1|0.00", "1 to under 10|1|8.00", "10 to under 30|1|12.01", "30 and more|1|30.00",
                          "-|0|1.00"));
  EXPECT_THAT(answer({"revenue"}, {"orders.paid_by"}), ElementsAre("card|17.00", "cash|20.00", "-|14.01"));
  EXPECT_THAT(answer({"paid"}), ElementsAre("37.00"));
}

TEST_F(CompileTest, OneCustomerHasAPlaceAmongAll) {
  EXPECT_THAT(answer({"customers"}, {"customers.id", "place", "better_than"}),
              ElementsAre("1|1|1.000000|1", "2|2|0.666667|1", "3|3|0.333333|1", "4|4|0.000000|1"));
  EXPECT_THAT(answer({"customers"}, {"place"}, {"customers.id = 3"}), ElementsAre("3|1"));
}

TEST_F(CompileTest, SharesAddUpToOneOverTheirDimensions) {
  EXPECT_THAT(answer({"part"}, {"kind"}), ElementsAre("book|0.588120", "toy|0.255048", "-|0.156832"));
  EXPECT_THAT(answer({"part_of_kinds"}, {"city", "kind"}),
              ElementsAre("Oslo|toy|1.000000", "Rome|book|0.789474", "Rome|-|0.210526", "-|toy|1.000000"));
  EXPECT_THAT(answer({"part"}), ElementsAre("1.000000"));
  EXPECT_THAT(answer({"part"}, {"kind"}, {"city = Rome"}), ElementsAre("book|0.789474", "-|0.210526"));
}

TEST_F(CompileTest, PeriodsAreComparedWithTheOneBeforeInTheCalendar) {
  EXPECT_THAT(
      answer({"revenue", "before", "more", "growth"}, {"month"}),
      ElementsAre("2023-11-01|10.00|-|-|-", "2023-12-01|0.00|10.00|-10.00|-1.000000", "2024-01-01|25.01|0.00|25.01|-",
                  "2024-02-01|0.00|25.01|-25.01|-1.000000", "2024-03-01|16.00|0.00|16.00|-"));
}

TEST_F(CompileTest, ConditionsChooseWhichPeriodsAreShown) {
  EXPECT_THAT(answer({"before"}, {"month"}, {"time >= 2024-01-01", "time.year = 2024-01-01"}),
              ElementsAre("2024-01-01|0.00", "2024-02-01|25.01", "2024-03-01|0.00"));
  EXPECT_THAT(answer({"before"}, {"month"}, {"time <= 2023-12-31"}), ElementsAre("2023-11-01|-", "2023-12-01|10.00"));
  EXPECT_THAT(answer({"so_far"}, {"quarter"}, {"time.quarter > 2023-10-01"}), ElementsAre("2024-01-01|51.01"));
}

TEST_F(CompileTest, TheSamePeriodLastYearIsAYearBack) {
  EXPECT_THAT(answer({"last_year"}, {"year"}), ElementsAre("2023-01-01|-", "2024-01-01|10.00"));
}

TEST_F(CompileTest, RunningTotalsRunAndBeginAnew) {
  EXPECT_THAT(answer({"so_far", "this_year", "this_year_before"}, {"month"}),
              ElementsAre("2023-11-01|10.00|10.00|-", "2023-12-01|10.00|10.00|10.00", "2024-01-01|35.01|25.01|10.00",
                          "2024-02-01|35.01|25.01|25.01", "2024-03-01|51.01|41.01|25.01"));
  EXPECT_THAT(answer({"so_far"}, {"kind"}), ElementsAre("book|30.00", "toy|13.01", "-|8.00"));
  EXPECT_THAT(answer({"so_far"}, {}, {"time < 2024-03-01"}), ElementsAre("35.01"));
}

TEST_F(CompileTest, RollingTotalsTakeTheLastPeriods) {
  EXPECT_THAT(answer({"two_months", "aov_two_months"}, {"month"}),
              ElementsAre("2023-11-01|10.00|10.0000", "2023-12-01|10.00|10.0000", "2024-01-01|25.01|12.5050",
                          "2024-02-01|25.01|12.5050", "2024-03-01|16.00|5.3333"));
}

TEST_F(CompileTest, EachGroupHasEveryPeriod) {
  EXPECT_THAT(answer({"revenue", "before"}, {"kind", "year"}),
              ElementsAre("book|2023-01-01|10.00|-", "book|2024-01-01|20.00|10.00", "toy|2023-01-01|0.00|-",
                          "toy|2024-01-01|13.01|0.00", "-|2023-01-01|0.00|-", "-|2024-01-01|8.00|0.00"));
}

TEST_F(CompileTest, CohortsAreRetainedByPeriodsSince) {
  EXPECT_THAT(answer({"customers_seen", "retention"}, {"customers.first_order.year", "since_first.month"}),
              ElementsAre("2023-01-01|0|1|1.000000", "2023-01-01|2|1|1.000000", "2024-01-01|0|2|1.000000",
                          "2024-01-01|2|1|0.500000", "-|-|0|-"));
}

TEST_F(CompileTest, BalancesAreTheLastOfEachSeries) {
  EXPECT_THAT(answer({"balance"}), ElementsAre("159"));
  EXPECT_THAT(answer({"balance"}, {"month"}), ElementsAre("2024-01-01|107", "2024-02-01|159"));
  EXPECT_THAT(answer({"balance"}, {"city"}), ElementsAre("Oslo|9", "Rome|150"));
  EXPECT_THAT(answer({"opening"}), ElementsAre("107"));
  EXPECT_THAT(answer({"balance"}, {}, {"time <= 2024-02-20"}), ElementsAre("109"));
  EXPECT_THAT(answer({"balance", "revenue"}, {"city"}), ElementsAre("Oslo|9|12.01", "Rome|150|38.00", "-|0|1.00"));
}

TEST_F(CompileTest, TheTopHasTheRestFolded) {
  Question asked = question({"revenue", "orders", "customers_seen", "place_by_revenue"}, {"kind"});
  asked.top = 1;
  EXPECT_THAT(answer(asked), ElementsAre("book|30.00|2|1|1", "Other|21.01|4|2|-"));
  asked.rest = "and so on";
  asked.top = 2;
  EXPECT_THAT(answer(asked).back(), HasSubstr("and so on|8.00"));
  asked.top = 9;
  EXPECT_THAT(answer(asked), ElementsAre("book|30.00|2|1|1", "toy|13.01|3|1|2", "-|8.00|1|1|3"));
}

TEST_F(CompileTest, TheTopIsTheSameInEveryMonthAndShare) {
  Question asked = question({"revenue", "part"}, {"year", "kind"});
  asked.top = 1;
  EXPECT_THAT(answer(asked), ElementsAre("2024-01-01|book|20.00|0.392080", "2023-01-01|book|10.00|0.196040",
                                         "2024-01-01|Other|21.01|0.411880"));
}

TEST_F(CompileTest, AnswersAreOrderedAndLimited) {
  Question asked = question({"revenue", "orders"}, {"city"});
  asked.limit = 2;
  EXPECT_THAT(answer(asked), ElementsAre("Rome|38.00|3", "Oslo|12.01|2"));
  asked.order = {parse_order("city desc")};
  EXPECT_THAT(answer(asked), ElementsAre("Rome|38.00|3", "Oslo|12.01|2"));
  asked.order = {parse_order("orders asc")};
  EXPECT_THAT(answer(asked), ElementsAre("-|1.00|1", "Oslo|12.01|2"));
  asked.limit = 0;
  EXPECT_TRUE(answer(asked).empty());
}

TEST_F(CompileTest, ColumnsAreNamedApart) {
  const Compiled compiled = compile(model(), question({"orders"}, {"orders.id", "customers.id", "day"}));
  std::vector<std::string> names;
  for (const AnswerColumn& column : compiled.columns) names.push_back(column.name);
  EXPECT_THAT(names, ElementsAre("orders_id", "customers_id", "day", "orders"));
  EXPECT_EQ(compiled.columns[0].measure, nullptr);
  EXPECT_EQ(compiled.columns[3].measure->name, "orders");
}

TEST_F(CompileTest, EmptyTablesGiveAnswersToo) {
  run("DELETE FROM silver.orders");
  EXPECT_THAT(answer({"revenue", "orders", "aov", "middle", "buyers", "first_day"}), ElementsAre("0.00|0|-|-|0|-"));
  EXPECT_TRUE(answer({"revenue", "growth", "so_far"}, {"month"}).empty());
  EXPECT_THAT(answer({"customers", "revenue"}, {"spent_band"}), ElementsAre("under 1|4|0.00"));
}

}  // namespace
}  // namespace c360::metric
