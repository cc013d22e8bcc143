#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/lakehouse/lease_lock.h"
#include "c360/lakehouse/run_store.h"
#include "c360/serve/endpoints.h"

namespace c360::serve {
namespace {

constexpr std::int64_t kRunsByDefault = 50;

/// Errors may quote values.
void hide_errors(Json& json) {
  if (json.is_object() && json.contains("error") && json["error"] != "")
    json["error"] = "shown to who sees personal data";
  for (const char* key : {"input", "output"})
    if (json.is_object() && json.contains(key)) json[key] = nullptr;
  if (!json.is_structured()) return;
  for (Json& child : json) hide_errors(child);
}

Json report_of(const Call& call, const std::string& run) {
  const auto text = lakehouse::read_run_report(call.reading->store(), run);
  if (!text) throw Error(ErrorCode::kNotFound, fmt::format("there is no run {}", run), "/v1/runs lists them");
  Json report = Json::parse(*text);
  if (!call.reader.unmasked) hide_errors(report);
  return report;
}

/// The rows that came anew in all entities.
std::int64_t new_rows_of(const Json& report) {
  std::int64_t rows = 0;
  for (const Json& entity : report.value("entities", Json::array())) rows += entity.value("new_rows", std::int64_t{0});
  return rows;
}

http::Response runs(const Call& call) {
  const auto limit = call.arguments.number("limit").value_or(kRunsByDefault);
  Json list = Json::array();
  for (const std::string& run : lakehouse::run_ids(call.reading->store(), static_cast<std::size_t>(limit))) {
    call.stop->check();
    const Json report = report_of(call, run);
    Json entry = {{"run_id", run}};
    for (const char* key : {"status", "started", "finished", "snapshot", "error"}) {
      if (report.contains(key)) entry[key] = report[key];
    }
    entry["new_rows"] = new_rows_of(report);
    list.push_back(std::move(entry));
  }
  return json_response({{"runs", list}});
}

http::Response run(const Call& call) {
  return json_response(report_of(call, call.arguments.text("run")));
}

/// Whoever works on the lakehouse, unless it is this process.
std::optional<lakehouse::LockHolder> other_run(const Call& call, const Json& own) {
  const auto lock = lakehouse::open_run_lock(call.reading->lake().store());
  const auto holder = lock->holder();
  const bool is_own = holder && own.is_object() && own["process"] == holder->pid;
  return is_own ? std::nullopt : holder;
}

Json state_of(const std::shared_ptr<StartedRun>& run) {
  return run ? run->state() : Json();
}

http::Response current(const Call& call, const RunStarter& starter) {
  const Json own = state_of(starter.last());
  const auto other = other_run(call, own);
  Json beside;
  if (other)
    beside = {
        {"run_id", other->run_id}, {"process", other->pid}, {"host", other->host}, {"since", format_utc(other->since)}};
  return json_response({{"run", own}, {"other", beside}});
}

http::Response accepted(const Json& run) {
  http::Response response = json_response({{"run", run}});
  response.status = 202;
  return std::move(response.with("Location", "/v1/runs/current"));
}

http::Response start(const Call& call, RunStarter& starter) {
  if (const auto other = other_run(call, state_of(starter.last())))
    throw Error(ErrorCode::kConflict, fmt::format("this lakehouse is in use by {}", other->to_string()),
                "wait for its end");
  return accepted(starter.start({call.arguments.flag("full"), call.arguments.texts("only")})->state());
}

http::Response cancel(const Call& call, const RunStarter& starter) {
  const auto run = starter.last();
  if (run && run->cancel()) return accepted(run->state());
  if (const auto other = other_run(call, state_of(run)))
    throw Error(ErrorCode::kConflict, fmt::format("{} was not started by this server", other->to_string()),
                "stop it where it was started");
  throw Error(ErrorCode::kNotFound, "no run is at work");
}

/// Needs the role operator.
Endpoint start_endpoint(RunStarter& starter) {
  Endpoint start_one;
  start_one.least = Least::kOperator;
  start_one.keeps_masks = start_one.keeps_rows = true;
  start_one.path = "/v1/runs";
  start_one.method = "POST";
  start_one.name = "start_run";
  start_one.summary = "Starts a run of the pipeline; one works at a time";
  start_one.answer = "What is known of it; /v1/runs/current tells more";
  start_one.parameters = {
      {"full", Parameter::Kind::kFlag, "Recompute silver and gold from bronze"},
      {"only", Parameter::Kind::kTexts, "Only these sources, entities and models, and what they need"}};
  start_one.changes_by_snapshot = false;
  start_one.handle = [&starter](const Call& call) { return start(call, starter); };
  return start_one;
}

/// Needs the role viewer.
Endpoint current_endpoint(const RunStarter& starter) {
  Endpoint now;
  now.least = Least::kAnalyst;
  now.keeps_masks = now.keeps_rows = true;
  now.path = "/v1/runs/current";
  now.name = "current_run";
  now.summary = "The run that this server started last, step by step while it works, and one that works beside it";
  now.answer = "run: its status, steps, notes and errors, or null; other: who else works on the lakehouse, or null";
  now.changes_by_snapshot = false;
  now.is_polled = true;
  now.handle = [&starter](const Call& call) { return current(call, starter); };
  return now;
}

/// Needs the role operator.
Endpoint cancel_endpoint(const RunStarter& starter) {
  Endpoint stop;
  stop.least = Least::kOperator;
  stop.keeps_masks = stop.keeps_rows = true;
  stop.path = "/v1/runs/current";
  stop.method = "DELETE";
  stop.name = "cancel_run";
  stop.summary = "Asks the run that this server started to stop; nothing of it is published";
  stop.answer = "What is known of it";
  stop.changes_by_snapshot = false;
  stop.handle = [&starter](const Call& call) { return cancel(call, starter); };
  return stop;
}

}  // namespace

std::vector<Endpoint> run_endpoints(RunStarter& starter) {
  Endpoint list;
  list.path = "/v1/runs";
  list.least = Least::kAnalyst;
  list.keeps_masks = true;
  list.name = "runs";
  list.summary = "The runs of the pipeline, newest first";
  list.answer = "How each ended";
  list.parameters = {{"limit", Parameter::Kind::kWholeNumber, "The most runs (0: all; default 50)"}};
  list.changes_by_snapshot = false;
  list.handle = runs;

  Endpoint one;
  one.path = "/v1/runs/{run}";
  one.least = Least::kAnalyst;
  one.keeps_masks = true;
  one.name = "run";
  one.summary = "The report of a run";
  one.answer = "Its activities, figures and error";
  one.parameters = {{"run", Parameter::Kind::kText, "The run's id", true, true}};
  one.changes_by_snapshot = false;
  one.handle = run;
  return {list, start_endpoint(starter), current_endpoint(starter), cancel_endpoint(starter), one};
}

}  // namespace c360::serve
