#include "c360/pipeline/activity_states.h"

#include <gtest/gtest.h>

#include "c360/project/pipeline_schema.h"

namespace c360::pipeline {
namespace {

using enum ActivityState;

project::PipelineSpec pipeline(const std::string& activities) {
  project::Problems problems;
  const auto spec = project::read_pipeline("activities:\n" + activities, "pipelines/p.yaml", problems);
  problems.throw_if_any();
  return *spec;
}

struct Follows {
  const char* on;
  ActivityState before;
  NextStep next;
};

class NextStepTest : public ::testing::TestWithParam<Follows> {};

TEST_P(NextStepTest, FollowsFromHowTheOtherEnded) {
  const auto spec = pipeline(std::string("  - { name: A, wait: 1 }\n  - { name: B, wait: 1, depends_on: { A: ") +
                             GetParam().on + " } }\n");
  EXPECT_EQ(next_step(spec.activities[1], {{"A", GetParam().before}}), GetParam().next);
}

INSTANTIATE_TEST_SUITE_P(
    All, NextStepTest,
    ::testing::Values(Follows{"succeeded", kSucceeded, NextStep::kRun}, Follows{"succeeded", kFailed, NextStep::kSkip},
                      Follows{"succeeded", kSkipped, NextStep::kSkip}, Follows{"succeeded", kPending, NextStep::kWait},
                      Follows{"failed", kSucceeded, NextStep::kSkip}, Follows{"failed", kFailed, NextStep::kRun},
                      Follows{"failed", kSkipped, NextStep::kSkip}, Follows{"completed", kSucceeded, NextStep::kRun},
                      Follows{"completed", kFailed, NextStep::kRun}, Follows{"completed", kSkipped, NextStep::kSkip},
                      Follows{"skipped", kSkipped, NextStep::kRun}, Follows{"skipped", kFailed, NextStep::kSkip},
                      Follows{"[failed, skipped]", kSkipped, NextStep::kRun},
                      Follows{"[failed, skipped]", kSucceeded, NextStep::kSkip}));

TEST(NextStepTest, WaitsForAllAndAsksForAll) {
  const auto spec = pipeline(
      "  - { name: A, wait: 1 }\n  - { name: B, wait: 1 }\n  - { name: C, wait: 1, depends_on: { A: succeeded, B: "
      "failed } }\n");
  EXPECT_EQ(next_step(spec.activities[2], {{"A", kFailed}}), NextStep::kWait);
  EXPECT_EQ(next_step(spec.activities[2], {{"A", kSucceeded}, {"B", kSucceeded}}), NextStep::kSkip);
  EXPECT_EQ(next_step(spec.activities[2], {{"A", kSucceeded}, {"B", kFailed}}), NextStep::kRun);
}

constexpr const char* kTryCatch =
    "  - { name: Try, wait: 1 }\n  - { name: Catch, wait: 1, depends_on: { Try: failed } }\n";
constexpr const char* kEither =
    "  - { name: Do, wait: 1 }\n  - { name: Then, wait: 1, depends_on: Do }\n"
    "  - { name: Else, wait: 1, depends_on: { Do: failed } }\n";
constexpr const char* kChain =
    "  - { name: A, wait: 1 }\n  - { name: B, wait: 1, depends_on: A }\n  - { name: C, wait: 1, depends_on: B }\n";

struct Ending {
  const char* activities;
  ActivityStates states;
  std::optional<std::string> failing;
};

class FailingActivityTest : public ::testing::TestWithParam<Ending> {};

TEST_P(FailingActivityTest, IsDecidedByTheLeaves) {
  EXPECT_EQ(failing_activity(pipeline(GetParam().activities).activities, GetParam().states), GetParam().failing);
}

INSTANTIATE_TEST_SUITE_P(
    All, FailingActivityTest,
    ::testing::Values(Ending{kTryCatch, {{"Try", kSucceeded}, {"Catch", kSkipped}}, std::nullopt},
                      Ending{kTryCatch, {{"Try", kFailed}, {"Catch", kSucceeded}}, std::nullopt},
                      Ending{kTryCatch, {{"Try", kFailed}, {"Catch", kFailed}}, "Catch"},
                      Ending{kEither, {{"Do", kFailed}, {"Then", kSkipped}, {"Else", kSucceeded}}, "Do"},
                      Ending{kEither, {{"Do", kSucceeded}, {"Then", kSucceeded}, {"Else", kSkipped}}, std::nullopt},
                      Ending{kChain, {{"A", kFailed}, {"B", kSkipped}, {"C", kSkipped}}, "A"},
                      Ending{kChain, {{"A", kSucceeded}, {"B", kPending}, {"C", kPending}}, std::nullopt},
                      Ending{"  []\n", {}, std::nullopt}));

}  // namespace
}  // namespace c360::pipeline
