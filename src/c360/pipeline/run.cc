#include "c360/pipeline/run.h"

#include <chrono>

#include "c360/base/error.h"
#include "c360/base/ids.h"
#include "c360/lakehouse/cleanup.h"
#include "c360/lakehouse/lease_lock.h"
#include "c360/lakehouse/publication.h"
#include "c360/lakehouse/run_store.h"
#include "c360/pipeline/own_pipeline.h"
#include "c360/pipeline/run_pipeline.h"
#include "c360/pipeline/stages.h"

namespace c360::pipeline {
namespace {

constexpr std::chrono::hours kPatience{24};

void describe_entities(const Work& work, const lakehouse::Moment& moment, RunReport& report) {
  for (const auto& account : moment.accounts) {
    EntityReport entity;
    entity.account = account;
    const auto reasons = moment.reasons.find(account.entity);
    if (reasons != moment.reasons.end()) entity.reasons = reasons->second;
    for (const auto& contract : work.project.contracts) {
      const auto ingested = work.ingested.find(contract.from);
      if (contract.entity == account.entity && ingested != work.ingested.end()) entity.new_rows = ingested->second.rows;
    }
    for (const Step& step : report.steps) {
      if (step.activity == "refine" && step.name == "silver." + account.entity) entity.seconds = step.seconds;
    }
    report.entities.push_back(std::move(entity));
  }
  report.warnings = moment.warning_counts;
}

void complete_killed_runs(Work& work) {
  for (const auto& killed : lakehouse::roll_forward(work.lake)) {
    const std::string run = "run " + killed.run_id + ", which was killed while publishing, ";
    work.note(run + (killed.completed ? "is now complete" : "could not be completed: " + killed.reason));
  }
}

/// Before the first activity.
void prepare(Work& work) {
  work.lake.database().set_calendar({work.project.time_zone, work.project.week_start});
  work.after.time_zone = work.project.time_zone;
  work.after.week_start = work.project.week_start;
  work.models = model::in_build_order(work.connection(), work.project);
  take_tests_fingerprint(work);
  select_tables(work);
}

/// What the run has made becomes the current moment, unless it is the same as the one before.
void publish_moment(Work& work) {
  if (!complete_moment(work)) {
    work.report.status = RunReport::Status::kUnchanged;
    if (work.before) describe_entities(work, *work.before, work.report);
    return;
  }
  balance_accounts(work);
  publish(work);
  work.report.snapshot = work.after.number;
  describe_entities(work, work.after, work.report);
}

void run_stages(Work& work) {
  try {
    prepare(work);
    run_pipeline(work, *pipeline_of(work.project, work.options), [&] { publish_moment(work); });
  } catch (...) {
    discard_changes(work);
    throw;
  }
}

Error stopped(bool published) {
  if (published)
    return Error(ErrorCode::kCancelled, "the run was stopped after its snapshot, which stands",
                 "run it again for what should have followed");
  return Error(ErrorCode::kCancelled, "the run was stopped, and nothing of it is published",
               "the next run goes on from what is in bronze already");
}

void store(lakehouse::Lakehouse& lake, const RunReport& report) {
  lakehouse::write_run_report(lake.store(), report.run_id, to_json(report));
}

/// Runs that changed nothing leave no report, so that one may be started every minute; but where the last report is of
/// a failure, the next one tells that all is well again. A pipeline of the user's may have done something elsewhere.
bool is_worth_storing(const storage::ObjectStore& lake, const RunReport& report) {
  if (report.status != RunReport::Status::kUnchanged || !report.pipeline.empty()) return true;
  const auto last = last_report(lake);
  return last && last->status == RunReport::Status::kFailed;
}

/// Keeps the report of a failure where that is still possible; the failure itself is what counts.
void store_failure(lakehouse::Lakehouse& lake, RunReport& report, const std::exception& error) {
  report.status = RunReport::Status::kFailed;
  report.error = error.what();
  report.finished = lake.clock().now();
  try {
    store(lake, report);
  } catch (const Error&) {
    report.notes.push_back("the report of this failure could not be stored");
  }
}

/// What is published stays published, so a failure here is only told.
void clean_up(const project::Project& project, lakehouse::Lakehouse& lake, Progress& progress) {
  lakehouse::CleanupOptions options;
  options.keep_snapshots = project.keep_snapshots;
  options.keep_days = project.keep_days;
  try {
    lakehouse::clean_up(lake, options);
  } catch (const Error& error) {
    progress.note("files that are no longer needed could not all be deleted: " + error.message());
  }
}

/// The lakehouse's lock. Who has to wait for it is told for whom.
std::unique_ptr<lakehouse::HeldLock> take_turn(lakehouse::Lakehouse& lake, const RunOptions& options,
                                               const std::string& run_id, Progress& progress,
                                               const Cancellation& cancel) {
  const auto lock = lakehouse::open_run_lock(lake.store(), lake.clock());
  if (!options.wait) return lock->acquire(run_id, std::chrono::milliseconds(0), cancel);
  if (auto held = lock->try_acquire(run_id)) return held;
  const auto other = lock->holder();
  progress.note("waiting for " + (other ? other->to_string() : "another run") + " to end");
  return lock->acquire(run_id, kPatience, cancel);
}

}  // namespace

RunReport run(const project::Project& project, lakehouse::Lakehouse& lake, const RunOptions& options,
              Progress& progress, const Cancellation& cancel) {
  RunReport report;
  report.started = lake.clock().now();
  report.run_id = time_ordered_id(report.started);
  const auto held = take_turn(lake, options, report.run_id, progress, cancel);
  report.pipeline = options.pipeline;
  std::int64_t before = 0;
  progress.began(report.run_id);
  try {
    Work work(project, lake, options, progress, cancel, report);
    complete_killed_runs(work);
    work.before = lakehouse::current_moment(lake.store());
    if (work.before) before = report.snapshot = work.before->number;
    run_stages(work);
  } catch (const Error& error) {
    const Error told = error.code() == ErrorCode::kCancelled ? stopped(report.snapshot > before) : error;
    if (told.code() != ErrorCode::kUsage) store_failure(lake, report, told);
    throw told;
  } catch (const std::exception& error) {
    store_failure(lake, report, error);
    throw;
  }
  report.finished = lake.clock().now();
  if (is_worth_storing(lake.store(), report)) store(lake, report);
  if (report.status == RunReport::Status::kSucceeded) clean_up(project, lake, progress);
  return report;
}

}  // namespace c360::pipeline
