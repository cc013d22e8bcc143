#include "c360/pipeline/run_pipeline.h"

#include <gmock/gmock.h>

#include "c360/pipeline/own_pipeline.h"
#include "c360/pipeline/testing/pipeline_fixture.h"
#include "c360/pipeline/testing/stop_at.h"
#include "c360/project/pipeline_schema.h"

namespace c360::pipeline {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Texts;

class RunPipelineTest : public testing::PipelineFixture {
 protected:
  static constexpr const char* kAll =
      "  - { name: Copy, copy: all }\n  - { name: Refine, depends_on: Copy, refine: all }\n"
      "  - { name: Build, depends_on: Refine, build: all }\n";
};

TEST_F(RunPipelineTest, DoesWhatARunDoesInOneSnapshot) {
  const RunReport report = run_pipeline(kAll);
  EXPECT_EQ(report.status, RunReport::Status::kSucceeded);
  EXPECT_EQ(report.snapshot, 1);
  EXPECT_EQ(report.pipeline, "p");
  EXPECT_THAT(ask("SELECT * FROM gold.revenue ORDER BY 1"), ElementsAre("1|7.25", "2|7.50"));
  EXPECT_THAT(activities(), ElementsAre("copy Copy succeeded", "refine Refine succeeded", "build Build succeeded"));
  EXPECT_THAT(ask_activities("within = 'Refine'"),
              ElementsAre("refine silver.customers succeeded", "refine silver.orders succeeded"));
  EXPECT_EQ(output("Refine"), R"({"rows":5,"tables":{"silver.customers":2,"silver.orders":3}})");
  EXPECT_EQ(run().status, RunReport::Status::kUnchanged) << "c360 run would have done the same";
}

TEST_F(RunPipelineTest, TheOneThatEveryProjectHasCanBeAFile) {
  put("pipelines/mine.yaml", std::string(own_pipeline_text()));
  RunOptions options;
  options.pipeline = "mine";
  EXPECT_EQ(run(options).snapshot, 1);
  EXPECT_THAT(
      activities(),
      ElementsAre("get_metadata List files succeeded", "copy Copy each source[customers]/Copy to bronze succeeded",
                  "copy Copy each source[orders]/Copy to bronze succeeded", "for_each Copy each source succeeded",
                  "refine Refine succeeded", "build Build succeeded"));
  EXPECT_EQ(run().status, RunReport::Status::kUnchanged);
}

TEST_F(RunPipelineTest, CopiesTheFilesThatItNames) {
  put("data/orders-2.csv", "order_id,customer_id,amount\n20,2,1.00\n");
  run_pipeline(
      "  - { name: Files, get_metadata: orders }\n"
      "  - name: Big\n    depends_on: Files\n    filter: { items: \"${activity('Files').child_items}\", where: "
      "\"${greater(item.size, 50)}\" }\n"
      "  - name: Each\n    depends_on: Big\n    for_each:\n      items: ${activity('Big').items}\n      sequential: "
      "true\n"
      "      activities:\n        - name: Copy\n          copy: { source: \"${item.source}\", files: \"${item.path}\" "
      "}\n"
      "  - { name: Customers, depends_on: Each, copy: customers }\n"
      "  - { name: Refine, depends_on: Customers, refine: orders }\n");
  EXPECT_THAT(ask("SELECT path FROM meta.files WHERE source = 'orders'"), ElementsAre("data/orders.csv"));
  EXPECT_THAT(ask("SELECT source_rows, bronze_rows FROM meta.row_account WHERE entity = 'orders'"), ElementsAre("3|3"));
  run();
  EXPECT_THAT(ask("SELECT count(*) FROM bronze.orders"), ElementsAre("4"));
}

TEST_F(RunPipelineTest, RefinesWhatARefinedEntityReferencesToo) {
  run_pipeline("  - { name: Copy, copy: all }\n  - { name: Refine, depends_on: Copy, refine: orders }\n");
  EXPECT_THAT(ask("SELECT entity, silver_rows FROM meta.row_account ORDER BY 1"),
              ElementsAre("customers|2", "orders|3"));
  EXPECT_EQ(moment().find({"gold", "revenue"}), nullptr);
}

TEST_F(RunPipelineTest, RefinesAndBuildsAgainWhatGrewMeanwhile) {
  put("data/orders-2.csv", "order_id,customer_id,amount\n20,2,1.00\n");
  run_pipeline(R"(
  - { name: Customers, copy: customers }
  - name: Each
    depends_on: Customers
    for_each:
      items: [data/orders.csv, data/orders-2.csv]
      sequential: true
      activities:
        - name: Copy
          copy: { source: orders, files: "${item}" }
        - { name: Refine, depends_on: Copy, refine: all }
        - { name: Build, depends_on: Refine, build: all }
)");
  EXPECT_THAT(steps_of(stored_reports().front(), "refine"),
              ElementsAre("silver.customers", "silver.orders", "Each[data/orders.csv]/Refine", "silver.orders",
                          "Each[data/orders-2.csv]/Refine"));
  EXPECT_THAT(ask("SELECT source_rows, bronze_rows, silver_rows FROM meta.row_account ORDER BY entity"),
              ElementsAre("2|2|2", "4|4|4"));
  EXPECT_THAT(ask("SELECT * FROM gold.revenue ORDER BY 1"), ElementsAre("1|7.25", "2|8.50"));
  EXPECT_EQ(run().status, RunReport::Status::kUnchanged);
}

TEST_F(RunPipelineTest, CopiedIsNotRefinedAndTheNextRunGoesOn) {
  run();
  put("data/orders-2.csv", "order_id,customer_id,amount\n20,2,1.00\n");
  run_pipeline("  - { name: Copy, copy: orders }\n");
  EXPECT_THAT(ask("SELECT silver_rows FROM meta.row_account WHERE entity = 'orders'"), ElementsAre("3"));
  run_pipeline("  - { name: Refine, refine: all }\n  - { name: Build, depends_on: Refine, build: all }\n");
  EXPECT_THAT(ask("SELECT silver_rows FROM meta.row_account WHERE entity = 'orders'"), ElementsAre("4"));
  EXPECT_EQ(run().status, RunReport::Status::kUnchanged);
}

TEST_F(RunPipelineTest, AFailureThatNobodyCatchesPublishesNothing) {
  const Error error =
      pipeline_failure(std::string(kAll) +
                       "  - { name: Stop, depends_on: Build, fail: { message: \"no: ${run.pipeline}\", code: E7 } }\n");
  EXPECT_EQ(error.message(), "E7: no: p");
  EXPECT_EQ(error.where().file, "pipelines/p.yaml");
  EXPECT_EQ(moment().number, 0);
  ASSERT_EQ(stored_reports().size(), 1u);
  EXPECT_EQ(stored_reports()[0].status, RunReport::Status::kFailed);
  EXPECT_THAT(activities(), Contains("fail Stop failed"));
  EXPECT_EQ(run().snapshot, 1) << "nothing of the failed run is in the way";
}

TEST_F(RunPipelineTest, AFailureThatIsCaughtIsNone) {
  put("data/orders.csv", "order_id,customer_id,amount\n10,1,free\n11,1,free\n");
  head_ = "variables: { told: \"\" }\n";
  const RunReport report = run_pipeline(
      "  - { name: Copy, copy: all }\n  - { name: Customers, depends_on: Copy, refine: customers }\n"
      "  - { name: Orders, depends_on: Customers, refine: orders }\n"
      "  - name: Tell\n    depends_on: { Orders: failed }\n    set_variable: { variable: told, value: "
      "\"${error('Orders')}\" }\n");
  EXPECT_EQ(report.snapshot, 1);
  EXPECT_THAT(output("Tell"), HasSubstr("quarantine"));
  EXPECT_NE(moment().find({"silver", "customers"}), nullptr);
  EXPECT_EQ(moment().find({"silver", "orders"}), nullptr);
  EXPECT_THAT(report.notes, Contains(HasSubstr("Orders failed")));
}

TEST_F(RunPipelineTest, ABrokenPromiseThatIsCaughtShowsNoRows) {
  put("models/gold/revenue.sql", "-- grain: customer_id\nSELECT customer_id, amount FROM silver.orders\n");
  run_pipeline(
      "  - { name: Copy, copy: all }\n  - { name: Refine, depends_on: Copy, refine: all }\n"
      "  - { name: Build, depends_on: Refine, build: revenue }\n  - { name: Go on, depends_on: { Build: failed }, "
      "wait: 1 }\n");
  EXPECT_EQ(moment().number, 1);
  EXPECT_EQ(moment().find({"gold", "revenue"}), nullptr);
}

TEST_F(RunPipelineTest, PublishesAfterTheSnapshot) {
  run_pipeline(
      "  - { name: Out, publish: warehouse }\n  - { name: After, depends_on: Out, sql: SELECT revenue FROM "
      "gold.revenue ORDER BY 1 }\n" +
      std::string("  - { name: Copy, copy: all }\n  - { name: Refine, depends_on: Copy, refine: all }\n  - { name: "
                  "Build, depends_on: Refine, build: all }\n"));
  EXPECT_THAT(targets_->published, ElementsAre("warehouse at 1"));
  EXPECT_EQ(output("After"), R"({"count":2,"has_more":false,"rows":[{"revenue":"7.25"},{"revenue":"7.50"}]})");
}

TEST_F(RunPipelineTest, ATargetThatFailsTakesNothingBack) {
  targets_->fails = true;
  const Error error =
      pipeline_failure(std::string(kAll) + "  - { name: Out, depends_on: Build, publish: warehouse }\n");
  EXPECT_THAT(error.message(), HasSubstr("nobody answers"));
  EXPECT_EQ(moment().number, 1);
  EXPECT_EQ(stored_reports()[0].status, RunReport::Status::kFailed);
  EXPECT_EQ(stored_reports()[0].snapshot, 1);
}

TEST_F(RunPipelineTest, PublishesNothingWhereTheRunFails) {
  pipeline_failure("  - { name: Stop, fail: no }\n  - { name: Out, publish: warehouse }\n");
  EXPECT_THAT(targets_->published, IsEmpty());
  EXPECT_THAT(activities(), ElementsAre("fail Stop failed", "publish Out skipped"));
}

TEST_F(RunPipelineTest, TriesAgainWithoutSleeping) {
  targets_->refusals = 2;
  const Micros before = clock_.now();
  run_pipeline("  - { name: Call, retry: 2, retry_interval: 1h, sql: { query: CALL x(), target: warehouse } }\n");
  EXPECT_EQ(targets_->statements.size(), 3u);
  EXPECT_GE(clock_.now() - before, 2 * 3600 * 1'000'000LL);
  EXPECT_THAT(ask("SELECT attempts, rows_out, error FROM meta.activities WHERE target = 'Call'"),
              ElementsAre("3|7|NULL"));
  targets_->refusals = 99;
  EXPECT_THAT(pipeline_failure("  - { name: Call, retry: 1, sql: { query: CALL x(), target: warehouse } }\n").message(),
              HasSubstr("busy"));
}

TEST_F(RunPipelineTest, StopsWhatTakesTooLong) {
  const Error error = pipeline_failure("  - { name: Long, timeout: 5s, wait: 1h }\n");
  EXPECT_THAT(error.message(), HasSubstr("took longer than its timeout of 5 s"));
  EXPECT_EQ(stored_reports()[0].error, error.what());
}

TEST_F(RunPipelineTest, ATimeoutHoldsForAllThatIsWithin) {
  EXPECT_THAT(pipeline_failure("  - name: Loop\n    timeout: 1m\n    until:\n      condition: false\n      every: "
                               "20s\n      activities: [{ name: In, wait: 1 }]\n")
                  .message(),
              HasSubstr("'Loop' took longer"));
  EXPECT_THAT(activities(), Contains("until Loop failed"));
}

TEST_F(RunPipelineTest, RepeatsUntilItIsTrue) {
  head_ = "variables: { seen: [] }\n";
  run_pipeline(
      "  - name: Loop\n    until:\n      condition: ${equals(length(variables.seen), 3)}\n      activities:\n"
      "        - name: Add\n          append_variable: { variable: seen, value: \"${length(variables.seen)}\" }\n"
      "  - { name: Seen, depends_on: Loop, set_variable: { variable: seen, value: \"${join(variables.seen, '-')}\" } "
      "}\n");
  EXPECT_EQ(output("Loop"), R"({"rounds":3})");
  EXPECT_EQ(output("Seen"), R"({"value":"0-1-2"})");
}

TEST_F(RunPipelineTest, ChoosesByConditionsAndValues) {
  head_ = "parameters: { kind: full, big: false }\n";
  const std::string activities =
      "  - name: If\n    if:\n      condition: ${parameters.big}\n      then: [{ name: Big, wait: 1 }]\n      else: [{ "
      "name: Small, wait: 1 }]\n"
      "  - name: Switch\n    switch:\n      on: ${parameters.kind}\n      cases: { full: [{ name: Full, wait: 1 }], "
      "none: [] }\n"
      "      default: [{ name: Else, wait: 1 }]\n";
  run_pipeline(activities);
  EXPECT_THAT(this->activities(), ElementsAre("wait If/Small succeeded", "if If succeeded",
                                              "wait Switch/Full succeeded", "switch Switch succeeded"));
  run_pipeline(activities, {{"kind", "odd"}, {"big", "true"}});
  EXPECT_THAT(this->activities(), ElementsAre("wait If/Big succeeded", "if If succeeded", "wait Switch/Else succeeded",
                                              "switch Switch succeeded"));
}

TEST_F(RunPipelineTest, ManyItemsSideBySideAllAreDone) {
  EXPECT_THAT(pipeline_failure(
                  "  - name: Each\n    for_each:\n      items: ${range(0, 20)}\n      at_once: 8\n      activities:\n"
                  "        - name: If\n          if:\n            condition: ${equals(mod(item, 10), 3)}\n"
                  "            then: [{ name: No, fail: \"item ${item}\" }]\n            else: [{ name: Ask, lookup: "
                  "SELECT 1 AS one }]\n")
                  .message(),
              HasSubstr("item 3"));
  EXPECT_THAT(ask("SELECT status, count(*) FROM meta.activities WHERE target LIKE 'Each[%/If' GROUP BY 1 ORDER BY 1"),
              ElementsAre("failed|2", "succeeded|18"));
}

TEST_F(RunPipelineTest, OneAfterAnotherStopsAtTheFirstThatFails) {
  pipeline_failure(
      "  - name: Each\n    for_each:\n      items: [a, b, c]\n      sequential: true\n      activities:\n"
      "        - { name: No, fail: \"${item}\" }\n");
  EXPECT_THAT(activities(), ElementsAre("fail Each[a]/No failed", "for_each Each failed"));
}

TEST_F(RunPipelineTest, ChangesOfTheLakehouseComeOneAtATime) {
  put("contracts/orders.yaml", orders_contract("max_quarantined: 1\n"));
  run_pipeline(R"(
  - name: Each
    for_each:
      items: [customers, orders]
      activities:
        - { name: Copy, copy: "${item}" }
        - { name: Refine, depends_on: Copy, refine: "${item}" }
  - { name: Again, depends_on: Each, refine: all }
  - { name: Build, depends_on: Again, build: all }
)");
  EXPECT_THAT(ask("SELECT * FROM gold.revenue ORDER BY 1"), ElementsAre("1|7.25", "2|7.50"));
  EXPECT_EQ(run().status, RunReport::Status::kUnchanged);
}

TEST_F(RunPipelineTest, RunsAnotherPipelineWithinTheSameRun) {
  put("pipelines/inner.yaml",
      "parameters: { source: }\nvariables: { done: \"\" }\nactivities:\n  - { name: Copy, copy: "
      "\"${parameters.source}\" }\n"
      "  - { name: Set, depends_on: Copy, set_variable: { variable: done, value: \"${run.pipeline}\" } }\n");
  const RunReport report =
      run_pipeline("  - { name: Call, run_pipeline: { pipeline: inner, parameters: { source: orders } } }\n");
  EXPECT_EQ(report.snapshot, 1);
  EXPECT_EQ(output("Call"), R"({"pipeline":"inner","variables":{"done":"inner"}})");
  EXPECT_THAT(activities(), Contains("copy Call/Copy succeeded"));
}

TEST_F(RunPipelineTest, LookupsReadTheSnapshotOfBeforeAndNothingElse) {
  run();
  put("data/orders-2.csv", "order_id,customer_id,amount\n20,2,1.00\n");
  run_pipeline(
      "  - { name: Copy, copy: all }\n  - { name: Refine, depends_on: Copy, refine: all }\n"
      "  - { name: Count, depends_on: Refine, lookup: SELECT count(*) AS n FROM silver.orders }\n"
      "  - { name: Rows, lookup: { query: SELECT name FROM silver.customers ORDER BY 1, first_row: false } }\n");
  EXPECT_EQ(output("Count"), R"({"first_row":{"n":3}})");
  EXPECT_EQ(output("Rows"), R"({"count":2,"rows":[{"name":"Ann"},{"name":"Bob"}]})");
  for (const char* query :
       {"DROP TABLE silver.orders", "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM nothing.here"}) {
    const Error error = pipeline_failure(std::string("  - { name: Bad, sql: \"") + query + "\" }\n");
    EXPECT_THAT(error.message(), HasSubstr("the query of 'Bad'")) << query;
  }
}

TEST_F(RunPipelineTest, HidesWhatIsNotToBeTold) {
  run_pipeline(
      "  - { name: Quiet, hide_input: true, hide_output: true, lookup: SELECT 1 AS one }\n  - { name: Loud, lookup: "
      "SELECT 1 AS one }\n");
  EXPECT_THAT(ask("SELECT target, input IS NULL, output IS NULL FROM meta.activities ORDER BY activity"),
              ElementsAre("Quiet|true|true", "Loud|false|false"));
}

TEST_F(RunPipelineTest, ParametersAreOfTheirDefaultsKind) {
  head_ = "parameters: { day: , count: 1 }\n";
  const std::string wait = "  - { name: A, wait: \"${parameters.count}\" }\n";
  EXPECT_THAT(pipeline_failure(wait).message(), HasSubstr("needs the parameter 'day'"));
  EXPECT_THAT(pipeline_failure(wait, {{"day", "x"}, {"cuont", "1"}}).hint(), HasSubstr("count"));
  EXPECT_THAT(pipeline_failure(wait, {{"day", "x"}, {"count", "many"}}).message(), HasSubstr("'count' is a number"));
  run_pipeline(wait, {{"day", "2024"}, {"count", "2"}});
  EXPECT_EQ(output("A"), R"({"seconds":2})");
}

TEST_F(RunPipelineTest, SaysWhatIsMissingBeforeAModelIsBuilt) {
  EXPECT_THAT(pipeline_failure("  - { name: Build, build: revenue }\n").message(),
              HasSubstr("reads silver.orders, which no run has made yet"));
}

TEST_F(RunPipelineTest, ValuesOfTheWrongKindAreToldAtTheirPlace) {
  const Error error = pipeline_failure("  - name: Each\n    for_each:\n      items: ${run.id}\n      activities: []\n");
  EXPECT_THAT(error.message(), AllOf(HasSubstr("'items' of 'Each'"), HasSubstr("a list, not a text")));
  EXPECT_EQ(error.where().line, 4);
}

TEST_F(RunPipelineTest, AnUnknownPipelineIsRefusedWithASuggestion) {
  put("pipelines/daily.yaml", "activities: []\n");
  RunOptions options;
  options.pipeline = "dayly";
  EXPECT_THAT(failure(options).hint(), HasSubstr("daily"));
}

class StoppedPipelineTest : public RunPipelineTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(StoppedPipelineTest, PublishesNothingAndNobodyCatchesIt) {
  Cancellation cancel;
  testing::StopAt stop(GetParam(), cancel);
  try {
    run_pipeline(std::string(kAll) +
                     "  - { name: Wait, depends_on: Build, retry: 9, wait: 1h }\n  - { name: Catch, depends_on: { "
                     "Wait: completed, Copy: completed }, wait: 1 }\n",
                 {}, stop, cancel);
    ADD_FAILURE() << "the run went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCancelled);
  }
  EXPECT_EQ(moment().number, 0);
  EXPECT_THAT(activities(), AllOf(Contains(HasSubstr("cancelled")), Not(Contains(HasSubstr("Catch")))));
  EXPECT_EQ(run().snapshot, 1);
}

INSTANTIATE_TEST_SUITE_P(AtEveryKind, StoppedPipelineTest, ::testing::Values("copy", "refine", "build", "wait"),
                         [](const auto& kind) { return std::string(kind.param); });

}  // namespace
}  // namespace c360::pipeline
