#include "c360/serve/started_run.h"

#include <fmt/core.h>

#include <chrono>
#include <csignal>

#include "c360/base/clock.h"
#include "c360/base/error.h"

namespace c360::serve {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kNiceness = 10;
constexpr std::chrono::milliseconds kPatience{10000};
constexpr std::chrono::milliseconds kBetweenPolls{20};
constexpr std::size_t kMostNotes = 1000;

std::vector<std::string> command_for(std::vector<std::string> command, const RunRequest& request) {
  if (request.full) command.push_back("--full");
  if (request.only.empty()) return command;
  command.push_back("--only");
  for (const std::string& name : request.only) {
    if (name.empty() || name.front() == '-')
      throw Error(ErrorCode::kUsage, fmt::format("'{}' is no name of a source, entity or model", name));
    command.push_back(name);
  }
  return command;
}

Json first_state(const RunRequest& request) {
  return {{"run_id", nullptr},       {"process", nullptr},     {"full", request.full},
          {"only", request.only},    {"status", "running"},    {"started", format_utc(Clock::system().now())},
          {"ended", nullptr},        {"steps", Json::array()}, {"notes", Json::array()},
          {"errors", Json::array()}, {"snapshot", nullptr}};
}

Json running(Json step) {
  step["status"] = "running";
  return step;
}

/// In place of the step that runs, if one does.
void put_last(Json& steps, Json step) {
  if (!steps.empty() && steps.back()["status"] == "running") steps.erase(steps.size() - 1);
  steps.push_back(std::move(step));
}

bool was_cancelled(const Json& errors) {
  return !errors.empty() && errors[0].value("code", "") == "cancelled";
}

}  // namespace

StartedRun::StartedRun(std::vector<std::string> command, const RunRequest& request,
                       std::function<void(const std::string&)> ended)
    : ended_(std::move(ended)),
      state_(first_state(request)),
      process_(command_for(std::move(command), request), kNiceness) {
  state_["process"] = process_.pid();
  follower_ = std::thread([this] { follow(); });
}

StartedRun::~StartedRun() {
  cancel();
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (is_running() && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(kBetweenPolls);
  process_.signal(SIGKILL);
  follower_.join();
}

Json StartedRun::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

bool StartedRun::is_running() const {
  const std::lock_guard lock(mutex_);
  return state_["ended"].is_null();
}

bool StartedRun::cancel() {
  const std::lock_guard lock(mutex_);
  if (!state_["ended"].is_null()) return false;
  if (state_["status"] == "cancelling") return true;  // a second signal would end it without its report
  state_["status"] = "cancelling";
  process_.signal(SIGTERM);
  return true;
}

/// Lines that are no events are somebody else's, and nobody's loss.
void StartedRun::follow() {
  while (const auto line = process_.read_line()) {
    const Json event = Json::parse(*line, nullptr, false);
    if (!event.is_object()) continue;
    const std::lock_guard lock(mutex_);
    try {
      take(event);
    } catch (const Json::exception&) {
      continue;
    }
  }
  end(process_.wait());
}

void StartedRun::take(const Json& event) {
  const std::string kind = event.value("event", "");
  Json& steps = state_["steps"];
  if (kind == "began") {
    state_["run_id"] = event.at("run_id");
  } else if (kind == "started") {
    put_last(steps, running(event.at("step")));
  } else if (kind == "finished") {
    put_last(steps, event.at("step"));
  } else if (kind == "progress") {
    if (!steps.empty() && steps.back()["status"] == "running") steps.back()["percent"] = event.at("percent");
  } else if (kind == "note") {
    if (state_["notes"].size() < kMostNotes) state_["notes"].push_back(event.at("text"));
  } else if (kind == "ended") {
    const Json& report = event.at("report");
    state_["snapshot"] = report.at("snapshot");
    state_["result"] = report.at("status");
  } else if (kind == "failed") {
    state_["errors"] = event.at("errors");
    state_["result"] = was_cancelled(state_["errors"]) ? "cancelled" : "failed";
  }
}

/// What it told last is how it ended; one that told nothing did not end by itself.
void StartedRun::end(int code) {
  std::string status;
  {
    const std::lock_guard lock(mutex_);
    const bool asked_to = state_["status"] == "cancelling";  // perhaps before it could tell of its end
    status = state_.value("result", asked_to ? "cancelled" : "crashed");
    state_.erase("result");
    state_["status"] = status;
    state_["ended"] = format_utc(Clock::system().now());
    Json& steps = state_["steps"];
    if (!steps.empty() && steps.back()["status"] == "running") steps.back()["status"] = status;
    if (status == "crashed")
      state_["errors"] = {{{"code", "internal"}, {"message", fmt::format("its process ended with code {}", code)}}};
  }
  ended_(status);
}

RunStarter::RunStarter(std::vector<std::string> command, std::function<void(const std::string&)> log)
    : command_(std::move(command)), log_(std::move(log)) {}

std::shared_ptr<StartedRun> RunStarter::start(const RunRequest& request) {
  if (command_.empty()) throw Error(ErrorCode::kUnsupported, "this server starts no runs", "start it by `c360 run`");
  const std::lock_guard lock(mutex_);
  if (last_ && last_->is_running()) {
    const Json run = last_->state();
    const std::string id =
        run["run_id"].is_null() ? "a run that has just begun" : "run " + run["run_id"].get<std::string>();
    throw Error(ErrorCode::kConflict, fmt::format("{} is at work", id), "wait for its end, or cancel it");
  }
  last_.reset();
  last_ = std::make_shared<StartedRun>(command_, request,
                                       [log = log_](const std::string& status) { log("the run has " + status); });
  log_(fmt::format("a run has begun in process {}", last_->state()["process"].get<int>()));
  return last_;
}

std::shared_ptr<StartedRun> RunStarter::last() const {
  const std::lock_guard lock(mutex_);
  return last_;
}

}  // namespace c360::serve
