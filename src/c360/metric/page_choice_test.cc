#include "c360/metric/page_choice.h"

#include <gtest/gtest.h>

namespace c360::metric {
namespace {

using project::ColumnRole;
using project::Dimension;
using project::EntityRole;
using project::Measure;
using project::MetricEntity;
using project::ValueFormat;
using Function = project::Aggregate::Function;

Measure aggregate(const char* name, Function function, ValueFormat format = ValueFormat::kNumber, const char* of = "") {
  Measure measure;
  measure.name = name;
  measure.aggregate.function = function;
  measure.aggregate.of = of;
  measure.format = format;
  return measure;
}

Measure ratio(const char* name, const char* dividend, const char* divisor, ValueFormat format) {
  Measure measure;
  measure.name = name;
  measure.kind = Measure::Kind::kRatio;
  measure.ratio = {dividend, divisor};
  measure.format = format;
  return measure;
}

MetricEntity entity(const char* name, EntityRole role, std::vector<Measure> measures) {
  MetricEntity made;
  made.name = name;
  made.role = role;
  made.measures = std::move(measures);
  for (Measure& measure : made.measures) measure.entity = name;
  return made;
}

std::string name(const Measure* measure) {
  return measure == nullptr ? "none" : measure->name;
}

TEST(PageChoice, TheTotalIsMoneyWhereThereIsMoney) {
  project::SemanticModel model;
  model.entities = {
      entity("x", EntityRole::kSale,
             {aggregate("n", Function::kCount), aggregate("pieces", Function::kSum),
              aggregate("money", Function::kSum, ValueFormat::kCurrency),
              ratio("r", "pieces", "n", ValueFormat::kNumber), ratio("each", "money", "n", ValueFormat::kCurrency)})};
  const PageChoice choice(model);
  EXPECT_EQ(name(choice.total(model.entities[0])), "money");
  EXPECT_EQ(name(choice.count(model.entities[0])), "n");
  EXPECT_EQ(name(choice.average(model.entities[0])), "each");
  EXPECT_EQ(name(choice.rate(model.entities[0])), "none");
  model.entities[0].measures.erase(model.entities[0].measures.begin() + 2);
  EXPECT_EQ(name(choice.total(model.entities[0])), "pieces");
  EXPECT_EQ(name(choice.average(model.entities[0])), "r") << "the exact ratio of total and count";
}

TEST(PageChoice, BuyersAreCountedAmongTheSalesWhereTheyAre) {
  project::SemanticModel model;
  model.entities = {entity("sale", EntityRole::kSale,
                           {aggregate("other", Function::kCountDistinct, ValueFormat::kNumber, "shop"),
                            aggregate("buyers", Function::kCountDistinct, ValueFormat::kNumber, "who")}),
                    entity("people", EntityRole::kCustomer, {aggregate("heads", Function::kCount)})};
  EXPECT_EQ(name(PageChoice(model).buyers()), "heads") << "nothing leads from sales to people";
  project::Relationship relationship;
  relationship.to = "people";
  relationship.columns = {"who"};
  model.entities[0].relationships = {relationship};
  EXPECT_EQ(name(PageChoice(model).buyers()), "buyers");
  model.entities.pop_back();
  EXPECT_EQ(name(PageChoice(model).buyers()), "none");
}

TEST(PageChoice, TheRepeatRateIsOfThoseWhoDidItOften) {
  Measure often = aggregate("often", Function::kCount);
  often.kind = Measure::Kind::kEach;
  often.having = {">=", "2"};
  project::SemanticModel model;
  model.entities = {entity("people", EntityRole::kCustomer,
                           {aggregate("heads", Function::kCount), aggregate("members", Function::kCount), often,
                            ratio("share_of_members", "members", "heads", ValueFormat::kPercent),
                            ratio("share_of_often", "often", "heads", ValueFormat::kPercent)})};
  EXPECT_EQ(name(PageChoice(model).repeat_rate()), "share_of_often");
  model.entities[0].measures.pop_back();
  EXPECT_EQ(name(PageChoice(model).repeat_rate()), "none");
}

TEST(PageChoice, PaymentsSucceedOrElseSales) {
  project::SemanticModel model;
  model.entities = {
      entity("sale", EntityRole::kSale,
             {aggregate("money", Function::kSum, ValueFormat::kCurrency),
              aggregate("paid_money", Function::kSum, ValueFormat::kCurrency), aggregate("tried", Function::kCount),
              aggregate("done", Function::kCount), ratio("paid_share", "paid_money", "money", ValueFormat::kPercent),
              ratio("success", "done", "tried", ValueFormat::kPercent)})};
  EXPECT_EQ(name(PageChoice(model).payment_success()), "success") << "a share of money is not one of attempts";
  model.entities.push_back(entity("payment", EntityRole::kPayment, {ratio("p", "a", "b", ValueFormat::kPercent)}));
  EXPECT_EQ(name(PageChoice(model).payment_success()), "p");
}

TEST(PageChoice, TheNearestDimensionOfARoleIsTaken) {
  project::SemanticModel model;
  model.entities = {entity("sale", EntityRole::kSale, {}), entity("people", EntityRole::kCustomer, {}),
                    entity("town", EntityRole::kOther, {})};
  const auto lead = [&](std::size_t from, const char* to) {
    project::Relationship relationship;
    relationship.to = to;
    relationship.columns = {"key"};
    model.entities[from].relationships.push_back(relationship);
  };
  const auto add = [&](std::size_t to, const char* dimension, ColumnRole role) {
    Dimension made;
    made.name = dimension;
    made.role = role;
    model.entities[to].dimensions.push_back(made);
  };
  lead(0, "people");
  lead(1, "town");
  add(2, "place", ColumnRole::kLocation);
  add(2, "kind", ColumnRole::kCategory);
  add(1, "home", ColumnRole::kLocation);
  const PageChoice choice(model);
  EXPECT_EQ(choice.near(model.entities[0], {ColumnRole::kLocation}), "people.home");
  EXPECT_EQ(choice.near(model.entities[0], {ColumnRole::kChannel, ColumnRole::kCategory}), "town.kind");
  EXPECT_EQ(choice.near(model.entities[0], {ColumnRole::kTier}), "");
}

TEST(PageChoice, BandsOfMoneyAreTheWorth) {
  project::SemanticModel model;
  model.entities = {
      entity("sale", EntityRole::kSale,
             {aggregate("n", Function::kCount), aggregate("money", Function::kSum, ValueFormat::kCurrency)}),
      entity("people", EntityRole::kCustomer, {})};
  for (const char* const measure : {"n", "money"}) {
    Dimension bands;
    bands.name = std::string("by_") + measure;
    bands.kind = Dimension::Kind::kMeasure;
    bands.measure = measure;
    bands.bands = {"1", "10"};
    model.entities[1].dimensions.push_back(bands);
  }
  EXPECT_EQ(PageChoice(model).bands(model.entities[1], true), "people.by_money");
  EXPECT_EQ(PageChoice(model).bands(model.entities[1], false), "people.by_n");
  model.entities[1].dimensions.clear();
  EXPECT_EQ(PageChoice(model).bands(model.entities[1], true), "");
}

TEST(PageChoice, FiguresAreNumbersOfTheirOwn) {
  Measure share = aggregate("share", Function::kSum);
  share.kind = Measure::Kind::kShare;
  project::SemanticModel model;
  model.entities = {
      entity("x", EntityRole::kOther,
             {aggregate("day", Function::kMin, ValueFormat::kDate), share, aggregate("a", Function::kCount),
              aggregate("b", Function::kSum), aggregate("c", Function::kMax)})};
  const auto figures = PageChoice(model).figures(model.entities[0], 2);
  ASSERT_EQ(figures.size(), 2U);
  EXPECT_EQ(figures[0]->name, "a");
  EXPECT_EQ(figures[1]->name, "b");
}

}  // namespace
}  // namespace c360::metric
