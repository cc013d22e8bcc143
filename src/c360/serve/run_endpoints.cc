#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/lakehouse/run_store.h"
#include "c360/serve/endpoints.h"

namespace c360::serve {
namespace {

constexpr std::int64_t kRunsByDefault = 50;

/// Errors may quote values.
void hide_errors(Json& json) {
  if (json.is_object() && json.contains("error") && json["error"] != "")
    json["error"] = "shown to who sees personal data";
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

}  // namespace

std::vector<Endpoint> run_endpoints() {
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
  return {list, one};
}

}  // namespace c360::serve
