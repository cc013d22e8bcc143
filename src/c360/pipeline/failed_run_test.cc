// Runs that may not publish: what was current stays current, and the failure is on record.
#include <gmock/gmock.h>

#include "c360/pipeline/stages.h"
#include "c360/pipeline/testing/project_fixture.h"
#include "c360/pipeline/testing/stop_at.h"

namespace c360::pipeline {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using testing::Texts;

class FailedRunTest : public testing::ProjectFixture {
 protected:
  /// Everything that is no log of the lakehouse's own, landing or bronze.
  Texts files_of_tables() {
    Texts paths;
    for (const storage::ObjectInfo& object : lake_->store().list("")) {
      const std::string layer = object.path.substr(0, object.path.find('/'));
      if (layer != "_c360" && layer != "landing" && layer != "bronze") paths.push_back(object.path);
    }
    return paths;
  }

  /// A second run fails, with words in its message; the first one's snapshot stays, and the failure's report is kept.
  void expect_nothing_published(const std::string& words) {
    const auto before = moment();
    const Texts files_before = files_of_tables();
    const Error error = failure();
    EXPECT_THAT(error.message(), HasSubstr(words));
    EXPECT_EQ(moment(), before);
    EXPECT_EQ(files_of_tables(), files_before) << "what nobody will read takes room";
    ASSERT_EQ(stored_reports().size(), 2u);
    EXPECT_EQ(stored_reports().front().status, RunReport::Status::kFailed);
    EXPECT_EQ(stored_reports().front().snapshot, 1);
    EXPECT_THAT(stored_reports().front().error, HasSubstr(words));
  }
};

TEST_F(FailedRunTest, AUsersTestThatGivesRows) {
  run();
  put("tests/no_bob.sql", "SELECT name FROM silver.customers WHERE name = 'Bob'\n");
  expect_nothing_published("no_bob");
}

TEST_F(FailedRunTest, TheStepThatFailedIsTheLastInItsReport) {
  put("tests/no_bob.sql", "SELECT name FROM silver.customers WHERE name = 'Bob'\n");
  failure();
  const Step step = stored_reports().front().steps.back();
  EXPECT_EQ(step.activity, "test");
  EXPECT_EQ(step.status, Step::Status::kFailed);
  EXPECT_THAT(step.error, HasSubstr("no_bob"));
  EXPECT_GT(step.started, 0);
  EXPECT_THAT(ask("SELECT kind, target, status, rows_in, rows_out FROM meta.activities WHERE kind IN ('copy', 'test')"),
              ElementsAre("copy|bronze.customers|succeeded|2|2", "copy|bronze.orders|succeeded|3|3",
                          "test|no_bob|failed|NULL|0"));
}

TEST_F(FailedRunTest, AGrainThatRepeats) {
  run();
  put("models/gold/revenue.sql", "-- grain: customer_id\nSELECT customer_id, amount FROM silver.orders\n");
  expect_nothing_published("several rows for one (customer_id)");
}

TEST_F(FailedRunTest, ATestOfAModelThatIsAFolderOfFiles) {
  put("models/gold/export.sql", "-- materialize: parquet\nSELECT name FROM silver.customers\n");
  run();
  put("models/gold/again.sql", "-- materialize: parquet\nSELECT name FROM gold.export\n");
  put("tests/no_bob.sql", "SELECT name FROM gold.again WHERE name = 'Bob'\n");
  expect_nothing_published("no_bob");
  EXPECT_THAT(ask("SELECT count(*) FROM gold.export"), ElementsAre("2"));
}

TEST_F(FailedRunTest, TooManyQuarantinedRows) {
  run();
  put("data/orders-2.csv", "order_id,customer_id,amount\n20,1,free\n21,1,free\n");
  expect_nothing_published("orders");
  EXPECT_THAT(ask("SELECT count(*) FROM silver.orders"), ElementsAre("3"));
}

TEST_F(FailedRunTest, AFailCheck) {
  run();
  put("contracts/orders.yaml",
      orders_contract("checks:\n  - { name: small, where: \"amount < 7\", otherwise: fail }\n"));
  expect_nothing_published("small");
}

TEST_F(FailedRunTest, SucceedsOnceTheReasonIsGone) {
  run();
  put("data/orders-2.csv", "order_id,customer_id,amount\n20,1,free\n21,1,free\n");
  failure();
  put("contracts/orders.yaml", orders_contract("max_quarantined: 0.5\n"));
  EXPECT_EQ(run().snapshot, 2);
  EXPECT_THAT(ask("SELECT source_rows, quarantined FROM meta.row_account WHERE entity = 'orders'"), ElementsAre("5|2"));
}

TEST_F(FailedRunTest, AModelThatDoesNotCompileIsListedWithItsPlace) {
  put("models/gold/names.sql", "SELECT customer_id,\n       nmae FROM silver.customers\n");
  const Error error = failure();
  EXPECT_EQ(error.code(), ErrorCode::kProject);
  EXPECT_EQ(error.where().to_string(), "models/gold/names.sql:2:8");
}

class CancelledRunTest : public FailedRunTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(CancelledRunTest, PublishesNothingAndCanBeRunAgain) {
  put("tests/none.sql", "SELECT 1 WHERE false\n");
  Cancellation cancel;
  testing::StopAt stop(GetParam(), cancel);
  try {
    run({}, stop, cancel);
    ADD_FAILURE() << "the run went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCancelled);
  }
  EXPECT_EQ(moment().number, 0);
  EXPECT_THAT(files_of_tables(), IsEmpty());
  EXPECT_EQ(stored_reports().front().status, RunReport::Status::kFailed);
  EXPECT_THAT(stored_reports().front().error, HasSubstr("stopped"));
  EXPECT_EQ(run().snapshot, 1);
  EXPECT_THAT(ask("SELECT source_rows, bronze_rows FROM meta.row_account ORDER BY 1"), ElementsAre("2|2", "3|3"));
}

INSTANTIATE_TEST_SUITE_P(AtEveryStage, CancelledRunTest,
                         ::testing::Values("copy", "refine", "check", "build", "test", "publish"),
                         [](const auto& stage) { return std::string(stage.param); });

TEST_F(FailedRunTest, AnotherRunHoldsTheLock) {
  const auto lock = lakehouse::open_file_lock(lake_->store().local_file("_c360/lock"), clock_);
  const auto held = lock->try_acquire("20240531T000000-00000000");
  ASSERT_NE(held, nullptr);
  RunOptions options;
  options.wait = false;
  EXPECT_EQ(failure(options).code(), ErrorCode::kConflict);
}

/// Ends the other run as soon as it is told of it.
class EndsTheOther final : public Progress {
 public:
  explicit EndsTheOther(std::unique_ptr<lakehouse::HeldLock> held) : held_(std::move(held)) {}
  void started(const Step&) override {}
  void finished(const Step&) override {}
  void note(const std::string& text) override {
    notes.push_back(text);
    held_.reset();
  }
  void watch(std::function<double()>) override {}

