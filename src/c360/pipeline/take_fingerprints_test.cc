#include <gmock/gmock.h>

#include "c360/pipeline/stages.h"
#include "c360/pipeline/testing/project_fixture.h"

namespace c360::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Texts;

class FingerprintTest : public testing::ProjectFixture {
 protected:
  using Prints = std::map<lakehouse::TableName, std::string>;

  /// The fingerprints for bronze tables at these versions.
  Prints prints(delta::Version customers = 0, delta::Version orders = 0) {
    const project::Project loaded = project();
    SilentProgress silent;
    const Cancellation cancel;
    const RunOptions options;
    RunReport report;
    Work work(loaded, *lake_, options, silent, cancel, report);
    work.models = model::in_build_order(work.connection(), loaded);
    work.after.tables = {{{"bronze", "customers"}, customers, std::to_string(customers), "", ""},
                         {{"bronze", "orders"}, orders, std::to_string(orders), "", ""}};
    take_fingerprints(work);
    tests_ = work.tests_fingerprint;
    return work.fingerprints;
  }

  static Texts changed(const Prints& before, const Prints& after) {
    Texts names;
    for (const auto& [name, print] : after) {
      const auto old = before.find(name);
      if (old == before.end() || old->second != print) names.push_back(name.to_string());
    }
    return names;
  }

  std::string tests_;
};

TEST_F(FingerprintTest, AreTheSameForTheSameProject) {
  EXPECT_EQ(prints(), prints());
}

TEST_F(FingerprintTest, FollowNewBronzeDown) {
  EXPECT_THAT(changed(prints(), prints(0, 1)),
              ElementsAre("bronze.orders", "gold.revenue", "quarantine.orders", "silver.orders"));
}

TEST_F(FingerprintTest, FollowReferencesToTheParent) {
  EXPECT_THAT(changed(prints(), prints(1, 0)),
              ElementsAre("bronze.customers", "gold.names", "gold.revenue", "quarantine.customers", "quarantine.orders",
                          "silver.customers", "silver.orders"));
}

TEST_F(FingerprintTest, FollowAContract) {
  const Prints before = prints();
  put("contracts/orders.yaml", orders_contract("latest_by: [amount]\n"));
  EXPECT_THAT(changed(before, prints()), ElementsAre("gold.revenue", "quarantine.orders", "silver.orders"));
}

TEST_F(FingerprintTest, FollowAModelAlone) {
  const Prints before = prints();
  put("models/gold/names.sql", "-- materialize: view\nSELECT customer_id, name FROM silver.customers\n");
  EXPECT_THAT(changed(before, prints()), ElementsAre("gold.names"));
}

TEST_F(FingerprintTest, FollowTheCalendarWhereItIsAskedFor) {
  put("models/gold/names.sql",
      "SELECT customer_id, hour(LOCAL_TIME(now_utc)) AS h, name FROM "
      "(SELECT *, TIMESTAMPTZ '2024-01-01 00:00:00+00' AS now_utc FROM silver.customers)\n");
  const Prints before = prints();
  put("c360.yaml", settings("time_zone: Europe/Berlin\n"));
  EXPECT_THAT(changed(before, prints()), ElementsAre("gold.names"));
}

TEST_F(FingerprintTest, ANewCalendarAloneMakesANewSnapshot) {
  run();
  put("c360.yaml", settings("week_start: sunday\n"));
  EXPECT_EQ(run().status, RunReport::Status::kSucceeded);
  EXPECT_EQ(moment().week_start, 7);
  EXPECT_EQ(moment().time_zone, "UTC");
  EXPECT_EQ(run().status, RunReport::Status::kUnchanged);
}

TEST_F(FingerprintTest, FollowAPromiseOfAModel) {
  const Prints before = prints();
  put("models/gold/names.sql", "-- grain: customer_id\nSELECT customer_id, name FROM silver.customers\n");
  EXPECT_THAT(changed(before, prints()), ElementsAre("gold.names"));
}

TEST_F(FingerprintTest, FollowAViewsOtherSql) {
  put("models/gold/names.sql", "-- materialize: view\nSELECT customer_id, name FROM silver.customers\n");
  const Prints before = prints();
  put("models/gold/names.tsql.sql", "SELECT customer_id, name FROM customers\n");
  EXPECT_THAT(changed(before, prints()), ElementsAre("gold.names"));
}

TEST_F(FingerprintTest, OfTestsChangeWithTheTestsAlone) {
  const Prints before = prints();
  const std::string no_tests = tests_;
  put("tests/none.sql", "SELECT 1 WHERE false\n");
  EXPECT_THAT(changed(before, prints()), IsEmpty());
  EXPECT_NE(tests_, no_tests);
}

TEST_F(FingerprintTest, AChangedTestIsRunAlthoughNoRowIsNew) {
  run();
  put("tests/none.sql", "SELECT 1 WHERE false\n");
  const RunReport report = run();
  EXPECT_THAT(steps_of(report, "test"), ElementsAre("none"));
  EXPECT_THAT(steps_of(report, "build"), IsEmpty());
  EXPECT_EQ(run().status, RunReport::Status::kUnchanged);
}

TEST_F(FingerprintTest, ATestThatASmallRunCouldNotDoIsDoneByTheNext) {
  put("tests/orders_fit.sql", "SELECT 1 FROM silver.orders WHERE amount < 0\n");
  EXPECT_THAT(steps_of(run(only({"names"})), "test"), IsEmpty());
  EXPECT_THAT(steps_of(run(), "test"), ElementsAre("orders_fit"));
}

}  // namespace
}  // namespace c360::pipeline
