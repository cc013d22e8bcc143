#include "c360/lineage/run_events.h"

#include <gmock/gmock.h>

#include "c360/lineage/formats.h"

namespace c360::lineage {
namespace {

using pipeline::RunReport;
using pipeline::Step;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

Step step_of(const std::string& kind, const std::string& name, const std::string& within = {}) {
  Step step{kind, name};
  step.started = parse_utc("2024-05-31T08:15:10Z");
  step.seconds = 1.5;
  step.within = within;
  return step;
}

RunReport nightly() {
  RunReport report;
  report.run_id = "20240531T081500-3f9c2ab1";
  report.pipeline = "nightly";
  report.started = parse_utc("2024-05-31T08:15:00Z");
  report.finished = parse_utc("2024-05-31T08:16:00Z");
  report.steps = {step_of("copy", "bronze.orders", "Each[orders]/Copy 1.0"), step_of("copy", "Each[orders]/Copy 1.0"),
                  step_of("for_each", "Each"), step_of("http", "Tell")};
  report.steps[3].status = Step::Status::kFailed;
  report.steps[3].error = "Ann's order";
  return report;
}

/// "EVENT of JOB" for each, with the parent's job in front: "nightly > START nightly.Tell".
std::vector<std::string> told(const nlohmann::ordered_json& events) {
  std::vector<std::string> lines;
  for (const auto& event : events) {
    std::string line;
    if (event["run"]["facets"].contains("parent"))
      line = event["run"]["facets"]["parent"]["job"]["name"].get<std::string>() + " > ";
    lines.push_back(line + event["eventType"].get<std::string>() + " " + event["job"]["name"].get<std::string>());
  }
  return lines;
}

TEST(RunEventsTest, EachActivityIsARunWithTheOneItBelongsTo) {
  EXPECT_THAT(told(run_events(nightly(), "shop")),
              ElementsAre("START nightly", "nightly.Each[orders]/Copy 1.0 > START bronze.orders",
                          "nightly.Each[orders]/Copy 1.0 > COMPLETE bronze.orders",
                          "nightly.Each > START nightly.Each[orders]/Copy 1.0",
                          "nightly.Each > COMPLETE nightly.Each[orders]/Copy 1.0", "nightly > START nightly.Each",
                          "nightly > COMPLETE nightly.Each", "nightly > START nightly.Tell",
                          "nightly > FAIL nightly.Tell", "COMPLETE nightly"));
}

/// The members that the published schemas require (RunEvent 2-0-2, ParentRunFacet 1-0-1).
TEST(RunEventsTest, HasWhatTheSchemasRequire) {
  const auto events = run_events(nightly(), "shop");
  const auto& made = events[2];
  EXPECT_THAT(made["schemaURL"].get<std::string>(), HasSubstr("#/$defs/RunEvent"));
  EXPECT_THAT(made["eventTime"].get<std::string>(), HasSubstr("2024-05-31T08:15:11.5"));
  EXPECT_THAT(made["run"]["runId"].get<std::string>(),
              MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_EQ(made["run"]["runId"], events[1]["run"]["runId"]);
  EXPECT_EQ(made["job"]["namespace"], "shop");
  EXPECT_EQ(made["outputs"][0]["name"], "bronze.orders");
  const auto& parent = made["run"]["facets"]["parent"];
  EXPECT_THAT(parent["_schemaURL"].get<std::string>(), HasSubstr("ParentRunFacet"));
  EXPECT_EQ(parent["run"]["runId"], events[3]["run"]["runId"]);
  EXPECT_EQ(parent["job"]["namespace"], "shop");
  EXPECT_EQ(run_events(nightly(), "shop"), events) << "the same run has the same ids each time";
}

TEST(RunEventsTest, TheOwnRunOfAProjectMakesTablesItself) {
  RunReport report = nightly();
  report.pipeline.clear();
  report.status = RunReport::Status::kFailed;
  report.steps = {step_of("refine", "silver.orders"), step_of("test", "revenue_agrees"),
                  step_of("build", "gold.totals")};
  report.steps.push_back(step_of("test", "revenue_agrees"));
  report.steps.push_back(step_of("publish", "8 tables"));
  report.steps[1].status = Step::Status::kSkipped;
  report.steps[2].status = Step::Status::kCancelled;
  EXPECT_THAT(told(run_events(report, "shop")),
              ElementsAre("START run", "run > START silver.orders", "run > COMPLETE silver.orders",
                          "run > START gold.totals", "run > ABORT gold.totals", "run > START run.test.revenue_agrees",
                          "run > COMPLETE run.test.revenue_agrees", "run > START run.publish",
                          "run > COMPLETE run.publish", "FAIL run"));
}

TEST(RunEventsTest, TellsNothingThatMayQuoteData) {
  EXPECT_THAT(run_events(nightly(), "shop").dump(), Not(HasSubstr("Ann")));
}

TEST(RunEventsTest, StandsBehindTheEventsOfTables) {
  const RunReport report = nightly();
  const auto events = nlohmann::json::parse(to_openlineage({}, {}, "shop", 0, &report));
  EXPECT_EQ(events.size(), 10U);
}

}  // namespace
}  // namespace c360::lineage
