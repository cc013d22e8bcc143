#include "c360/pipeline/run.h"

#include <gmock/gmock.h>

#include "c360/pipeline/testing/project_fixture.h"

namespace c360::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Texts;

class RunTest : public testing::ProjectFixture {};

TEST_F(RunTest, BringsFilesToGoldAndAccountsForEveryRow) {
  const RunReport report = run();
  EXPECT_EQ(report.status, RunReport::Status::kSucceeded);
  EXPECT_EQ(report.snapshot, 1);
  EXPECT_EQ(moment().accounts.size(), 2u);
  EXPECT_THAT(ask("SELECT * FROM gold.revenue ORDER BY 1"), ElementsAre("1|7.25", "2|7.50"));
  EXPECT_THAT(ask("SELECT entity, source_rows, silver_rows FROM meta.row_account ORDER BY 1"),
              ElementsAre("customers|2|2", "orders|3|3"));
}

TEST_F(RunTest, DoesNothingAndPublishesNothingWhereNothingIsNew) {
  run();
  const RunReport second = run();
  EXPECT_EQ(second.status, RunReport::Status::kUnchanged);
  EXPECT_EQ(second.snapshot, 1);
  EXPECT_EQ(moment().number, 1);
  EXPECT_THAT(steps_of(second, "refine"), IsEmpty());
  ASSERT_EQ(second.entities.size(), 2u);
  EXPECT_EQ(second.entities[1].account.silver_rows, 3);
}

TEST_F(RunTest, RefinesOnlyWhatAChangedContractTouches) {
  run();
  put("contracts/orders.yaml",
      orders_contract("checks:\n  - { name: small, where: \"amount < 7\" }\nmax_quarantined: 0.9\n"));
  const RunReport report = run();
  EXPECT_THAT(steps_of(report, "refine"), ElementsAre("silver.orders"));
  EXPECT_THAT(steps_of(report, "build"), ElementsAre("gold.revenue"));
  EXPECT_THAT(ask("SELECT order_id FROM silver.orders ORDER BY 1"), ElementsAre("10", "12"));
  EXPECT_THAT(ask("SELECT order_id, _reasons FROM quarantine.orders"), ElementsAre("11|[small]"));
}

TEST_F(RunTest, RefinesChildrenAgainAfterTheirParent) {
  run();
  put("contracts/customers.yaml",
      "entity: customers\nfrom: customers\nkey: [customer_id]\nmax_quarantined: 1\ncolumns:\n"
      "  customer_id: { type: bigint, required: true }\n  name: { type: string, accepted: [Ann] }\n");
  const RunReport report = run();
  EXPECT_THAT(steps_of(report, "refine"), ElementsAre("silver.customers", "silver.orders"));
  EXPECT_THAT(ask("SELECT order_id, _reasons FROM quarantine.orders"), ElementsAre("11|[reference(customer_id)]"));
}

TEST_F(RunTest, RebuildsAChangedModelAndWhatReadsIt) {
  put("models/gold/best.sql", "SELECT max(revenue) AS best FROM gold.revenue\n");
  run();
  put("models/gold/revenue.sql", "SELECT customer_id, 2 * sum(amount) AS revenue FROM silver.orders GROUP BY ALL\n");
  const RunReport report = run();
  EXPECT_THAT(steps_of(report, "refine"), IsEmpty());
  EXPECT_THAT(steps_of(report, "build"), ElementsAre("gold.revenue", "gold.best"));
  EXPECT_THAT(ask("SELECT best FROM gold.best"), ElementsAre("15.00"));
}

TEST_F(RunTest, LeavesARemovedModelOutOfTheNextMoment) {
  run();
  remove("models/gold/names.sql");
  const RunReport report = run();
  EXPECT_EQ(report.snapshot, 2);
  EXPECT_THAT(steps_of(report, "build"), IsEmpty());
  EXPECT_EQ(moment().find({"gold", "names"}), nullptr);
  EXPECT_NE(moment().find({"gold", "revenue"}), nullptr);
}

TEST_F(RunTest, ReleasesOrdersWhenTheirCustomerArrives) {
  put("data/orders.csv", "order_id,customer_id,amount\n10,1,5.00\n11,3,7.50\n");
  run();
  EXPECT_THAT(ask("SELECT order_id, _reasons FROM quarantine.orders"), ElementsAre("11|[reference(customer_id)]"));
  put("data/customers-2.csv", "customer_id,name\n3,Cyd\n");
  run();
  EXPECT_THAT(ask("SELECT order_id FROM quarantine.orders"), IsEmpty());
  EXPECT_THAT(ask("SELECT revenue FROM gold.revenue WHERE customer_id = 3"), ElementsAre("7.50"));
}

