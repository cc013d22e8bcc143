#include "c360/metric/metric_lineage.h"

#include "c360/metric/testing/shop.h"

namespace c360::metric {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The shop's measures, in a graph that has nothing else.
class MetricLineageTest : public ShopTest {
 protected:
  void SetUp() override {
    place("customers", {{"id", "long"}, {"city", "string"}});
    place("orders",
          {{"id", "long"}, {"customer", "long"}, {"day", "date"}, {"amount", "decimal(12,2)"}, {"kind", "string"}});
    add_lineage(model_project(), planner_, graph_);
  }

  void place(const std::string& name, const std::vector<std::pair<std::string, std::string>>& columns) {
    delta::Schema schema;
    for (const auto& [column, type] : columns) {
      delta::Field field;
      field.name = column;
      field.type = delta::DataType::of(type);
      schema.fields.push_back(field);
    }
    planner_.place({"silver", name}, schema);
  }

  /// "silver.orders.amount aggregated", and "… filter" for what only decides.
  std::vector<std::string> made_of(const std::string& entity, const std::string& column) const {
    std::vector<std::string> texts;
    for (const model::LineageEdge& edge : graph_.into({{"metrics", entity}, column})) {
      const bool is_made = edge.use.derived != model::Derivation::kNone;
      texts.push_back(edge.from.table.to_string() + "." + edge.from.column + " " +
                      (is_made ? std::string(to_string(edge.use.derived)) : std::to_string(edge.use.influence)));
    }
    return texts;
  }

  model::Planner planner_;
  model::LineageGraph graph_;
};

TEST_F(MetricLineageTest, FollowsAMeasureIntoTheColumnsOfItsTable) {
  EXPECT_THAT(made_of("orders", "revenue"), ElementsAre("silver.orders.amount aggregated"));
  EXPECT_THAT(made_of("orders", "orders"), ElementsAre("silver.orders. aggregated"));
  EXPECT_THAT(made_of("orders", "books"), ElementsAre("silver.orders.amount aggregated", "silver.orders.kind 1"));
}

TEST_F(MetricLineageTest, FollowsAMeasureIntoMeasures) {
  EXPECT_THAT(made_of("orders", "aov"),
              ElementsAre("metrics.orders.orders computed", "metrics.orders.revenue computed"));
  EXPECT_THAT(made_of("orders", "so_far"), ElementsAre("metrics.orders.revenue aggregated"));
  EXPECT_THAT(made_of("orders", "part_of_kinds"),
              ElementsAre("metrics.orders.kind 16", "metrics.orders.revenue computed"));
  EXPECT_THAT(made_of("customers", "repeaters"),
              ElementsAre("metrics.orders.orders aggregated", "silver.customers.id 4"));
}

TEST_F(MetricLineageTest, FollowsDimensions) {
  EXPECT_THAT(made_of("orders", "kind"), ElementsAre("silver.orders.kind copied"));
  EXPECT_THAT(made_of("orders", "big"), ElementsAre("silver.orders.amount computed"));
  EXPECT_THAT(made_of("customers", "spent_band"), ElementsAre("metrics.orders.revenue computed"));
  EXPECT_THAT(made_of("orders", "since_first"), ElementsAre("metrics.customers.first_order computed",
                                                            "metrics.orders.day computed", "silver.orders.customer 2"));
}

TEST_F(MetricLineageTest, CountingCarriesNoValue) {
  for (const model::LineageEdge& edge : graph_.into({{"metrics", "orders"}, "customers_seen"}))
    EXPECT_FALSE(edge.use.carries_value);
  EXPECT_TRUE(graph_.into({{"metrics", "orders"}, "least"}).at(0).use.carries_value);
}

TEST_F(MetricLineageTest, SaysWhyExpressionsAreNotFollowed) {
  EXPECT_NE(graph_.find({"metrics", "payments"})->not_followed, "");
  EXPECT_EQ(graph_.find({"metrics", "orders"})->not_followed, "");
  EXPECT_THAT(made_of("payments", "success_rate"),
              ElementsAre("metrics.payments.attempts computed", "metrics.payments.successes computed"));
  EXPECT_THAT(made_of("payments", "method"), IsEmpty());
}

}  // namespace
}  // namespace c360::metric
