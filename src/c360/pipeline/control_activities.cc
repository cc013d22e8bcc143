#include <fmt/core.h>

#include <atomic>
#include <system_error>
#include <thread>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/pipeline/activities.h"
#include "c360/project/expression_functions.h"

namespace c360::pipeline {
namespace {

using project::Activity;
using project::Branch;

constexpr std::size_t kMostItems = 100'000;
constexpr std::int64_t kHoursOfUntil = 12;
constexpr std::size_t kLongestItemName = 60;

Frame inner_frame(const Attempt& attempt, const std::string& which = {}) {
  return {attempt.frame.values, &attempt.frame, attempt.cancel, attempt.deadline, attempt.name + which + "/"};
}

const Branch* branch(const Attempt& attempt, const std::string& key) {
  for (const Branch& candidate : attempt.activity.branches)
    if (candidate.key == key) return &candidate;
  return nullptr;
}

void run_branch(Runner& runner, Attempt& attempt, const Branch* branch) {
  if (branch == nullptr) return;
  Frame frame = inner_frame(attempt);
  runner.run_list(branch->activities, frame);
}

/// What an item is called in the names of its activities.
std::string name_of(const JsonValue& item, std::size_t at) {
  const JsonValue* name = &item;
  if (item.is_object() && item.contains("name")) name = &item["name"];
  const bool fits = name->is_string() && !name->get_ref<const std::string&>().empty() &&
                    name->get_ref<const std::string&>().size() <= kLongestItemName;
  return fmt::format("[{}]", fits ? name->get<std::string>() : std::to_string(at));
}

void run_item(Runner& runner, const Attempt& attempt, const JsonValue& item, std::size_t at) {
  Frame frame = inner_frame(attempt, name_of(item, at));
  frame.item = item;
  runner.run_list(branch(attempt, "activities")->activities, frame);
}

/// Several items at a time, all of them; then what the first threw that failed, by its number.
class ItemsSideBySide {
 public:
  ItemsSideBySide(Runner& runner, const Attempt& attempt, const JsonValue& items)
      : runner_(runner), attempt_(attempt), items_(items), failures_(items.size()) {}

  void run(std::size_t at_once) {
    std::vector<std::jthread> threads;
    try {
      while (threads.size() + 1 < std::min(at_once, items_.size())) threads.emplace_back([this] { work(); });
    } catch (const std::system_error&) {
      // The system gives no more threads: those there are do the work.
    }
    work();
    threads.clear();
    for (const std::exception_ptr& failure : failures_)
      if (failure) std::rethrow_exception(failure);
  }

 private:
  void work() {
    for (std::size_t at = next_++; at < items_.size() && !attempt_.cancel.requested(); at = next_++) {
      try {
        run_item(runner_, attempt_, items_[at], at);
      } catch (...) {
        failures_[at] = std::current_exception();
      }
    }
  }

