#include "c360/lakehouse/moment.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::lakehouse {
namespace {

Moment full_moment() {
  Moment moment;
  moment.number = 42;
  moment.run_id = "20240531T081500-3f9c2ab1";
  moment.created = parse_utc("2024-05-31T08:15:00.123456Z");
  moment.time_zone = "Europe/Berlin";
  moment.week_start = 7;
  moment.tables = {{{"silver", "orders"}, 7, "f1", "Clean \"orders\"", ""},
                   {{"gold", "kpi.summary"}, 0, "f2", "", "SELECT 1\n-- naïve"}};
  moment.views = {{{"gold", "segments"}, "SELECT 2", "f3", "Who buys", {{"tsql", "SELECT 2 AS [a]"}}}};
  moment.parquet = {{{"gold", "export"}, {"gold/export/a/1.parquet", "b"}, "{}", "f4", "", "SELECT 3"}};
  moment.accounts = {{"orders", 100, 2, 98, 90, 3, 1, 4}};
  moment.tests = "f5";
  moment.warnings = {{"one_success", "payments", "17", "data/payments.csv", 12}};
  moment.reasons = {{"orders", {{"type(order_date)", 3}, {"required(order_id)", 1}}}};
  moment.warning_counts = {{"payments.one_success", 1}};
  moment.lineage = {{{"gold", "kpi.summary"}, "orders", "count(*)", {{{"silver", "orders"}, "", "aggregated", ""}}},
                    {{"gold", "kpi.summary"}, "", "", {{{"silver", "orders"}, "order_id", "", "filter, join"}}}};
  moment.lineage_fingerprint = "f6";
  return moment;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

ErrorCode failure_of(const std::string& json) {
  try {
    Moment::from_json(json);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::kInternal;
}

TEST(MomentTest, LosesNothingAsJson) {
  const Moment moment = full_moment();
  EXPECT_EQ(Moment::from_json(moment.to_json()), moment);
  EXPECT_EQ(Moment::from_json(Moment{}.to_json()), Moment{});
}

TEST(MomentTest, IgnoresWhatALaterVersionAdded) {
  const std::string json = replaced(full_moment().to_json(), "{", "{\"from_tomorrow\": [1],");
  EXPECT_EQ(Moment::from_json(json), full_moment());
}

TEST(MomentTest, RefusesANewerFormat) {
  const std::string json = replaced(full_moment().to_json(), "\"format\": 1", "\"format\": 2");
  EXPECT_EQ(failure_of(json), ErrorCode::kUnsupported);
}

TEST(MomentTest, RefusesWhatIsNoMoment) {
  EXPECT_EQ(failure_of(""), ErrorCode::kCorrupt);
  EXPECT_EQ(failure_of("[]"), ErrorCode::kCorrupt);
  EXPECT_EQ(failure_of("{\"format\": 1}"), ErrorCode::kCorrupt);
  EXPECT_EQ(failure_of(full_moment().to_json().substr(0, 100)), ErrorCode::kCorrupt);
}

TEST(MomentTest, KeepsTextThatIsNoUtf8Readable) {
  Moment moment;
  moment.warnings = {{"check", "orders", "caf\xE9", "", 1}};
  EXPECT_EQ(Moment::from_json(moment.to_json()).warnings[0].key, "caf\xEF\xBF\xBD");
}

TEST(MomentTest, FindsATable) {
  const Moment moment = full_moment();
  ASSERT_NE(moment.find({"silver", "orders"}), nullptr);
  EXPECT_EQ(moment.find({"silver", "orders"})->version, 7);
  EXPECT_EQ(moment.find({"gold", "orders"}), nullptr);
}

TEST(RowAccountTest, BalancesOnlyIfBothSumsDo) {
  EXPECT_TRUE((RowAccount{"orders", 100, 2, 98, 90, 3, 1, 4}.balances()));
  EXPECT_FALSE((RowAccount{"orders", 101, 2, 98, 90, 3, 1, 4}.balances()));
  EXPECT_FALSE((RowAccount{"orders", 100, 2, 98, 91, 3, 1, 4}.balances()));
}

class MomentStoreTest : public ::testing::Test {
 protected:
  Moment numbered(std::int64_t number, const std::string& run_id = "run") {
    Moment moment = full_moment();
    moment.number = number;
    moment.run_id = run_id;
    return moment;
  }

  TemporaryDirectory folder_;
  std::unique_ptr<storage::ObjectStore> lake_ = storage::open_local_store(folder_.path());
};

TEST_F(MomentStoreTest, HasNoneBeforeTheFirstRun) {
  EXPECT_EQ(current_moment(*lake_), std::nullopt);
  EXPECT_EQ(read_moment(*lake_, 1), std::nullopt);
}

TEST_F(MomentStoreTest, TheHighestIsCurrent) {
  for (const std::int64_t number : {9, 10, 11}) EXPECT_TRUE(publish_moment(*lake_, numbered(number)));
  EXPECT_EQ(current_moment(*lake_)->number, 11);
  EXPECT_EQ(read_moment(*lake_, 9)->number, 9);
  EXPECT_EQ(moment_numbers(*lake_), (std::vector<std::int64_t>{9, 10, 11}));
}

TEST_F(MomentStoreTest, OfTwoRunsOnePublishesANumber) {
  EXPECT_TRUE(publish_moment(*lake_, numbered(1, "first")));
  EXPECT_FALSE(publish_moment(*lake_, numbered(1, "second")));
  EXPECT_TRUE(publish_moment(*lake_, numbered(1, "first")));
  EXPECT_EQ(current_moment(*lake_)->run_id, "first");
}

TEST_F(MomentStoreTest, IsAPlainFileOfItsNumber) {
  publish_moment(*lake_, numbered(7));
  EXPECT_TRUE(lake_->head("_c360/snapshots/00000000000000000007.json").has_value());
  lake_->put("_c360/snapshots/README.md", "");
  EXPECT_EQ(moment_numbers(*lake_), std::vector<std::int64_t>{7});
}

TEST_F(MomentStoreTest, NamesTheFileThatIsBroken) {
  lake_->put("_c360/snapshots/00000000000000000001.json", "{");
  try {
    current_moment(*lake_);
    FAIL() << "a broken snapshot was read";
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("00000000000000000001.json"), std::string::npos) << error.message();
  }
}

}  // namespace
}  // namespace c360::lakehouse
