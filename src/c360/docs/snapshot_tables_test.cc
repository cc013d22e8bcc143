#include "c360/docs/snapshot_tables.h"

#include <gmock/gmock.h>

namespace c360::docs {
namespace {

using lakehouse::Moment;
using lakehouse::TableName;
using testing::HasSubstr;

const TableName kOrders{"silver", "orders"}, kTotals{"gold", "totals"}, kTop{"gold", "top"}, kNew{"gold", "new"};

class SnapshotTablesTest : public testing::Test {
 protected:
  SnapshotTablesTest() {
    project_.models = {model("new", "SELECT 3"), model("top", "SELECT 2"), model("totals", "SELECT 1")};
    moment_.tables = {
        {kOrders, 7, {}, {}, {}}, {kTotals, 3, {}, {}, "SELECT 1"}, {{"bronze", "orders__malformed"}, 0, {}, {}, {}}};
    moment_.views = {{kTop, "SELECT 2", {}, {}}};
    graph_.add({{kOrders, "amount"}, {kTotals, "total"}, {model::Derivation::kAggregated, true, 0}});
    graph_.add({{kTotals, "total"}, {kTop, "total"}, {model::Derivation::kCopied, true, 0}});
  }

  static project::ModelSpec model(const std::string& name, const std::string& sql) {
    project::ModelSpec spec;
    spec.schema = "gold";
    spec.name = name;
    spec.sql = sql;
    return spec;
  }
  SnapshotTables tables() const { return {moment_, project_, graph_}; }

  project::Project project_;
  Moment moment_;
  model::LineageGraph graph_;
};

TEST_F(SnapshotTablesTest, KnowsWhatThereIs) {
  EXPECT_EQ(tables().kind(kOrders), "table");
  EXPECT_EQ(tables().version(kOrders), 7);
  EXPECT_EQ(tables().kind(kTop), "view");
  EXPECT_EQ(tables().version(kTop), std::nullopt);
  EXPECT_EQ(tables().kind(kNew), "");
  EXPECT_THAT(tables().malformed(), testing::ElementsAre(TableName{"bronze", "orders__malformed"}));
}

TEST_F(SnapshotTablesTest, ShowsRowsOfWhatIsAsItWas) {
  for (const TableName& name : {kOrders, kTotals, kTop})
    EXPECT_EQ(tables().no_rows_because(name), "") << name.to_string();
  EXPECT_THAT(tables().no_rows_because(kNew), HasSubstr("does not have this table yet"));
}

TEST_F(SnapshotTablesTest, ShowsNoRowsOfAChangedModelNorOfWhatReadsIt) {
  project_.models[2].sql = "SELECT 1 + 1";
  EXPECT_THAT(tables().no_rows_because(kTotals), HasSubstr("has changed since the snapshot"));
  EXPECT_THAT(tables().no_rows_because(kTop), HasSubstr("has changed since the snapshot"));
  EXPECT_EQ(tables().no_rows_because(kOrders), "");
}

TEST_F(SnapshotTablesTest, SaysThatTheProjectHasNotRun) {
  const SnapshotTables none(std::nullopt, project_, graph_);
  EXPECT_THAT(none.no_rows_because(kOrders), HasSubstr("has not run yet"));
  EXPECT_TRUE(none.malformed().empty());
}

}  // namespace
}  // namespace c360::docs