  Runner& runner_;
  const Attempt& attempt_;
  const JsonValue& items_;
  std::vector<std::exception_ptr> failures_;  // each thread its own items'
  std::atomic<std::size_t> next_{0};
};

bool is_true(Runner& runner, const Frame& frame, const Attempt& attempt, const char* key) {
  const JsonValue value = project::evaluate(*attempt.activity.input(key), frame.surroundings(runner.now()));
  if (value.is_boolean()) return value.get<bool>();
  throw Error(
      ErrorCode::kProject,
      fmt::format("'{}' of '{}' must be true or false, not {}", key, attempt.activity.name, project::kind_of(value)),
      {}, attempt.activity.input(key)->where);
}

}  // namespace

void for_each_item(Runner& runner, Attempt& attempt) {
  const JsonValue& items = attempt.list("items");
  if (items.size() > kMostItems) attempt.refuse("items", fmt::format("a list of at most {} items", kMostItems));
  if (attempt.truth("sequential", false)) {
    for (std::size_t at = 0; at < items.size(); ++at) run_item(runner, attempt, items[at], at);
  } else {
    ItemsSideBySide(runner, attempt, items).run(static_cast<std::size_t>(attempt.number("at_once", 1, 50, 4)));
  }
  attempt.output = {{"items", items.size()}};
}

void filter_items(Runner& runner, Attempt& attempt) {
  JsonValue kept = JsonValue::array();
  for (const JsonValue& item : attempt.list("items")) {
    Frame frame = inner_frame(attempt);
    frame.item = item;
    if (is_true(runner, frame, attempt, "where")) kept.push_back(item);
  }
  attempt.output = {{"count", kept.size()}, {"items", std::move(kept)}};
}

void choose_branch(Runner& runner, Attempt& attempt) {
  const bool condition = attempt.truth("condition", false);
  run_branch(runner, attempt, branch(attempt, condition ? "then" : "else"));
  attempt.output = {{"condition", condition}};
}

void choose_case(Runner& runner, Attempt& attempt) {
  const std::string value = project::text_of(attempt.input["on"]);
  const Branch* chosen = branch(attempt, "default");
  for (const Branch& candidate : attempt.activity.branches)
    if (candidate.of == value) chosen = &candidate;
  run_branch(runner, attempt, chosen);
  attempt.output = {{"case", chosen != nullptr && chosen->of ? JsonValue(*chosen->of) : JsonValue()}};
}

void repeat_until(Runner& runner, Attempt& attempt) {
  const std::int64_t every = attempt.seconds("every", 1);
  const Micros latest = runner.now() + kHoursOfUntil * 3600 * kMicrosPerSecond;
  for (std::int64_t round = 1;; ++round) {
    Frame frame = inner_frame(attempt, fmt::format("[{}]", round));
    runner.run_list(branch(attempt, "activities")->activities, frame);
    attempt.output = {{"rounds", round}};
    if (is_true(runner, frame, attempt, "condition")) return;
    if (attempt.activity.timeout == 0 && runner.now() >= latest)
      throw Error(ErrorCode::kData,
                  fmt::format("'{}' has not come to its end in {} hours", attempt.activity.name, kHoursOfUntil),
                  "give it a timeout of its own", attempt.activity.where);
    runner.work().lake.clock().wait(every * kMicrosPerSecond, attempt.cancel);
  }
}

void run_other_pipeline(Runner& runner, Attempt& attempt) {
  const project::PipelineSpec& pipeline = *runner.work().project.find_pipeline(attempt.text("pipeline"));
  const JsonValue given = attempt.input.value("parameters", JsonValue::object());
  JsonValue facts = attempt.frame.values.run();
  facts["pipeline"] = pipeline.name;
  PipelineValues values(pipeline, parameters_of(pipeline, given), std::move(facts));
  Frame frame{values, nullptr, attempt.cancel, attempt.deadline, attempt.name + "/"};
  runner.run_list(pipeline.activities, frame);
  attempt.output = {{"pipeline", pipeline.name}, {"variables", values.variables()}};
}

void wait(Runner& runner, Attempt& attempt) {
  const std::int64_t seconds = attempt.seconds("seconds", 0);
  Micros span = seconds * kMicrosPerSecond;
  if (attempt.deadline > 0) span = std::min(span, std::max<Micros>(attempt.deadline - runner.now(), 0));
  runner.work().lake.clock().wait(span, attempt.cancel);
  attempt.output = {{"seconds", seconds}};
}

void fail(Runner&, Attempt& attempt) {
  const std::string code = project::text_of(attempt.input.value("code", JsonValue()));
  const std::string message = project::text_of(attempt.input["message"]);
  throw Error(ErrorCode::kData, code.empty() ? message : fmt::format("{}: {}", code, message), {},
              attempt.activity.where);
}

void set_variable(Runner&, Attempt& attempt) {
  attempt.frame.values.set(attempt.text("variable"), attempt.input["value"]);
  attempt.output = {{"value", attempt.input["value"]}};
}

void append_variable(Runner&, Attempt& attempt) {
  attempt.frame.values.append(attempt.text("variable"), attempt.input["value"]);
  attempt.output = {{"value", attempt.input["value"]}};
}

void do_activity(Runner& runner, Attempt& attempt) {
  using project::ActivityKind;
  static const std::map<ActivityKind, void (*)(Runner&, Attempt&)> work = {
      {ActivityKind::kGetMetadata, get_metadata},
      {ActivityKind::kForEach, for_each_item},
      {ActivityKind::kCopy, copy_files},
      {ActivityKind::kRefine, refine},
      {ActivityKind::kBuild, build},
      {ActivityKind::kPublish, publish_target},
      {ActivityKind::kLoad, load_rows},
      {ActivityKind::kSql, ask_sql},
      {ActivityKind::kLookup, look_up},
      {ActivityKind::kHttp, ask_http},
      {ActivityKind::kFilter, filter_items},
      {ActivityKind::kIf, choose_branch},
      {ActivityKind::kSwitch, choose_case},
      {ActivityKind::kUntil, repeat_until},
      {ActivityKind::kWait, wait},
      {ActivityKind::kFail, fail},
      {ActivityKind::kSetVariable, set_variable},
      {ActivityKind::kAppendVariable, append_variable},
      {ActivityKind::kRunPipeline, run_other_pipeline}};
  const project::Surroundings surroundings = attempt.frame.surroundings(runner.now());
  for (const auto& [key, value] : attempt.activity.inputs) {
    if (key == "where" || (key == "condition" && attempt.activity.kind == ActivityKind::kUntil)) continue;
    attempt.input[key] = project::evaluate(value, surroundings);
  }
  work.at(attempt.activity.kind)(runner, attempt);
}

}  // namespace c360::pipeline
