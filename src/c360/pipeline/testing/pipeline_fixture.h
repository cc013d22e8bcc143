// Pipelines of the small shop, with a target that remembers what it was asked.
#pragma once

#include <map>
#include <mutex>

#include "c360/pipeline/outside.h"
#include "c360/pipeline/testing/project_fixture.h"
#include "c360/sql/functions.h"

namespace c360::pipeline::testing {

class RememberingTargets final : public Outside {
 public:
  project::JsonValue publish(const Call& call, lakehouse::Lakehouse& lake, bool, Progress&) override {
    if (fails) throw Error(ErrorCode::kIo, "nobody answers");
    const auto moment = lakehouse::current_moment(lake.store());
    published.push_back(call.target.name + " at " + std::to_string(moment ? moment->number : 0));
    return {{"target", call.target.name}};
  }
  std::int64_t execute(const Call&, const std::string& statement) override {
    const std::lock_guard lock(mutex_);
    statements.push_back(statement);
    if (statements.size() <= refusals) throw Error(ErrorCode::kIo, "the server is busy");
    return 7;
  }

  Rows ask(const Call& call, const std::string& query, std::int64_t most) override {
    const std::lock_guard lock(mutex_);
    statements.push_back(call.target.name + ": " + query + " " + std::to_string(most));
    return {{{{"n", 3}, {"price", "2.50"}}}, true};
  }
  std::int64_t load(const Call& call, const Load& load) override {
    sql::Query all;
    all.from = sql::table({load.rows.layer, load.rows.name});
    std::string columns;
    for (const engine::ResultColumn& column : load.engine.describe(all))
      columns += (columns.empty() ? "" : ",") + column.name;
    sql::Query count;
    count.select = {{sql::call(sql::fn::kCount, {sql::star()}), "rows"}};
    count.from = all.from;
    const std::int64_t rows = load.engine.query_bigint(count);
    engine::Result result = load.engine.query(all);
    Texts texts = session::testing::texts(result);
    std::sort(texts.begin(), texts.end());
    const std::lock_guard lock(mutex_);
    loaded_rows = std::move(texts);
    converts = load.converts;
    upsert = load.upsert;
    loads.push_back(call.target.name + " " + load.schema + "." + load.table + " " + columns + " " +
                    std::to_string(rows) + (load.replace ? " replace" : "") + (load.before.empty() ? "" : " before ") +
                    load.before);
    return rows;
  }

  bool fails = false;
  std::size_t refusals = 0;  ///< so many statements are refused first
  Texts published;
  Texts statements;
  Texts loads;
  Texts loaded_rows;  ///< of the last load, "a|b", sorted
  bool converts = false;
  Texts upsert;

 private:
  std::mutex mutex_;
};

class PipelineFixture : public ProjectFixture {
 protected:
  PipelineFixture() {
    put("c360.yaml", settings() + "publish:\n  warehouse: { postgresql: \"${env:C360_TEST_NOWHERE}\" }\n");
  }

  /// Runs activities written in YAML as pipelines/p.yaml.
  RunReport run_pipeline(const std::string& activities, const std::map<std::string, std::string>& parameters = {}) {
    SilentProgress silent;
    return run_pipeline(activities, parameters, silent, Cancellation());
  }
  RunReport run_pipeline(const std::string& activities, const std::map<std::string, std::string>& parameters,
                         Progress& progress, const Cancellation& cancel) {
    put("pipelines/p.yaml", head_ + "activities:\n" + activities);
    RunOptions options;
    options.pipeline = "p";
    options.parameters = parameters;
    options.outside = targets_;
    return run(options, progress, cancel);
  }
  /// The error that such a run ends with.
  Error pipeline_failure(const std::string& activities, const std::map<std::string, std::string>& parameters = {}) {
    try {
      run_pipeline(activities, parameters);
    } catch (const Error& error) {
      return error;
    }
    return Error(ErrorCode::kInternal, "the pipeline succeeded");
  }

  /// "kind name status" of the activities of the last report, in the order in which they ended.
  Texts activities() { return ask_activities("within IS NULL AND kind NOT IN ('check', 'test')"); }
  Texts ask_activities(const std::string& condition) {
    return ask(
        "SELECT kind || ' ' || target || ' ' || status FROM meta.activities WHERE run_id = (SELECT max(run_id) "
        "FROM meta.runs) AND target NOT LIKE '% tables' AND " +
        condition + " ORDER BY activity");
  }
  /// The output of an activity of the last report.
  std::string output(const std::string& name) {
    const Texts found =
        ask("SELECT output FROM meta.activities WHERE target = '" + name + "' ORDER BY run_id DESC LIMIT 1");
    return found.empty() ? "no such activity" : found[0];
  }

  std::string head_;  ///< before the activities
  std::shared_ptr<RememberingTargets> targets_ = std::make_shared<RememberingTargets>();
};

}  // namespace c360::pipeline::testing