  std::vector<std::string> notes;

 private:
  std::unique_ptr<lakehouse::HeldLock> held_;
};

TEST_F(FailedRunTest, WhoHasToWaitIsToldForWhom) {
  const auto lock = lakehouse::open_file_lock(lake_->store().local_file("_c360/lock"), clock_);
  EndsTheOther progress(lock->try_acquire("20240531T000000-00000000"));
  EXPECT_EQ(run({}, progress, Cancellation()).snapshot, 1);
  ASSERT_EQ(progress.notes.size(), 1u);
  EXPECT_THAT(progress.notes[0], HasSubstr("waiting for run 20240531T000000-00000000"));
}

class BalanceTest : public testing::ProjectFixture {
 protected:
  void balance(const lakehouse::RowAccount& account) {
    const project::Project loaded = project();
    SilentProgress silent;
    const Cancellation cancel;
    const RunOptions options;
    RunReport report;
    Work work(loaded, *lake_, options, silent, cancel, report);
    work.after.accounts = {account};
    balance_accounts(work);
  }
};

TEST_F(BalanceTest, PassesSumsThatAddUp) {
  EXPECT_NO_THROW(balance({"orders", 100, 2, 98, 90, 3, 1, 4}));
}

TEST_F(BalanceTest, StopsARecordLostBeforeBronze) {
  EXPECT_THROW(balance({"orders", 101, 2, 98, 90, 3, 1, 4}), Error);
}

TEST_F(BalanceTest, StopsARowLostAfterBronze) {
  try {
    balance({"orders", 100, 2, 98, 89, 3, 1, 4});
    ADD_FAILURE() << "a row is missing";
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), AllOf(HasSubstr("98 in bronze"), HasSubstr("89 in silver"), HasSubstr("orders")));
  }
}

}  // namespace
}  // namespace c360::pipeline
