#include "c360/lineage/trace.h"

#include <gmock/gmock.h>

#include "c360/lineage/whole_graph.h"
#include "c360/pipeline/testing/project_fixture.h"

namespace c360::lineage {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class TraceTest : public pipeline::testing::ProjectFixture {
 protected:
  TracedTable traced(const std::string& table, const std::vector<std::string>& key, std::size_t limit = 5) {
    const project::Project loaded = project();
    engine::Database database;
    lakehouse::Lakehouse lake(storage::open_local_store(root() / "lakehouse"), database, clock_);
    const auto current = lakehouse::current_moment(lake.store());
    session::Session session(lake, &loaded, current);
    return trace(session.connection(), lake, loaded, *current, table, key, {limit});
  }

  std::string refusal(const std::string& table, const std::vector<std::string>& key) {
    try {
      traced(table, key);
    } catch (const Error& error) {
      return error.message() + "; " + error.hint();
    }
    return "it was found";
  }

  static std::vector<std::string> records(const TracedTable& table) {
    std::vector<std::string> texts;
    for (const TracedRow& row : table.first)
      texts.push_back(row.file + ":" + std::to_string(row.record) + " " + row.raw);
    return texts;
  }
};

TEST_F(TraceTest, ReadsBackTheRecordOfASilverRow) {
  run();
  const TracedTable found = traced("silver.orders", {"11"});
  EXPECT_TRUE(found.exact);
  EXPECT_THAT(records(found), ElementsAre("data/orders.csv:2 11,2,7.50"));
}

TEST_F(TraceTest, FollowsAGroupToTheRowsThatHaveItsValues) {
  run();
  const TracedTable found = traced("gold.revenue", {"1"});
  ASSERT_THAT(found.inputs, SizeIs(1));
  EXPECT_EQ(found.inputs[0].table.to_string(), "silver.orders");
  EXPECT_TRUE(found.inputs[0].exact);
  EXPECT_EQ(found.inputs[0].rows, 2);
  EXPECT_THAT(records(found.inputs[0]), ElementsAre("data/orders.csv:1 10,1,5.00", "data/orders.csv:3 12,1,2.25"));
}

TEST_F(TraceTest, FollowsModelsOfModelsAndJoins) {
  put("models/gold/wide.sql",
      "-- grain: customer_id\nSELECT c.customer_id, c.name, r.revenue FROM gold.names c LEFT JOIN gold.revenue r ON "
      "r.customer_id = c.customer_id\n");
  run();
  const TracedTable found = traced("gold.wide", {"2"});
  ASSERT_THAT(found.inputs, SizeIs(2));
  EXPECT_EQ(found.inputs[0].table.to_string(), "gold.names");
  ASSERT_THAT(found.inputs[0].inputs, SizeIs(1));
  EXPECT_THAT(records(found.inputs[0].inputs[0]), ElementsAre("data/customers.csv:2 2,Bob"));
  EXPECT_EQ(found.inputs[1].table.to_string(), "gold.revenue");
  EXPECT_THAT(records(found.inputs[1].inputs[0]), ElementsAre("data/orders.csv:2 11,2,7.50"));
}

TEST_F(TraceTest, SaysWhereRowsMayBeLeftOut) {
  put("models/gold/big.sql",
      "-- grain: customer_id\nSELECT customer_id, sum(amount) AS big FROM silver.orders WHERE amount > "
      "3 GROUP BY 1\n");
  run();
  const TracedTable found = traced("gold.big", {"1"});
  EXPECT_FALSE(found.inputs.at(0).exact);
  EXPECT_THAT(found.inputs[0].why_not, HasSubstr("gold.big leaves out some of them"));
  EXPECT_EQ(found.inputs[0].rows, 2);
}

TEST_F(TraceTest, GivesAllRowsWhereTheValuesTellNothing) {
  put("models/gold/total.sql", "SELECT sum(amount) AS total FROM silver.orders\n");
  run();
  const TracedTable found = traced("gold.total", {"total=14.75"});
  EXPECT_FALSE(found.inputs.at(0).exact);
  EXPECT_EQ(found.inputs[0].rows, 3);
  EXPECT_THAT(found.inputs[0].why_not, HasSubstr("all of them"));
}

TEST_F(TraceTest, CountsAllAndShowsTheFirst) {
  run();
  const TracedTable found = traced("gold.revenue", {"1"}, 1);
  EXPECT_EQ(found.inputs[0].rows, 2);
  EXPECT_THAT(found.inputs[0].first, SizeIs(1));
  EXPECT_THAT(traced("gold.revenue", {"1"}, 0).inputs[0].first, SizeIs(2));
}

TEST_F(TraceTest, FindsAQuarantinedRowByItsFileAndRecord) {
  put("data/orders.csv", "order_id,customer_id,amount\n10,1,5.00\n11,2,seven\n12,1,2.25\n13,2,1\n14,2,1\n");
  run();
  EXPECT_THAT(records(traced("quarantine.orders", {"data/orders.csv", "2"})),
              ElementsAre("data/orders.csv:2 11,2,seven"));
}

TEST_F(TraceTest, ReadsACopyAndNotTheFileThatMayHaveChanged) {
  run();
  put("data/orders.csv", "order_id,customer_id,amount\n99,1,1.00\n");
  EXPECT_THAT(records(traced("silver.orders", {"10"})), ElementsAre("data/orders.csv:1 10,1,5.00"));
}

TEST_F(TraceTest, SaysWhatIsWrongWithAQuestion) {
  run();
  EXPECT_THAT(refusal("gold.revenu", {"1"}), HasSubstr("did you mean 'gold.revenue'"));
  EXPECT_THAT(refusal("gold.revenue", {"99"}), HasSubstr("has no row with customer_id = 99"));
  EXPECT_THAT(refusal("gold.revenue", {"1", "2"}), HasSubstr("is customer_id, not 2 values"));
  EXPECT_THAT(refusal("gold.revenue", {"one"}), HasSubstr("does not fit the types"));
  EXPECT_THAT(refusal("gold.names", {"1"}), HasSubstr("declares no grain"));
  EXPECT_THAT(refusal("gold.names", {"nmae=Ann"}), HasSubstr("did you mean 'name'"));
}

TEST_F(TraceTest, LetsOthersAddToTheGraph) {
  const project::Project loaded = project();
  const auto add_report = [](const project::Project&, model::Planner&, model::LineageGraph& graph) {
    graph.add_copy({{"warehouse", "revenue"}, model::TableRole::kPublished, "", {}, ""}, {"gold", "revenue"});
  };
  const model::LineageGraph graph = whole_graph(database_, loaded, {add_report});
  EXPECT_EQ(graph.into({{"warehouse", "revenue"}, "revenue"}).size(), 1u);
  EXPECT_EQ(graph.into({{"gold", "revenue"}, "revenue"}).at(0).from.column, "amount");
  EXPECT_EQ(graph.into({{"raw", "orders"}, "amount"}).size(), 0u);
  EXPECT_EQ(graph.out_of({{"raw", "orders"}, "amount"}).size(), 1u);
}

}  // namespace
}  // namespace c360::lineage
