#include <fmt/core.h>

#include "c360/base/clock.h"
#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/metric/pages.h"
#include "c360/serve/asking.h"
#include "c360/serve/endpoints.h"

namespace c360::serve {
namespace {

Json snapshot_json(const Reading& reading) {
  if (!reading.moment()) return nullptr;
  return {{"number", reading.number()},
          {"run_id", reading.moment()->run_id},
          {"created", format_utc(reading.moment()->created)}};
}

http::Response project(const Call& call) {
  const project::Project& project = call.reading->project();
  Json pages = Json::array();
  for (const metric::Page& page : metric::pages_of(project.metrics))
    pages.push_back({{"name", page.name}, {"title", page.title}, {"lacks", page.lacks}});
  return json_response({{"project", project.name},
                        {"environment", project.environment.empty() ? Json() : Json(project.environment)},
                        {"currency", project.currency.empty() ? Json() : Json(project.currency)},
                        {"locale", project.locale},
                        {"time_zone", project.time_zone},
                        {"week_start", project.week_start},
                        {"freshness_seconds", project.freshness_seconds ? Json(*project.freshness_seconds) : Json()},
                        {"snapshot", snapshot_json(*call.reading)},
                        {"pages", pages}});
}

http::Response tables(const Call& call) {
  Json list = Json::array();
  if (const auto& moment = call.reading->moment()) {
    const auto add = [&](const auto& entry, const char* kind) {
      if (!call.reading->has_table(entry.name.layer, entry.name.name)) return;
      list.push_back({{"table", entry.name.to_string()}, {"kind", kind}, {"description", entry.description}});
    };
    for (const auto& entry : moment->tables) add(entry, "table");
    for (const auto& entry : moment->views) add(entry, "view");
    for (const auto& entry : moment->parquet) add(entry, "parquet");
  }
  return json_response({{"snapshot", call.reading->number()}, {"tables", list}});
}

/// All of the table that a call names.
sql::Query table_asked_for(const Call& call) {
  const std::string text = call.arguments.text("table");
  const auto [schema, name] = table_name(text);
  refuse_absent(*call.reading, schema, name);
  if (!call.reading->has_table(schema, name))
    throw Error(ErrorCode::kNotFound, fmt::format("there is no table {}", text), "/v1/tables lists them");
  sql::Query query;
  query.from = sql::table({schema, name});
  return query;
}

http::Response table(const Call& call) {
  const sql::Query query = table_asked_for(call);
  Json columns = Json::array();
  for (const auto& column : connect(call)->describe(query))
    columns.push_back({{"name", column.name}, {"type", column.type}});
  return json_response(
      {{"snapshot", call.reading->number()}, {"table", call.arguments.text("table")}, {"columns", columns}});
}

http::Response table_rows(const Call& call) {
  return rows_answer(call, ask(call, table_asked_for(call)), limit_of(call));
}

Endpoint table_rows_endpoint() {
  Endpoint rows;
  rows.least = Least::kAnalyst;
  rows.keeps_masks = rows.keeps_rows = true;
  rows.path = "/v1/tables/{table}/rows";
  rows.name = "table_rows";
  rows.summary = "The rows of a table";
  rows.answer = "Its rows; an answer that was cut says so (truncated)";
  rows.formats = rows_formats();
  rows.parameters = {{"table", Parameter::Kind::kText, "Such as gold.customer_360", true, true},
                     {"limit", Parameter::Kind::kWholeNumber, "The most rows (default: 1000 of JSON, else all)"}};
  rows.handle = table_rows;
  return rows;
}

}  // namespace

std::vector<Endpoint> project_endpoints() {
  Endpoint about;
  about.path = "/v1/project";
  about.least = Least::kViewer;
  about.keeps_masks = about.keeps_rows = true;
  about.name = "project";
  about.summary = "The project, its region and its current snapshot";
  about.answer = "Settings, the snapshot (null before the first run), and the pages that the project's metrics yield";
  about.handle = project;

  Endpoint list;
  list.path = "/v1/tables";
  list.least = Least::kAnalyst;
  list.keeps_masks = list.keeps_rows = true;
  list.name = "tables";
  list.summary = "The tables and views of the snapshot";
  list.answer = "Each with its kind and description";
  list.handle = tables;

  Endpoint one;
  one.path = "/v1/tables/{table}";
  one.least = Least::kAnalyst;
  one.keeps_masks = one.keeps_rows = true;
  one.name = "table";
  one.summary = "The columns of a table";
  one.answer = "Each with its type";
  one.parameters = {{"table", Parameter::Kind::kText, "Such as gold.customer_360", true, true}};
  one.handle = table;
  return {about, list, one, table_rows_endpoint()};
}

}  // namespace c360::serve
