#include "c360/pipeline/report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/lakehouse/run_store.h"

namespace c360::pipeline {
namespace {

RunReport full_report() {
  RunReport report;
  report.run_id = "20240531T081500-3f9c2ab1";
  report.status = RunReport::Status::kFailed;
  report.started = parse_utc("2024-05-31T08:15:00Z");
  report.finished = parse_utc("2024-05-31T08:15:02.5Z");
  report.snapshot = 7;
  Step copy{"copy", "bronze.orders", 1.5, 98, "1 new file"};
  copy.started = parse_utc("2024-05-31T08:15:00.25Z");
  copy.attempts = 2;
  copy.rows_in = 100;
  Step refine{"refine", "silver.orders"};
  refine.status = Step::Status::kFailed;
  refine.error = "no";
  report.steps = {copy, refine};
  report.entities = {{{"orders", 100, 2, 98, 90, 3, 1, 4}, {{"type(amount)", 4}}, 98, 0.25}};
  report.notes = {"orders-2.csv: column 'coupon' is new"};
  report.warnings = {{"orders.small", 3}};
  report.error = "no";
  return report;
}

TEST(RunReportTest, LosesNothingAsJson) {
  const RunReport read = report_from_json(to_json(full_report()));
  EXPECT_EQ(to_json(read), to_json(full_report()));
  EXPECT_EQ(read.entities[0].account, full_report().entities[0].account);
  EXPECT_EQ(read.entities[0].reasons, full_report().entities[0].reasons);
  EXPECT_EQ(read.steps[0].seconds, 1.5);
  EXPECT_EQ(read.steps[0].started, full_report().steps[0].started);
  EXPECT_EQ(read.steps[0].rows_in, 100);
  EXPECT_EQ(read.steps[1].status, Step::Status::kFailed);
  EXPECT_EQ(read.status, RunReport::Status::kFailed);
  EXPECT_DOUBLE_EQ(read.seconds(), 2.5);
}

TEST(RunReportTest, StandsBytesThatAreNoText) {
  RunReport report;
  report.notes = {"caf\xe9"};
  EXPECT_EQ(report_from_json(to_json(report)).notes[0], "caf\xef\xbf\xbd");
}

TEST(RunReportTest, RefusesWhatIsNoReport) {
  for (const char* text : {"", "[]", "{}", "{\"run_id\": 1}"}) EXPECT_THROW(report_from_json(text), Error) << text;
}

TEST(RunReportTest, ReadsTheStepsOfAnOlderReport) {
  nlohmann::json json = nlohmann::json::parse(to_json(full_report()));
  json["steps"] = {{{"activity", "copy"}, {"name", "bronze.orders"}, {"seconds", 1.5}, {"rows", 9}, {"detail", "d"}}};
  const RunReport read = report_from_json(json.dump());
  ASSERT_EQ(read.steps.size(), 1U);
  EXPECT_EQ(read.steps[0].rows, 9);
  EXPECT_EQ(read.steps[0].status, Step::Status::kSucceeded);
}

TEST(RunReportTest, RefusesAnUnknownStatus) {
  std::string json = to_json(full_report());
  json.replace(json.find("failed"), 6, "paused");
  EXPECT_THROW(report_from_json(json), Error);
  json = to_json(full_report());
  json.replace(json.find("succeeded"), 9, "paused");
  EXPECT_THROW(report_from_json(json), Error);
}

TEST(LastReportTest, IsTheNewestUnlessItCannotBeRead) {
  const TemporaryDirectory folder;
  const auto lake = storage::open_local_store(folder.path());
  EXPECT_FALSE(last_report(*lake));
  lakehouse::write_run_report(*lake, "20240531T081500-00000000", to_json(full_report()));
  ASSERT_TRUE(last_report(*lake));
  EXPECT_EQ(last_report(*lake)->snapshot, 7);
  lakehouse::write_run_report(*lake, "20240531T081501-00000000", "{");
  EXPECT_FALSE(last_report(*lake));
}

}  // namespace
}  // namespace c360::pipeline
