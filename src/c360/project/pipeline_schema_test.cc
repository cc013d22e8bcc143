#include "c360/project/pipeline_schema.h"

#include <gmock/gmock.h>

#include "c360/project/activity_types.h"
#include "c360/project/json_schema.h"
#include "c360/project/pipeline_order.h"

namespace c360::project {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::shared_ptr<const PipelineSpec> read_activities(const std::string& activities) {
  Problems problems;
  auto pipeline = read_pipeline("activities:\n" + activities, "pipelines/p.yaml", problems);
  problems.throw_if_any();
  return pipeline;
}

std::string mistakes_of_activities(const std::string& activities) {
  try {
    read_activities(activities);
  } catch (const ProjectErrors& errors) {
    return errors.what();
  }
  return {};
}

TEST(PipelineSchemaTest, ReadsAnActivityWithAllItsKeys) {
  const auto pipeline = read_activities(
      "  - name: A\n    wait: 5\n"
      "  - name: B\n    depends_on: { A: [failed, skipped] }\n    retry: 3\n    retry_interval: 5m\n    timeout: 2h\n"
      "    hide_output: true\n    copy: { source: orders, files: [\"${item}\"] }\n");
  const Activity& b = pipeline->activities.at(1);
  EXPECT_EQ(b.kind, ActivityKind::kCopy);
  EXPECT_EQ(b.where.to_string(), "pipelines/p.yaml:4:5");
  ASSERT_EQ(b.depends_on.size(), 1u);
  EXPECT_THAT(b.depends_on[0].on, ElementsAre(Condition::kFailed, Condition::kSkipped));
  EXPECT_EQ(b.retry, 3);
  EXPECT_EQ(b.retry_interval, 300);
  EXPECT_EQ(b.timeout, 7200);
  EXPECT_TRUE(b.hide_output);
  EXPECT_EQ(b.input("source")->value, "orders");
  EXPECT_EQ(b.input("files")->kind, Template::Kind::kList);
  EXPECT_EQ(b.input("nothing"), nullptr);
}

TEST(PipelineSchemaTest, ReadsWhatStandsWithinOthers) {
  const auto pipeline = read_activities(
      "  - name: S\n    switch:\n      on: ${parameters.kind}\n      cases:\n        a: [{ name: A, wait: 1 }]\n"
      "      default: [{ name: D, wait: 2 }]\n");
  const auto& branches = pipeline->activities[0].branches;
  ASSERT_EQ(branches.size(), 2u);
  EXPECT_EQ(branches[0].of, "a");
  EXPECT_EQ(branches[0].activities[0].name, "A");
  EXPECT_EQ(branches[1].key, "default");
}

class PipelineMistakeTest : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(PipelineMistakeTest, IsTold) {
  EXPECT_THAT(mistakes_of_activities(GetParam().first), HasSubstr(GetParam().second));
}

INSTANTIATE_TEST_SUITE_P(
    All, PipelineMistakeTest,
    ::testing::Values(std::pair{"  - { name: A, cpoy: orders }\n", "did you mean 'copy'"},
                      std::pair{"  - { name: A }\n", "does not say what it does"},
                      std::pair{"  - { name: A, copy: a, wait: 1 }\n", "both copy and wait"},
                      std::pair{"  - { wait: 1 }\n", "has no 'name'"},
                      std::pair{"  - { name: A, wait: 1, retry: many }\n", "a whole number from 0 to 100"},
                      std::pair{"  - { name: A, wait: 1, timeout: soon }\n", "a span such as 30s"},
                      std::pair{"  - { name: A, wait: 1, depends_on: { B: done } }\n",
                                "succeeded, failed, completed or"},
                      std::pair{"  - { name: A, for_each: { items: [] } }\n", "has no 'activities'"},
                      std::pair{"  - { name: A, if: { condition: true, than: [] } }\n", "did you mean 'then'"},
                      std::pair{"  - { name: A, copy: }\n", "has no 'source'"}, std::pair{"  - A\n", "a map of keys"}));

TEST(PipelineSchemaTest, ParametersAreNoExpressions) {
  Problems problems;
  read_pipeline("parameters: { a: \"${run.id}\" }\nactivities: []\n", "pipelines/p.yaml", problems);
  EXPECT_FALSE(problems.empty());
}

TEST(PipelineSchemaTest, NestingHasAnEnd) {
  std::string yaml = "{ name: X, wait: 1 }";
  for (int i = 0; i < 9; ++i)
    yaml = "{ name: N" + std::to_string(i) + ", for_each: { items: [], activities: [" + yaml + "] } }";
  EXPECT_THAT(mistakes_of_activities("  - " + yaml + "\n"), HasSubstr("nested more than 8 deep"));
}

TEST(PipelineSchemaTest, TheSchemaForEditorsKnowsEveryKind) {
  const std::string schema = json_schema("pipeline");
  for (const ActivityType& type : activity_types())
    EXPECT_THAT(schema, HasSubstr("\"" + type.word + "_activity\"")) << type.word;
  EXPECT_THAT(schema, HasSubstr("#/$defs/activity"));
}

TEST(PipelineOrderTest, DependenciesComeFirstElseTheFilesOrder) {
  const auto pipeline = read_activities(
      "  - { name: C, wait: 1, depends_on: B }\n  - { name: A, wait: 1 }\n  - { name: B, wait: 1, depends_on: D }\n"
      "  - { name: D, wait: 1 }\n");
  EXPECT_THAT(run_order(pipeline->activities), ElementsAre(1u, 3u, 2u, 0u));
  EXPECT_THAT(ancestors_of(pipeline->activities, pipeline->activities[0]), ElementsAre("B", "D"));
  EXPECT_THAT(find_circle(pipeline->activities), IsEmpty());
}

TEST(PipelineOrderTest, CirclesAreFoundWithTheirWay) {
  const auto pipeline = read_activities(
      "  - { name: A, wait: 1, depends_on: B }\n  - { name: B, wait: 1, depends_on: C }\n"
      "  - { name: C, wait: 1, depends_on: A }\n  - { name: D, wait: 1, depends_on: C }\n");
  EXPECT_THAT(find_circle(pipeline->activities), ElementsAre("A", "B", "C", "A"));
  EXPECT_EQ(run_order(pipeline->activities).size(), 4u);
}

TEST(SpanTest, ReadsSecondsAndUnits) {
  EXPECT_EQ(span_in_seconds(90), 90);
  EXPECT_EQ(span_in_seconds("90"), 90);
  EXPECT_EQ(span_in_seconds("2m"), 120);
  EXPECT_EQ(span_in_seconds("1d"), 86400);
  for (const JsonValue& wrong : {JsonValue("m"), JsonValue("-1s"), JsonValue("5 min"), JsonValue("999999d"),
                                 JsonValue(-1), JsonValue(true), JsonValue("1s ")})
    EXPECT_EQ(span_in_seconds(wrong), std::nullopt) << wrong.dump();
}

}  // namespace
}  // namespace c360::project
