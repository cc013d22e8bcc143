#include "c360/metric/drawn_cards.h"

#include "c360/metric/testing/shop.h"

namespace c360::metric {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class DrawnCardsTest : public ShopTest {
 protected:
  /// The cards of one card of a file: "chart: bars, measures: revenue".
  std::vector<PageCard> drawn(const std::string& card) {
    write("dashboards/mine.yaml", "title: Mine\nwhere: customers.city = Rome\ncards:\n  - { " + card + " }\n");
    const project::Dashboard& dashboard = model_project().dashboards.at(0);
    return drawn_cards(model(), dashboard, dashboard.cards.at(0));
  }
  std::vector<std::string> titles(const std::string& card) {
    std::vector<std::string> all;
    for (const PageCard& each : drawn(card)) all.push_back(each.title);
    return all;
  }
};

TEST_F(DrawnCardsTest, MeasuresThatOnePictureCannotShowHaveOneEach) {
  const auto tiles = drawn("chart: tile, measures: [revenue, orders], width: 12");
  ASSERT_EQ(tiles.size(), 2u);
  EXPECT_EQ(tiles[0].width, 6);
  EXPECT_THAT(tiles[1].measures, ElementsAre("orders"));
  EXPECT_THAT(tiles[1].where, ElementsAre("customers.city = Rome"));
}

TEST_F(DrawnCardsTest, MeasuresOfOneKindShareAnAxis) {
  EXPECT_THAT(titles("chart: time, measures: [revenue, books]"), ElementsAre("Revenue, Books over time"));
}

TEST_F(DrawnCardsTest, MeasuresOfOtherKindsDoNot) {
  EXPECT_THAT(titles("chart: time, measures: [revenue, orders]"), ElementsAre("Revenue over time", "Orders over time"));
}

TEST_F(DrawnCardsTest, ATitleOfTheFileNamesItsOnlyCard) {
  EXPECT_THAT(titles("chart: bars, measures: revenue, by: customers.city, title: Mine"), ElementsAre("Mine"));
}

TEST_F(DrawnCardsTest, ATitleOfTheFileSaysWhoseOfSeveral) {
  EXPECT_THAT(titles("chart: bars, measures: [revenue, orders], by: customers.city, title: Mine"),
              ElementsAre("Mine: Revenue", "Mine: Orders"));
}

TEST_F(DrawnCardsTest, ADimensionsOwnNameIsEnough) {
  EXPECT_THAT(drawn("chart: bars, measures: revenue, by: city").at(0).by, ElementsAre("customers.city"));
}

TEST_F(DrawnCardsTest, TimesAreAskedByAPeriod) {
  EXPECT_THAT(drawn("chart: table, measures: revenue, by: [time, customers.first_order]").at(0).by,
              ElementsAre("time.month", "customers.first_order.month"));
}

TEST_F(DrawnCardsTest, TimesAreAskedByThePeriodOfTheFile) {
  EXPECT_THAT(drawn("chart: table, measures: revenue, by: [time, customers.first_order], grain: week").at(0).by,
              ElementsAre("time.week", "customers.first_order.week"));
}

TEST_F(DrawnCardsTest, ACourseIsPartedAsItsTimeSays) {
  const PageCard card = drawn("chart: time, measures: revenue, by: [time.year, city]").at(0);
  EXPECT_EQ(card.grain, "year");
  EXPECT_THAT(card.by, ElementsAre("customers.city"));
}

TEST_F(DrawnCardsTest, ACourseIsPartedAsReadersChoose) {
  const PageCard card = drawn("chart: time, measures: revenue").at(0);
  EXPECT_EQ(card.grain, "");
  EXPECT_THAT(card.by, IsEmpty());
}

TEST_F(DrawnCardsTest, AWeekIsByDayAndHour) {
  EXPECT_THAT(drawn("chart: week, measures: attempts, by: payments.method").at(0).by,
              ElementsAre("time.day_of_week", "time.hour_of_day", "payments.method"));
}

TEST_F(DrawnCardsTest, BarsOfPartsMustAddUp) {
  EXPECT_EQ(drawn("chart: bars, measures: revenue, by: [customers.city, orders.kind]").at(0).kind, CardKind::kBars);
}

TEST_F(DrawnCardsTest, WhatDoesNotAddUpStandsInATable) {
  const PageCard card = drawn("chart: parts, measures: aov, by: [customers.city, orders.kind]").at(0);
  EXPECT_EQ(card.kind, CardKind::kTable);
  EXPECT_EQ(card.limit, 1000);
}

TEST_F(DrawnCardsTest, BandsAreOverAllDays) {
  EXPECT_TRUE(drawn("chart: bands, measures: buyers, by: customers.spent_band").at(0).all_days);
}

TEST_F(DrawnCardsTest, MeasuresThatAreNotThereAreLeftOut) {
  EXPECT_THAT(drawn("chart: tile, measures: no_such"), IsEmpty());
}

TEST_F(DrawnCardsTest, TextsAreNoCards) {
  EXPECT_THAT(drawn("markdown: text"), IsEmpty());
}

}  // namespace
}  // namespace c360::metric
