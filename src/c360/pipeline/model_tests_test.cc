#include "c360/pipeline/model_tests.h"

#include <gmock/gmock.h>

#include <ctime>

#include "c360/pipeline/check.h"
#include "c360/pipeline/testing/project_fixture.h"

namespace c360::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Texts;

class ModelTestsTest : public testing::ProjectFixture {
 protected:
  /// What `c360 check` tells of the project with this test.
  std::string told(const std::string& yaml) {
    put("tests/t.yaml", yaml);
    try {
      engine::Database database;
      check(database, project());
    } catch (const Error& error) {
      return error.what();
    }
    return "all right";
  }
};

constexpr const char* kGiven =
    "model: gold.revenue\ngiven:\n  silver.orders:\n    - { order_id: 1, customer_id: 7, amount: 10.5 }\n"
    "    - { order_id: 2, customer_id: 7, amount: 0.25 }\n    - { order_id: 3, customer_id: 8 }\n";

TEST_F(ModelTestsTest, PassWhereTheModelMakesTheExpectedRowsInAnyOrder) {
  EXPECT_EQ(told(std::string(kGiven) +
                 "expect:\n  - { customer_id: 8, revenue: null }\n  - { revenue: 10.75, customer_id: 7 }\n"),
            "all right");
}

TEST_F(ModelTestsTest, ColumnsThatNoRowNamesAreNotCompared) {
  EXPECT_EQ(told(std::string(kGiven) + "expect:\n  - { customer_id: 7 }\n  - { customer_id: 8 }\n"), "all right");
}

TEST_F(ModelTestsTest, OtherRowsAreShownNextToTheExpectedOnes) {
  EXPECT_EQ(told(std::string(kGiven) +
                 "expect:\n  - { customer_id: 7, revenue: 10.5 }\n  - { customer_id: 8, revenue: null }\n"),
            "tests/t.yaml:1:1: test t fails: gold.revenue makes other rows:"
            "\n      customer_id  revenue"
            "\n    - 7            10.50"
            "\n    + 7            10.75"
            "\n    - expected only, + there instead; 1 of 2 expected rows are as expected"
            "\n  change models/gold/revenue.sql, or what the test expects");
}

TEST_F(ModelTestsTest, TablesThatAreNotGivenHaveNoRows) {
  EXPECT_EQ(told("model: gold.revenue\nexpect: []\n"), "all right");
  EXPECT_THAT(told(std::string(kGiven) + "expect: []\n"), HasSubstr("+ 7"));
}

TEST_F(ModelTestsTest, OtherModelsAreMadeByTheirOwnSelectUnlessTheirRowsAreGiven) {
  put("models/gold/best.sql", "SELECT max(revenue) AS most FROM gold.revenue\n");
  EXPECT_EQ(told("model: gold.best\ngiven:\n  silver.orders:\n    - { customer_id: 1, amount: 2 }\n"
                 "    - { customer_id: 1, amount: 3 }\nexpect: [{ most: 5 }]\n"),
            "all right");
  EXPECT_EQ(told("model: gold.best\ngiven:\n  gold.revenue: [{ revenue: 9.99 }]\nexpect: [{ most: 9.99 }]\n"),
            "all right");
}

TEST_F(ModelTestsTest, OneTestLeavesNothingBehindForTheNext) {
  put("tests/a.yaml", std::string(kGiven) + "expect:\n  - { customer_id: 7 }\n  - { customer_id: 8 }\n");
  EXPECT_EQ(told("model: gold.revenue\nexpect: []\n"), "all right");
}

