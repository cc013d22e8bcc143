#include <gmock/gmock.h>

#include "c360/pipeline/stages.h"
#include "c360/pipeline/testing/project_fixture.h"

namespace c360::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Texts;

class SelectTablesTest : public testing::ProjectFixture {
 protected:
  Texts selected(const Texts& names) {
    const project::Project loaded = project();
    SilentProgress silent;
    const Cancellation cancel;
    const RunOptions options = only(names);
    RunReport report;
    Work work(loaded, *lake_, options, silent, cancel, report);
    work.models = model::in_build_order(work.connection(), loaded);
    select_tables(work);
    Texts texts;
    for (const auto& name : work.selected) texts.push_back(name.to_string());
    return texts;
  }
};

TEST_F(SelectTablesTest, TakesEverythingWithoutNames) {
  EXPECT_EQ(selected({}).size(), 11u);
}

TEST_F(SelectTablesTest, TakesAModelWithAllThatItNeeds) {
  EXPECT_THAT(selected({"revenue"}), ElementsAre("bronze._decisions", "bronze.customers", "bronze.orders",
                                                 "gold.revenue", "silver.customers", "silver.orders"));
}

TEST_F(SelectTablesTest, TakesAFullNameAsJustThatTable) {
  EXPECT_THAT(selected({"bronze.orders"}), ElementsAre("bronze.orders"));
}

TEST_F(SelectTablesTest, TakesAnEntityInEveryLayer) {
  EXPECT_THAT(selected({"customers"}),
              ElementsAre("bronze._decisions", "bronze.customers", "quarantine.customers", "silver.customers"));
}

TEST_F(SelectTablesTest, RefusesUnknownNamesWithASuggestion) {
  const Error error = failure(only({"revenu"}));
  EXPECT_EQ(error.code(), ErrorCode::kUsage);
  EXPECT_THAT(error.hint(), HasSubstr("revenue"));
  EXPECT_THAT(stored_reports(), IsEmpty());
}

TEST_F(SelectTablesTest, ARunOfSomeBringsOnlyThoseUpToDate) {
  run();
  put("data/customers-2.csv", "customer_id,name\n3,Cyd\n");
  put("data/orders-2.csv", "order_id,customer_id,amount\n20,1,1.00\n");
  const RunReport report = run(only({"names"}));
  EXPECT_THAT(steps_of(report, "copy"), ElementsAre("bronze.customers"));
  EXPECT_THAT(steps_of(report, "build"), ElementsAre("gold.names"));
  EXPECT_THAT(ask("SELECT count(*) FROM silver.orders"), ElementsAre("3"));
  EXPECT_THAT(steps_of(run(), "refine"), ElementsAre("silver.orders"));
  EXPECT_THAT(ask("SELECT count(*) FROM silver.orders"), ElementsAre("4"));
}

TEST_F(SelectTablesTest, AFirstRunOfSomeKnowsNothingElse) {
  run(only({"names"}));
  EXPECT_EQ(moment().find({"silver", "orders"}), nullptr);
  EXPECT_EQ(moment().accounts.size(), 1u);
  EXPECT_EQ(run(only({"names"})).status, RunReport::Status::kUnchanged);
  EXPECT_EQ(run().snapshot, 2);
}

TEST_F(SelectTablesTest, ChecksAcrossTablesWaitUntilEveryEntityIsThere) {
  put("contracts/orders.yaml", orders_contract("checks:\n  - { name: dear, otherwise: warn, sql: \"SELECT o.order_id "
                                               "FROM silver.orders o WHERE o.amount > 6\" }\n"));
  EXPECT_THAT(run(only({"names"})).warnings, IsEmpty());
  const auto warnings = run().warnings;
  ASSERT_EQ(warnings.count("orders.dear"), 1u);
  EXPECT_EQ(warnings.at("orders.dear"), 1);
}

}  // namespace
}  // namespace c360::pipeline
