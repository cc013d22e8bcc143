#include "c360/metric/page_content.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/metric/askable.h"
#include "c360/metric/page_choice.h"
#include "c360/metric/testing/world.h"

namespace c360::metric {
namespace {

using project::EntityRole;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

project::Project example(const std::string& name) {
  return project::load(std::string(C360_SOURCE_DIR) + "/examples/" + name);
}

/// "bars revenue by products.category"
std::string card_text(const PageCard& card) {
  std::string text = word_of(card.kind);
  for (const std::string& measure : card.measures) text += " " + measure;
  for (std::size_t i = 0; i < card.by.size(); ++i) text += (i == 0 ? " by " : ", ") + card.by[i];
  return text;
}

std::vector<std::string> cards(const project::SemanticModel& model, const std::string& page) {
  std::vector<std::string> texts;
  for (const PageContent& content : page_contents(model))
    if (content.page.name == page)
      for (const PageCard& card : content.cards) texts.push_back(card_text(card));
  return texts;
}

TEST(PageContent, TheOverviewBeginsWithWhatABusinessAsksFirst) {
  EXPECT_THAT(cards(example("ecommerce").metrics, "overview"),
              ElementsAre("tile revenue", "tile orders", "tile average_order_value", "tile ordering_customers",
                          "tile repeat_rate", "tile payment_success_rate", "time revenue",
                          "bars revenue by orders.product_category", "parts revenue by orders.paid_with", "time orders",
                          "time average_order_value"));
  EXPECT_THAT(
      cards(example("retail360").metrics, "overview"),
      ElementsAre("tile revenue", "tile sales", "tile average_order_value", "tile buying_customers", "tile repeat_rate",
                  "tile payment_success_rate", "time revenue", "bars revenue by products.category",
                  "parts revenue by sales.channel", "time sales", "time average_order_value"));
}

TEST(PageContent, RevenueIsShownByWhateverSalesLeadTo) {
  EXPECT_THAT(cards(example("retail360").metrics, "revenue"),
              ElementsAre("time revenue", "parts revenue by sales.channel", "bars revenue by products.category",
                          "bars revenue by sales.payment_method", "bars revenue by stores.location",
                          "time revenue by sales.channel"));
  EXPECT_THAT(cards(example("ecommerce").metrics, "revenue"),
              ElementsAre("time revenue", "bars revenue by orders.product_category", "bars revenue by orders.paid_with",
                          "bars revenue by customers.location", "time revenue by orders.product_category"));
}

TEST(PageContent, CustomersHaveTheirWorthTheirSegmentsAndTheirReturn) {
  const auto shown = cards(example("retail360").metrics, "customers");
  EXPECT_THAT(shown, Contains("bands buying_customers by customers.value_band"));
  EXPECT_THAT(shown, Contains("bars revenue by segments.segment")) << "the segments are an entity of their own";
  EXPECT_THAT(shown, Contains("cohorts retention by customers.first_sale.month, sales.since_first_sale.month"));
  EXPECT_THAT(shown, Contains("table revenue sales average_order_value by customers.customer_id, customers.name, "
                              "segments.segment"));
}

TEST(PageContent, WhatDoesNotEndWithAPeriodIsAskedOverAllDays) {
  for (const PageContent& content : page_contents(example("retail360").metrics)) {
    for (const PageCard& card : content.cards) {
      const bool stands = card.kind == CardKind::kBands || card.kind == CardKind::kCohorts ||
                          (content.page.name == "loyalty" && card.measures.front() != "points_changed" &&
                           card.measures.front() != "points_balance");
      EXPECT_EQ(card.all_days, stands) << content.page.name << ": " << card_text(card);
    }
  }
}

TEST(PageContent, StoresCountOnlyWhatWasSoldInOne) {
  for (const PageContent& content : page_contents(example("retail360").metrics)) {
    if (content.page.name != "times") continue;
    EXPECT_THAT(content.cards.front().where, IsEmpty()) << "the hours are those of all channels";
    EXPECT_THAT(content.cards.back().where, ElementsAre("stores.store_id is not null"));
  }
}

TEST(PageContent, APageThatLacksSomethingHasNoCards) {
  EXPECT_THAT(cards(example("ecommerce").metrics, "loyalty"), IsEmpty());
  EXPECT_THAT(cards(example("ecommerce").metrics, "times"), IsEmpty());
  EXPECT_THAT(cards(project::SemanticModel(), "overview"), IsEmpty());
}

TEST(PageContent, NoPageShowsTheSameTwice) {
  for (const char* const name : {"ecommerce", "retail360"}) {
    for (const PageContent& content : page_contents(example(name).metrics)) {
      std::set<std::string> seen;
      for (const PageCard& card : content.cards) EXPECT_TRUE(seen.insert(card_text(card)).second) << card_text(card);
    }
  }
}

TEST(PageContent, TitlesSayTheLabelsOfMeasuresAndDimensions) {
  std::vector<std::string> titles;
  for (const PageContent& content : page_contents(example("ecommerce").metrics))
    for (const PageCard& card : content.cards) titles.push_back(card.title);
  EXPECT_THAT(titles, Contains("Revenue by product category"));
  EXPECT_THAT(titles, Contains("Retention by month of first order"));
  EXPECT_THAT(titles, Contains("Revenue over time"));
}

TEST(PageContent, ReadersFilterByWhatSalesLeadTo) {
  EXPECT_THAT(filter_dimensions(example("retail360").metrics),
              ElementsAre("sales.channel", "products.category", "stores.location", "segments.segment",
                          "customers.tier_level", "sales.payment_method"));
  EXPECT_THAT(filter_dimensions(example("ecommerce").metrics),
              ElementsAre("orders.product_category", "customers.location", "orders.paid_with"));
  EXPECT_THAT(filter_dimensions({}), IsEmpty());
}

TEST(PageContent, TheDaysAreThoseOfTheSales) {
  EXPECT_EQ(dated_entity(example("ecommerce").metrics)->role, EntityRole::kSale);
  EXPECT_EQ(dated_entity({}), nullptr);
  project::SemanticModel model;
  model.entities.resize(2);
  model.entities[1].time = "seen";
  EXPECT_EQ(dated_entity(model), &model.entities[1]);
}

TEST(PageContent, EveryCardOfTheExamplesHasAnAnswer) {
  for (const char* const name : {"ecommerce", "retail360"}) {
    World world(std::string(C360_SOURCE_DIR) + "/examples/" + name, 4, 120);
    std::size_t asked = 0;
    for (const PageContent& content : page_contents(world.project().metrics)) {
      for (const PageCard& card : content.cards) {
        ASSERT_TRUE(is_askable(world.model(), question_of(card))) << name << ": " << card_text(card);
        EXPECT_FALSE(world.answer(question_of(card)).empty()) << name << ": " << card_text(card);
        ++asked;
      }
    }
    EXPECT_GE(asked, 40U);
  }
}

TEST(Askable, AMeasureIsFilteredByWhatItsRowsLeadTo) {
  const World world(std::string(C360_SOURCE_DIR) + "/examples/ecommerce", 1, 0);
  EXPECT_TRUE(can_filter(world.model(), "revenue", "customers.location"));
  EXPECT_TRUE(can_filter(world.model(), "revenue", "time"));
  EXPECT_FALSE(can_filter(world.model(), "revenue", "payments.payment_method")) << "an order has many payments";
  EXPECT_FALSE(can_filter(world.model(), "sessions", "time")) << "sessions carry no date";
  EXPECT_TRUE(can_filter(world.model(), "revenue_change", "customers.location")) << "over periods";
  EXPECT_FALSE(can_filter(world.model(), "revenue", "orders.no_such_dimension"));
  EXPECT_FALSE(can_filter(world.model(), "no_such_measure", "time"));
}

}  // namespace
}  // namespace c360::metric