TEST_F(ModelTestsTest, WrongNamesGetTheirPlaceAndASuggestion) {
  EXPECT_EQ(told("model: gold.revenu\nexpect: []\n"),
            "tests/t.yaml:1:8: there is no model 'gold.revenu'\n  did you mean 'gold.revenue'?");
  EXPECT_EQ(told("model: gold.revenue\ngiven:\n  silver.order: []\nexpect: []\n"),
            "tests/t.yaml:3:3: gold.revenue does not read 'silver.order'\n  did you mean 'silver.orders'?");
  EXPECT_EQ(told("model: gold.revenue\ngiven:\n  silver.customers: []\nexpect: []\n").substr(0, 17),
            "tests/t.yaml:3:3:");
  EXPECT_EQ(told("model: gold.revenue\ngiven:\n  silver.orders: [{ amonut: 1 }]\nexpect: []\n"),
            "tests/t.yaml:3:21: silver.orders has no column 'amonut'\n  did you mean 'amount'?");
  EXPECT_EQ(told("model: gold.revenue\nexpect: [{ revenu: 1 }]\n"),
            "tests/t.yaml:2:12: gold.revenue has no column 'revenu'\n  did you mean 'revenue'?");
}

TEST_F(ModelTestsTest, ValuesMustBeOfTheColumnsType) {
  EXPECT_EQ(told("model: gold.revenue\ngiven:\n  silver.orders: [{ amount: ten }]\nexpect: []\n"),
            "tests/t.yaml:3:29: 'amount' 'ten' is no decimal(12,2)\n  write a number such as 12.5");
  EXPECT_THAT(told("model: gold.revenue\ngiven:\n  silver.orders: [{ order_id: 1.5 }]\nexpect: []\n"),
              HasSubstr("tests/t.yaml:3:31: 'order_id' '1.5' is no whole number"));
}

TEST_F(ModelTestsTest, AreRunByARunBeforeAnythingIsBuilt) {
  put("tests/t.yaml", std::string(kGiven) + "expect: []\n");
  const Error failed = failure();
  EXPECT_EQ(failed.code(), ErrorCode::kData);
  EXPECT_THAT(failed.message(), HasSubstr("test t fails"));
  EXPECT_EQ(moment().number, 0) << "nothing was published";
  put("tests/t.yaml", std::string(kGiven) + "expect:\n  - { customer_id: 7 }\n  - { customer_id: 8 }\n");
  EXPECT_THAT(steps_of(run(), "test"), ElementsAre("t"));
  EXPECT_EQ(ask("SELECT count(*) FROM silver.orders"), (Texts{"3"})) << "given rows stay in the test";
}

TEST_F(ModelTestsTest, AChangedTestIsRunAlthoughNoRowIsNew) {
  run();
  EXPECT_EQ(run().status, RunReport::Status::kUnchanged);
  put("tests/t.yaml", "model: gold.revenue\nexpect: []\n");
  EXPECT_THAT(steps_of(run(), "test"), ElementsAre("t"));
  EXPECT_THAT(steps_of(run(), "test"), IsEmpty());
  put("tests/t.yaml", "model: gold.revenue\nexpect: [{ revenue: 1 }]\n");
  EXPECT_THAT(failure().message(), HasSubstr("test t fails"));
}

TEST_F(ModelTestsTest, FollowTheProjectsCalendar) {
  put("c360.yaml", settings("time_zone: Asia/Tokyo\n"));
  put("models/gold/hours.sql",
      "SELECT hour(local_time(TIMESTAMPTZ '2024-01-01 00:00:00+00')) AS h, count(*) AS n FROM silver.orders\n");
  EXPECT_EQ(told("model: gold.hours\nexpect: [{ h: 9, n: 0 }]\n"), "all right");
}

TEST_F(ModelTestsTest, TakeMilliseconds) {
  for (int i = 0; i < 50; ++i)
    put("tests/t" + std::to_string(i) + ".yaml",
        std::string(kGiven) + "expect:\n  - { customer_id: 7 }\n  - { customer_id: 8 }\n");
  engine::Database database;
  const project::Project loaded = project();
  const std::clock_t start = std::clock();
  check(database, loaded);
  EXPECT_LT((std::clock() - start) / CLOCKS_PER_SEC, 5) << "seconds of the processor for 50 tests";
}

}  // namespace
}  // namespace c360::pipeline