TEST_F(RunTest, GivesTheSameRowsWhenItRecomputesAll) {
  put("data/orders-2.csv", "order_id,customer_id,amount\n10,1,6.00\n10,1,6.00\nx,1,1.00\n");
  run();
  const Texts tables = {"silver.customers", "silver.orders", "quarantine.orders", "gold.revenue"};
  std::vector<Texts> before;
  for (const auto& table : tables) before.push_back(ask("SELECT * FROM " + table + " ORDER BY ALL"));
  const RunReport again = run(full());
  EXPECT_EQ(again.snapshot, 2);
  EXPECT_THAT(steps_of(again, "refine"), ElementsAre("silver.customers", "silver.orders"));
  for (std::size_t i = 0; i < tables.size(); ++i) {
    EXPECT_EQ(ask("SELECT * FROM " + tables[i] + " ORDER BY ALL"), before[i]) << tables[i];
  }
  EXPECT_EQ(again.entities[1].new_rows, 0);
}

TEST_F(RunTest, KeepsWarningsOfEntitiesThatItDoesNotTouch) {
  put("contracts/orders.yaml",
      orders_contract("checks:\n  - { name: small, where: \"amount < 7\", otherwise: warn }\n"));
  run();
  put("models/gold/names.sql", "SELECT name FROM silver.customers\n");
  const RunReport report = run();
  EXPECT_THAT(steps_of(report, "refine"), IsEmpty());
  EXPECT_EQ(report.warnings, (std::map<std::string, std::int64_t>{{"orders.small", 1}}));
  EXPECT_THAT(ask("SELECT \"check\", entity, key, row FROM meta.warnings"), ElementsAre("small|orders|11|2"));
}

TEST_F(RunTest, WarnsAgainAcrossTablesWithoutCountingTwice) {
  put("contracts/orders.yaml",
      orders_contract("checks:\n  - { name: known, otherwise: warn, sql: \"SELECT order_id FROM silver.orders JOIN "
                      "silver.customers USING (customer_id) WHERE name = 'Ann'\" }\n"));
  run();
  put("models/gold/names.sql", "SELECT name FROM silver.customers\n");
  EXPECT_EQ(run().warnings, (std::map<std::string, std::int64_t>{{"orders.known", 2}}));
}

TEST_F(RunTest, BuildsViewsAndParquetFoldersAsWellAsTables) {
  put("models/gold/a_view.sql", "-- materialize: view\nSELECT count(*) AS n FROM gold.a_folder\n");
  put("models/gold/a_folder.sql", "-- materialize: parquet\nSELECT customer_id FROM gold.revenue\n");
  run();
  EXPECT_THAT(ask("SELECT n FROM gold.a_view"), ElementsAre("2"));
  EXPECT_THAT(ask("SELECT name, kind FROM meta.tables WHERE schema = 'gold' ORDER BY 1"),
              ElementsAre("a_folder|parquet", "a_view|view", "names|table", "revenue|table"));
  EXPECT_EQ(run().status, RunReport::Status::kUnchanged);
  put("data/orders-2.csv", "order_id,customer_id,amount\n20,2,1.00\n");
  put("models/gold/names.sql", "SELECT name FROM silver.customers\n");
  run(only({"names"}));
  EXPECT_THAT(ask("SELECT n FROM gold.a_view"), ElementsAre("2"));
}

TEST_F(RunTest, SucceedsWithASourceThatHasNoFiles) {
  remove("data/orders.csv");
  const RunReport report = run();
  EXPECT_EQ(report.status, RunReport::Status::kSucceeded);
  EXPECT_THAT(report.notes, ElementsAre(HasSubstr("data/orders*.csv")));
  EXPECT_THAT(ask("SELECT count(*) FROM silver.orders"), ElementsAre("0"));
  EXPECT_THAT(ask("SELECT count(*) FROM quarantine.orders"), ElementsAre("0"));
  EXPECT_EQ(run().status, RunReport::Status::kUnchanged);
  put("data/orders.csv", "order_id,customer_id,amount\n10,1,5.00\n");
  run();
  EXPECT_THAT(ask("SELECT revenue FROM gold.revenue"), ElementsAre("5.00"));
}

/// Asks how far a step is as soon as it may.
class AsksAtOnce final : public Progress {
 public:
  void started(const Step& step) override { activity_ = step.activity; }
  void finished(const Step&) override {}
  void note(const std::string&) override {}
  void watch(std::function<double()> percent) override {
    if (percent && activity_ == "copy") percents.push_back(percent());
  }

  std::vector<double> percents;

 private:
  std::string activity_;
};

TEST_F(RunTest, TellsHowFarTheCopyingIs) {
  AsksAtOnce progress;
  run({}, progress, Cancellation());
  EXPECT_THAT(progress.percents, ::testing::Contains(0.0));
}

TEST_F(RunTest, TakesChangedDescriptionsOver) {
  run();
  put("models/gold/names.sql", "-- Who they are.\nSELECT customer_id, name FROM silver.customers\n");
  run();
  EXPECT_THAT(ask("SELECT description FROM meta.tables WHERE name = 'names'"), ElementsAre("Who they are."));
}

}  // namespace
}  // namespace c360::pipeline
