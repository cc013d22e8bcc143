// metrics/*.yaml as load() gives them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/local_files.h"
#include "c360/project/project.h"

namespace c360::project {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

/// A shop with two contracts and a model, whose metrics a test writes.
class MetricsTest : public testing::Test {
 protected:
  MetricsTest() {
    write("c360.yaml", "project: shop\nsources: { customers: c*.csv, orders: o*.csv }\n");
    write("contracts/customers.yaml",
          "entity: customers\nkey: id\ncolumns:\n  id: bigint\n  city: { type: string, description: Where. }\n");
    write("contracts/orders.yaml",
          "entity: orders\nkey: id\ncolumns:\n  id: bigint\n  day: date\n  amount: decimal(12,2)\n"
          "  customer: { type: bigint, references: customers.id }\n");
    write("models/gold/months.sql", "-- grain: month\n-- references: best -> silver.customers.id\nSELECT 1");
  }

  void write(const std::string& file, const std::string& text) {
    fs::create_directories((folder_.path() / file).parent_path());
    write_file(folder_.path() / file, text);
  }
  void write_customers(const std::string& more = {}) {
    write("metrics/customers.yaml",
          "entity: customers\nrole: customer\ntable: silver.customers\ndescription: All.\n"
          "columns: { id: id, city: location }\n" +
              more);
  }
  void write_orders(const std::string& more = {}) {
    write("metrics/orders.yaml",
          "entity: orders\nrole: sale\ntable: silver.orders\ndescription: All.\n"
          "columns: { day: time, amount: amount }\n" +
              more);
  }
  SemanticModel load_it() const { return load(folder_.path()).metrics; }

