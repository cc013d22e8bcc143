#include "c360/pipeline/runner.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/pipeline/activities.h"
#include "c360/pipeline/run_pipeline.h"
#include "c360/project/activity_types.h"
#include "c360/project/pipeline_order.h"

namespace c360::pipeline {
namespace {

using project::Activity;

constexpr Micros kSecond = 1'000'000;
constexpr std::size_t kEntriesTold = 100;
constexpr std::size_t kBytesTold = 10'000;

/// What a report keeps of a value: long lists and texts are cut, and say so.
JsonValue told(const JsonValue& value) {
  if (value.is_string() && value.get_ref<const std::string&>().size() > kBytesTold)
    return value.get_ref<const std::string&>().substr(0, kBytesTold) + " …";
  if (!value.is_structured()) return value;
  JsonValue kept = value.is_array() ? JsonValue::array() : JsonValue::object();
  for (const auto& entry : value.items()) {
    if (kept.size() == kEntriesTold) break;
    if (value.is_array()) {
      kept.push_back(told(entry.value()));
    } else {
      kept[entry.key()] = told(entry.value());
    }
  }
  if (value.size() > kEntriesTold && value.is_array())
    kept.push_back(fmt::format("… and {} more", value.size() - kEntriesTold));
  return kept;
}

std::string told_text(const JsonValue& value) {
  return told(value).dump(-1, ' ', false, JsonValue::error_handler_t::replace);
}

Micros earlier(Micros a, Micros b) {
  if (a == 0 || b == 0) return std::max(a, b);
  return std::min(a, b);
}

Error out_of_time(const Activity& activity) {
  return {ErrorCode::kData, fmt::format("'{}' took longer than its timeout of {} s", activity.name, activity.timeout),
          "raise its timeout, or retry", activity.where};
}

}  // namespace

void Runner::settle(const std::vector<Activity>& activities, Frame& frame, const MayRun& may_run) {
  for (const std::size_t at : project::run_order(activities)) {
    const Activity& activity = activities[at];
    if (frame.states.emplace(activity.name, ActivityState::kPending).first->second != ActivityState::kPending) continue;
    const NextStep next = next_step(activity, frame.states);
    if (next == NextStep::kSkip) skip(activity, frame);
    if (next == NextStep::kRun && may_run(activity)) run_one(activity, frame);
  }
}

void Runner::run_list(const std::vector<Activity>& activities, Frame& frame) {
  settle(activities, frame, [](const Activity&) { return true; });
  throw_if_failed(activities, frame);
}

void Runner::run_root(const std::vector<Activity>& activities, Frame& frame,
                      const std::function<void()>& publish_moment) {
  settle(activities, frame,
         [&](const Activity& activity) { return !project::comes_after_snapshot(activities, activity, work_.project); });
  if (failing_activity(activities, frame.states)) {
    for (const Activity& activity : activities)
      if (frame.states.at(activity.name) == ActivityState::kPending) skip(activity, frame);
  } else {
    publish_moment();
    settle(activities, frame, [](const Activity&) { return true; });
  }
  throw_if_failed(activities, frame);
}

void Runner::throw_if_failed(const std::vector<Activity>& activities, const Frame& frame) {
  const auto failed = failing_activity(activities, frame.states);
  if (failed) std::rethrow_exception(frame.results.at(*failed).exception);
}

void Runner::skip(const Activity& activity, Frame& frame) {
  frame.states[activity.name] = ActivityState::kSkipped;
  Step step;
  step.activity = project::type_of(activity.kind).word;
  step.name = frame.path + activity.name;
  step.started = now();
  step.status = Step::Status::kSkipped;
  record(std::move(step), activity);
}

void Runner::record(Step step, const Activity& activity) {
  if (!tells_activities_) return;
  if (activity.hide_input) step.input.clear();
  if (activity.hide_output) step.output.clear();
  work_.record(step);
}

void Runner::run_one(const Activity& activity, Frame& frame) {
  Step step;
  step.activity = project::type_of(activity.kind).word;
  step.name = frame.path + activity.name;
  step.started = now();
  if (tells_activities_) work_.tell_start(step);
  const auto finish = [&](Step::Status status) {
    step.status = status;
    step.seconds = static_cast<double>(now() - step.started) / 1e6;
    record(step, activity);
  };
  try {
    try_until_done(activity, frame, step);
  } catch (...) {
    finish(Step::Status::kCancelled);
    throw;
  }
  const ActivityResult& result = frame.results[activity.name];
  frame.states[activity.name] = result.exception ? ActivityState::kFailed : ActivityState::kSucceeded;
  finish(result.exception ? Step::Status::kFailed : Step::Status::kSucceeded);
  const bool told_within = !activity.branches.empty() || activity.kind == project::ActivityKind::kRunPipeline;
  if (result.exception && tells_activities_ && !told_within)
    work_.note(step.name + " failed: " + result.error.substr(0, result.error.find('\n')));
}

/// Throws only where all around it has to stop, too.
void Runner::try_until_done(const Activity& activity, Frame& frame, Step& step) {
  ActivityResult& result = frame.results[activity.name];
  for (step.attempts = 1;; ++step.attempts) {
    result = {};
    try {
      return try_once(activity, frame, step);
    } catch (const std::exception& error) {
      frame.cancel.check();  // what was asked to stop does not fail, whatever else went wrong
      const auto* ours = dynamic_cast<const Error*>(&error);
      const bool overdue = ours != nullptr && ours->code() == ErrorCode::kCancelled;
      result.exception = overdue ? std::make_exception_ptr(out_of_time(activity)) : std::current_exception();
      result.error = overdue ? out_of_time(activity).what() : error.what();
      step.error = result.error;
    }
    if (step.attempts > activity.retry) return;
    work_.lake.clock().wait(activity.retry_interval * kSecond, frame.cancel);
  }
}

void Runner::try_once(const Activity& activity, Frame& frame, Step& step) {
  const Micros own = activity.timeout > 0 ? now() + activity.timeout * kSecond : 0;
  Cancellation cancel(frame.cancel);
  cancel.set_deadline(work_.lake.clock(), own);
  Attempt attempt{activity, frame, step.name, cancel, earlier(own, frame.deadline)};
  const auto tell = [&] {
    step.input = told_text(attempt.input);
    step.rows = attempt.rows;
  };
  try {
    cancel.check();
    do_activity(*this, attempt);
    cancel.check();
  } catch (...) {
    tell();
    throw;
  }
  tell();
  step.error.clear();
  step.output = told_text(attempt.output);
  frame.results[activity.name].output = std::move(attempt.output);
}

void Runner::in_lakehouse(const Attempt& attempt, const std::function<void()>& work) {
  const std::lock_guard lock(lakehouse_);
  const auto leave = [&] {
    work_.within.clear();
    work_.cancel.set_deadline(work_.lake.clock(), 0);
  };
  work_.cancel.set_deadline(work_.lake.clock(), attempt.deadline);
  if (tells_activities_) work_.within = attempt.name;
  try {
    work();
  } catch (...) {
    leave();
    throw;
  }
  leave();
}

void run_pipeline(Work& work, const project::PipelineSpec& pipeline, const std::function<void()>& publish_moment) {
  const JsonValue facts = {
      {"id", work.report.run_id}, {"pipeline", pipeline.name}, {"started", format_utc(work.report.started)}};
  PipelineValues values(pipeline, parameters_of(pipeline, parsed_parameters(pipeline, work.options.parameters)), facts);
  Runner runner(work, !work.options.pipeline.empty());
  Frame frame{values, nullptr, work.asked_to_stop};
  runner.run_root(pipeline.activities, frame, publish_moment);
}

}  // namespace c360::pipeline
