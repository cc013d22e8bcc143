#include "c360/pipeline/report.h"

#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/lakehouse/moment_json.h"
#include "c360/lakehouse/run_store.h"

namespace c360::pipeline {
namespace {

using Json = nlohmann::ordered_json;

Json to_value(const Step& step) {
  return {{"activity", step.activity},
          {"name", step.name},
          {"status", to_string(step.status)},
          {"started", format_utc(step.started)},
          {"seconds", step.seconds},
          {"attempts", step.attempts},
          {"rows_in", step.rows_in ? Json(*step.rows_in) : Json()},
          {"rows", step.rows},
          {"detail", step.detail},
          {"error", step.error},
          {"within", step.within.empty() ? Json() : Json(step.within)},
          {"input", step.input.empty() ? Json() : Json::parse(step.input)},
          {"output", step.output.empty() ? Json() : Json::parse(step.output)}};
}

Step::Status step_status_from(const std::string& text) {
  for (const auto status :
       {Step::Status::kSucceeded, Step::Status::kFailed, Step::Status::kCancelled, Step::Status::kSkipped}) {
    if (to_string(status) == text) return status;
  }
  throw Error(ErrorCode::kCorrupt, "a step in a run report has the unknown status '" + text + "'");
}

/// Reports of an older c360 have only steps that succeeded, and less about them.
Step step_from(const Json& json) {
  Step step;
  step.activity = json.at("activity");
  step.name = json.at("name");
  step.seconds = json.at("seconds");
  step.rows = json.at("rows");
  step.detail = json.at("detail");
  if (!json.contains("status")) return step;
  step.status = step_status_from(json.at("status"));
  step.started = parse_utc(json.at("started"));
  step.attempts = json.at("attempts");
  if (!json.at("rows_in").is_null()) step.rows_in = json.at("rows_in").get<std::int64_t>();
  step.error = json.at("error");
  if (!json.contains("within")) return step;
  if (json.at("within").is_string()) step.within = json.at("within");
  if (!json.at("input").is_null()) step.input = json.at("input").dump();
  if (!json.at("output").is_null()) step.output = json.at("output").dump();
  return step;
}

Json to_value(const EntityReport& entity) {
  Json json = lakehouse::json_of(entity.account);
  json["reasons"] = entity.reasons;
  json["new_rows"] = entity.new_rows;
  json["seconds"] = entity.seconds;
  return json;
}

EntityReport entity_from(const Json& json) {
  EntityReport entity;
  entity.account = lakehouse::row_account_of(json);
  entity.reasons = json.at("reasons").get<std::map<std::string, std::int64_t>>();
  entity.new_rows = json.at("new_rows");
  entity.seconds = json.at("seconds");
  return entity;
}

RunReport::Status status_from(const std::string& text) {
  for (const auto status : {RunReport::Status::kSucceeded, RunReport::Status::kUnchanged, RunReport::Status::kFailed}) {
    if (to_string(status) == text) return status;
  }
  throw Error(ErrorCode::kCorrupt, "a run report has the unknown status '" + text + "'");
}

}  // namespace

std::string_view to_string(Step::Status status) {
  switch (status) {
    case Step::Status::kSucceeded:
      return "succeeded";
    case Step::Status::kFailed:
      return "failed";
    case Step::Status::kCancelled:
      return "cancelled";
    case Step::Status::kSkipped:
      return "skipped";
  }
  return "failed";
}

std::string_view to_string(RunReport::Status status) {
  switch (status) {
    case RunReport::Status::kSucceeded:
      return "succeeded";
    case RunReport::Status::kUnchanged:
      return "unchanged";
    case RunReport::Status::kFailed:
      return "failed";
  }
  return "failed";
}

std::string to_json(const Step& step) {
  return to_value(step).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_json(const RunReport& report) {
  Json steps = Json::array();
  for (const Step& step : report.steps) steps.push_back(to_value(step));
  Json entities = Json::array();
  for (const EntityReport& entity : report.entities) entities.push_back(to_value(entity));
  const Json json = {{"run_id", report.run_id},
                     {"pipeline", report.pipeline.empty() ? Json() : Json(report.pipeline)},
                     {"status", to_string(report.status)},
                     {"started", format_utc(report.started)},
                     {"finished", format_utc(report.finished)},
                     {"snapshot", report.snapshot},
                     {"entities", std::move(entities)},
                     {"warnings", report.warnings},
                     {"notes", report.notes},
                     {"steps", std::move(steps)},
                     {"error", report.error}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

RunReport report_from_json(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    RunReport report;
    report.run_id = json.at("run_id");
    if (json.contains("pipeline") && json["pipeline"].is_string()) report.pipeline = json["pipeline"];
    report.status = status_from(json.at("status"));
    report.started = parse_utc(json.at("started"));
    report.finished = parse_utc(json.at("finished"));
    report.snapshot = json.at("snapshot");
    for (const Json& entity : json.at("entities")) report.entities.push_back(entity_from(entity));
    report.warnings = json.at("warnings").get<std::map<std::string, std::int64_t>>();
    report.notes = json.at("notes").get<std::vector<std::string>>();
    for (const Json& step : json.at("steps")) report.steps.push_back(step_from(step));
    report.error = json.at("error");
    return report;
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorCode::kCorrupt, std::string("a run report cannot be read: ") + error.what());
  }
}

std::optional<RunReport> last_report(const storage::ObjectStore& lake) {
  const auto ids = lakehouse::run_ids(lake, 1);
  const auto text = ids.empty() ? std::nullopt : lakehouse::read_run_report(lake, ids.front());
  if (!text) return std::nullopt;
  try {
    return report_from_json(*text);
  } catch (const Error& unreadable) {
    if (unreadable.code() != ErrorCode::kCorrupt) throw;
    return std::nullopt;
  }
}

}  // namespace c360::pipeline