 private:
  TemporaryDirectory folder_;
};

TEST_F(MetricsTest, AProjectNeedsNone) {
  EXPECT_TRUE(load_it().empty());
}

TEST_F(MetricsTest, WhatIsLeftOutComesFromTheContract) {
  write_customers();
  const SemanticModel model = load_it();
  const MetricEntity& customers = model.entities.at(0);
  EXPECT_THAT(customers.key, ElementsAre("id"));
  EXPECT_EQ(customers.label, "Customers");
  EXPECT_EQ(customers.find_column("city")->description, "Where.");
  EXPECT_EQ(customers.find_column(ColumnRole::kLocation)->name, "city");
  EXPECT_EQ(model.find(EntityRole::kCustomer), &customers);
  EXPECT_EQ(customers.time, "");
}

TEST_F(MetricsTest, ColumnsThatGroupAreDimensions) {
  write_orders();
  const MetricEntity orders = load_it().entities.at(0);
  ASSERT_EQ(orders.dimensions.size(), 1U);
  EXPECT_EQ(orders.dimensions[0].name, "day");
  EXPECT_EQ(orders.dimensions[0].kind, Dimension::Kind::kColumn);
  EXPECT_EQ(orders.time, "day");
}

TEST_F(MetricsTest, RelationshipsAreFoundInContracts) {
  write_customers();
  write_orders();
  const SemanticModel model = load_it();
  const Relationship* relationship = model.find("orders")->find_relationship("customer");
  ASSERT_NE(relationship, nullptr);
  EXPECT_EQ(relationship->to, "customers");
  EXPECT_EQ(relationship->kind, Relationship::Kind::kManyToOne);
  EXPECT_FALSE(relationship->written);
  EXPECT_TRUE(relationship->active);
}

TEST_F(MetricsTest, RelationshipsAreFoundInModels) {
  write_customers();
  write("metrics/months.yaml", "entity: months\ntable: gold.months\ndescription: All.\n");
  const MetricEntity months = *load_it().find("months");
  EXPECT_THAT(months.key, ElementsAre("month"));
  EXPECT_EQ(months.find_relationship("best")->to, "customers");
}

TEST_F(MetricsTest, WrittenRelationshipsTakeThePlaceOfFoundOnes) {
  write_customers();
  write_orders("relationships: { buyer: { to: customers, columns: customer, active: false } }\n");
  const auto relationships = load_it().find("orders")->relationships;
  ASSERT_EQ(relationships.size(), 1U);
  EXPECT_EQ(relationships[0].name, "buyer");
  EXPECT_FALSE(relationships[0].active);
  EXPECT_TRUE(relationships[0].written);
}

TEST_F(MetricsTest, AMeasureIsWhatItsKeySays) {
  write_customers();
  write_orders(R"(measures:
  revenue: { value: sum(amount), format: currency, description: x. }
  orders: { value: count(*), description: x., unit: orders }
  buyers: { value: count(distinct customer), description: x. }
  aov: { ratio: revenue / orders, description: x. }
  part: { share: revenue, description: x. }
  growth: { change: revenue, since: last_year, description: x. }
  more: { change: revenue, as: difference, description: x. }
  so_far: { running: revenue, restart: year, description: x. }
  three: { rolling: orders, periods: 3, description: x. }
  net: { formula: revenue - so_far, description: x. }
  both: { formula: orders + orders, description: x. }
  again: { each: customers, of: orders, having: ">= 2", description: x. }
  middle: { each: customers, of: revenue, take: median, description: x. }
  place: { rank: revenue, description: x. }
)");
  const SemanticModel model = load_it();
  const auto kind = [&](const char* name) { return model.find_measure(name)->kind; };
  const auto format = [&](const char* name) { return model.find_measure(name)->format; };
  const auto adds = [&](const char* name) { return model.find_measure(name)->additivity; };
  using Kind = Measure::Kind;
  EXPECT_EQ(kind("revenue"), Kind::kAggregate);
  EXPECT_EQ(kind("aov"), Kind::kRatio);
  EXPECT_EQ(kind("part"), Kind::kShare);
  EXPECT_EQ(kind("growth"), Kind::kChange);
  EXPECT_EQ(kind("so_far"), Kind::kRunning);
  EXPECT_EQ(kind("three"), Kind::kRolling);
  EXPECT_EQ(kind("net"), Kind::kFormula);
  EXPECT_EQ(kind("again"), Kind::kEach);
  EXPECT_EQ(kind("place"), Kind::kRank);
  EXPECT_EQ(format("aov"), ValueFormat::kCurrency);
  EXPECT_EQ(format("part"), ValueFormat::kPercent);
  EXPECT_EQ(format("growth"), ValueFormat::kPercent);
  EXPECT_EQ(format("more"), ValueFormat::kCurrency);
  EXPECT_EQ(format("net"), ValueFormat::kCurrency);
  EXPECT_EQ(format("middle"), ValueFormat::kCurrency);
  EXPECT_EQ(format("again"), ValueFormat::kNumber);
  EXPECT_EQ(model.find_measure("three")->unit, "orders");
  EXPECT_EQ(adds("revenue"), Additivity::kAdditive);
  EXPECT_EQ(adds("buyers"), Additivity::kNonAdditive);
  EXPECT_EQ(adds("so_far"), Additivity::kSemiAdditive);
  EXPECT_EQ(adds("both"), Additivity::kAdditive);
  EXPECT_EQ(adds("net"), Additivity::kNonAdditive);
  EXPECT_EQ(model.find_measure("aov")->entity, "orders");
}

TEST_F(MetricsTest, SemiAdditiveMeasuresSayOverWhat) {
  write_orders(
      "measures: { stock: { value: sum(amount), description: x., semi_additive: { over: day, per: [customer] } } }\n");
  const SemanticModel model = load_it();
  const Measure& stock = *model.find_measure("stock");
  EXPECT_EQ(stock.additivity, Additivity::kSemiAdditive);
  EXPECT_EQ(stock.semi_additive->over, "day");
  EXPECT_EQ(stock.semi_additive->take, SemiAdditive::Take::kLast);
  EXPECT_THAT(stock.semi_additive->per, ElementsAre("customer"));
}

TEST_F(MetricsTest, AgreementsKeepTheOrderOfTheirColumns) {
  write_orders(
      "measures: { n: { value: count(*), description: x. } }\n"
      "agrees_with: [{ table: gold.months, by: { month: time.month, b: orders.day }, measures: { c: n } }]\n");
  const Agreement agreement = load_it().entities.at(0).agreements.at(0);
  EXPECT_THAT(agreement.by, ElementsAre(testing::Pair("month", "time.month"), testing::Pair("b", "orders.day")));
  EXPECT_THAT(agreement.measures, ElementsAre(testing::Pair("c", "n")));
}

TEST_F(MetricsTest, TheExamplesLoad) {
  for (const char* example : {"ecommerce", "retail360"}) {
    const Project project = load(fs::path(C360_SOURCE_DIR) / "examples" / example);
    EXPECT_GE(project.metrics.entities.size(), 5U) << example;
    for (const EntityRole role : {EntityRole::kCustomer, EntityRole::kSale, EntityRole::kTicket})
      EXPECT_NE(project.metrics.find(role), nullptr) << example;
    for (const char* measure : {"revenue", "average_order_value", "payment_success_rate", "repeat_rate",
                                "lifetime_value", "resolution_rate", "retention"})
      EXPECT_NE(project.metrics.find_measure(measure), nullptr) << example << " " << measure;
  }
}

}  // namespace
}  // namespace c360::project
