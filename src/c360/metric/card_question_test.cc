#include "c360/metric/card_question.h"

#include "c360/metric/names.h"
#include "c360/metric/testing/shop.h"

namespace c360::metric {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class CardQuestionTest : public ShopTest {
 protected:
  static PageCard card(CardKind kind, std::vector<std::string> measures, std::vector<std::string> by = {}) {
    PageCard made;
    made.kind = kind;
    made.measures = std::move(measures);
    made.by = std::move(by);
    return made;
  }

  /// "rows, shown: revenue, orders by time"
  static std::string text_of(const CardQuestion& asked) {
    std::string text = asked.part + ", " + word_of(asked.days) + ":";
    for (const std::string& measure : asked.question.measures) text += " " + measure;
    for (const std::string& by : asked.question.by) text += " by " + by;
    return text;
  }
  std::vector<std::string> asked(const std::vector<PageCard>& cards, std::size_t which = 0) {
    std::vector<std::string> texts;
    const auto all = questions_of(model(), cards);
    for (const CardQuestion& each : all.at(which)) texts.push_back(text_of(each));
    return texts;
  }
  CardQuestion first(const PageCard& card) { return questions_of(model(), {card}).at(0).at(0); }
};

TEST_F(CardQuestionTest, TilesThatCanBeAskedTogetherAre) {
  PageCard standing = card(CardKind::kTile, {"orders"});
  standing.all_days = true;
  const std::vector<PageCard> cards = {card(CardKind::kTile, {"revenue"}), card(CardKind::kTile, {"customers"}),
                                       card(CardKind::kTile, {"aov"}),
                                       card(CardKind::kBars, {"books"}, {"orders.kind"}), standing};
  EXPECT_THAT(asked(cards, 0), ElementsAre("figures, shown: revenue aov", "before, before: revenue aov",
                                           "course, shown: revenue aov by time"));
  EXPECT_EQ(asked(cards, 2), asked(cards, 0));
  EXPECT_THAT(asked(cards, 1), ElementsAre("figures, shown: customers")) << "which have no days";
  EXPECT_THAT(asked(cards, 4), ElementsAre("figures, all: orders"));
}

TEST_F(CardQuestionTest, ARateIsAskedWithWhatItIsOutOf) {
  EXPECT_THAT(asked({card(CardKind::kTile, {"success_rate"})}),
              ElementsAre("figures, shown: success_rate successes attempts", "before, before: success_rate",
                          "course, shown: success_rate by time"));
  EXPECT_THAT(asked({card(CardKind::kTile, {"aov"})}).front(), "figures, shown: aov") << "which is no rate";
}

TEST_F(CardQuestionTest, OneCourseIsComparedWithTheDaysBefore) {
  EXPECT_THAT(asked({card(CardKind::kTime, {"revenue"})}),
              ElementsAre("rows, shown: revenue by time", "before, before: revenue by time"));
  EXPECT_THAT(asked({card(CardKind::kTime, {"revenue", "books"})}), ElementsAre("rows, shown: revenue books by time"));
  EXPECT_THAT(asked({card(CardKind::kTime, {"revenue"}, {"orders.kind"})}),
              ElementsAre("rows, shown: revenue by time by orders.kind"));
  PageCard weeks = card(CardKind::kTime, {"revenue"});
  weeks.grain = "week";
  EXPECT_THAT(asked({weeks}).front(), "rows, shown: revenue by time.week");
}

TEST_F(CardQuestionTest, WhatThereIsNoRoomForIsFolded) {
  EXPECT_EQ(first(card(CardKind::kTime, {"revenue"}, {"orders.kind"})).question.top, 5);
  EXPECT_EQ(first(card(CardKind::kTime, {"revenue"})).question.top, std::nullopt);
  EXPECT_EQ(first(card(CardKind::kBars, {"revenue"}, {"orders.kind"})).question.top, 7);
  EXPECT_EQ(first(card(CardKind::kParts, {"revenue"}, {"orders.kind"})).question.top, 6);
  EXPECT_EQ(first(card(CardKind::kTable, {"revenue"}, {"orders.kind"})).question.limit, 20);
  PageCard two = card(CardKind::kBars, {"revenue"}, {"orders.kind"});
  two.top = 2;
  EXPECT_EQ(first(two).question.top, 2);
  EXPECT_THAT(first(two).question.order, ElementsAre("revenue desc"));
}

TEST_F(CardQuestionTest, BandsAreAskedWithTheirMarks) {
  PageCard bands = card(CardKind::kBands, {"buyers"}, {"customers.spent_band"});
  bands.all_days = true;
  EXPECT_THAT(asked({bands}), ElementsAre("rows, all: buyers by customers.spent_band"));
  bands.marks = {"typical_customer"};
  EXPECT_THAT(asked({bands}).back(), "marks, all: typical_customer");
}

TEST_F(CardQuestionTest, DaysAreConditionsWhereMeasuresHaveThem) {
  const DayRange data{"2023-11-05", "2024-03-16"};
  const std::vector<ShownDays> presets = presets_of(data);
  const CardQuestion revenue = first(card(CardKind::kTime, {"revenue"}));
  const auto week = asked_under(model(), revenue, &presets.front(), &data);
  EXPECT_THAT(week->where, ElementsAre("time >= 2024-03-10", "time <= 2024-03-16"));
  EXPECT_THAT(week->by, ElementsAre("time.day"));
  EXPECT_THAT(asked_under(model(), revenue, &presets.back(), &data)->where, IsEmpty()) << "all days are no condition";
  EXPECT_THAT(asked_under(model(), first(card(CardKind::kTile, {"customers"})), &presets.front(), &data)->where,
              IsEmpty());
  PageCard standing = card(CardKind::kTile, {"orders"});
  standing.all_days = true;
  EXPECT_THAT(asked_under(model(), first(standing), &presets.front(), &data)->where, IsEmpty());
}

TEST_F(CardQuestionTest, NothingIsAskedOfDaysBeforeWhereThereAreNone) {
  const DayRange data{"2023-11-05", "2024-03-16"};
  const std::vector<ShownDays> presets = presets_of(data);
  const CardQuestion before = questions_of(model(), {card(CardKind::kTime, {"revenue"})}).at(0).at(1);
  EXPECT_THAT(asked_under(model(), before, &presets.front(), &data)->where,
              ElementsAre("time >= 2024-03-03", "time <= 2024-03-09"));
  EXPECT_EQ(asked_under(model(), before, &presets.back(), &data), std::nullopt);
  EXPECT_EQ(asked_under(model(), before, nullptr, nullptr), std::nullopt);
}

TEST_F(CardQuestionTest, ConditionsOfTheCardFollowTheDays) {
  const DayRange data{"2023-11-05", "2024-03-16"};
  PageCard toys = card(CardKind::kTable, {"revenue"}, {"customers.city"});
  toys.where = {"orders.kind = toy"};
  EXPECT_THAT(asked_under(model(), first(toys), &presets_of(data).front(), &data)->where,
              ElementsAre("time >= 2024-03-10", "time <= 2024-03-16", "orders.kind = toy"));
}

TEST_F(CardQuestionTest, MembersAreThoseOfTheEntitysOwnMeasure) {
  const auto kinds = members_question(model(), "orders.kind");
  EXPECT_THAT(kinds->measures, ElementsAre("revenue"));
  EXPECT_THAT(kinds->order, ElementsAre("revenue desc"));
  EXPECT_EQ(members_question(model(), "time.day_of_week")->measures.size(), 1u);
  EXPECT_THROW(members_question(model(), "orders.nothing"), Error);
}

}  // namespace
}  // namespace c360::metric
