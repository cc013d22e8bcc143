#include <algorithm>
#include <set>

#include "c360/metric/askable.h"
#include "c360/metric/card_question.h"
#include "c360/metric/compare_places.h"
#include "c360/metric/compile.h"
#include "c360/metric/names.h"
#include "c360/metric/page_content.h"
#include "c360/metric/rows.h"
#include "c360/metric/shown_days.h"
#include "c360/project/metric_words.h"
#include "c360/serve/asking.h"
#include "c360/serve/card_json.h"
#include "c360/serve/endpoints.h"

namespace c360::serve {
namespace {

Json pages_json(const Reading& reading) {
  Json pages = Json::array();
  for (const metric::PageContent& content : askable_pages(reading))
    pages.push_back({{"name", content.page.name},
                     {"title", content.page.title},
                     {"lacks", content.page.lacks},
                     {"cards", cards_json(reading.model(), content.cards)}});
  return pages;
}

/// The first and the last day of which there is anything; null where nothing is dated.
Json days_json(const Call& call) {
  const project::MetricEntity* entity = metric::dated_entity(call.reading->project().metrics);
  if (entity == nullptr || entity->measures.empty()) return nullptr;
  metric::Question question;
  question.measures = {entity->measures.front().name};
  question.by = {entity->name + "." + entity->time + ".day"};
  if (!is_askable(*call.reading, question)) return nullptr;
  const Question asked = ask(call, metric::compile(call.reading->model(), question).query);
  engine::Result rows = asked.connection->query(asked.query);
  std::string first, last;
  while (const auto chunk = rows.next()) {
    for (std::size_t row = 0; row < chunk->rows(); ++row) {
      if (chunk->is_null(0, row)) continue;
      const std::string day = chunk->display(0, row);
      if (first.empty() || day < first) first = day;
      if (day > last) last = day;
    }
  }
  if (first.empty()) return nullptr;
  return {{"entity", entity->name}, {"first", first}, {"last", last}};
}

Json range_json(const metric::DayRange& days) {
  return {{"from", days.first}, {"to", days.last}};
}

/// What readers choose days from, of data that goes so far.
Json presets_json(const metric::DayRange& data) {
  Json list = Json::array();
  for (const metric::ShownDays& shown : metric::presets_of(data)) {
    Json preset{{"preset", shown.name}};
    preset.update(range_json(shown.days));
    preset["before"] = shown.before ? range_json(*shown.before) : Json();
    preset["grain"] = project::word_of(shown.grain);
    list.push_back(std::move(preset));
  }
  return list;
}

/// How days of their own choice are parted.
Json grains_json() {
  Json list = Json::array();
  for (const metric::GrainLimit& limit : metric::grain_limits())
    list.push_back(
        {{"grain", project::word_of(limit.grain)}, {"most_days", limit.most_days ? Json(*limit.most_days) : Json()}});
  return list;
}

/// Of whatever stands on pages, what it can be filtered by, into the answer.
void add_filters(const Reading& reading, const Json& pages, Json& answer) {
  const std::vector<std::string> chosen = metric::filter_dimensions(reading.project().metrics);
  std::set<std::string> measures, dimensions(chosen.begin(), chosen.end());
  dimensions.insert("time");
  for (const Json& page : pages) {
    for (const Json& card : page["cards"]) {
      for (const Json& measure : card["measures"]) measures.insert(measure.get<std::string>());
      for (const Json& mark : card["marks"]) measures.insert(mark.get<std::string>());
      for (const Json& dimension : card["by"]) dimensions.insert(dimension.get<std::string>());
    }
  }
  answer["filter_dimensions"] = dimensions;
  answer["can_filter"] =
      filters_json(reading.model(), {measures.begin(), measures.end()}, {dimensions.begin(), dimensions.end()});
}

http::Response pages(const Call& call) {
  Json answer{{"snapshot", call.reading->number()},
              {"days", nullptr},
              {"presets", Json::array()},
              {"grains", grains_json()},
              {"filters", metric::filter_dimensions(call.reading->project().metrics)},
              {"filter_dimensions", Json::array()},
              {"can_filter", Json::object()},
              {"pages", Json::array()}};
  if (call.reading->moment() && !call.reading->project().metrics.empty()) {
    answer["days"] = days_json(call);
    if (!answer["days"].is_null()) answer["presets"] = presets_json({answer["days"]["first"], answer["days"]["last"]});
    answer["pages"] = pages_json(*call.reading);
    add_filters(*call.reading, answer["pages"], answer);
  }
  return json_response(answer);
}

http::Response filters(const Call& call) {
  const Arguments& asked = call.arguments;
  return json_response(
      {{"can_filter", filters_json(call.reading->model(), asked.texts("measure"), asked.texts("dimension"))}});
}

http::Response members(const Call& call) {
  const metric::TypedModel& model = call.reading->model();
  const auto question = metric::members_question(model, call.arguments.text("dimension"));
  if (!question)
    return json_response({{"snapshot", call.reading->number()},
                          {"columns", Json::array()},
                          {"rows", Json::array()},
                          {"truncated", false}});
  const auto compiled = metric::compile(model, metric::question_of(*question, metric::Names(model)));
  return rows_answer(call, ask(call, compiled.query), std::nullopt);
}

Endpoint members_endpoint() {
  Endpoint one;
  one.least = Least::kViewer;
  one.keeps_masks = one.keeps_rows = true;
  one.path = "/v1/metrics/members";
  one.name = "metrics_members";
  one.summary = "The members of a dimension, the greatest first, 200 at most";
  one.answer = "Each with the measure that they are ordered by";
  one.is_kept = true;
  one.parameters = {{"dimension", Parameter::Kind::kText, "Such as customers.location", true}};
  one.handle = members;
  return one;
}

}  // namespace

std::vector<Endpoint> page_endpoints() {
  Endpoint all;
  all.least = Least::kViewer;
  all.keeps_masks = all.keeps_rows = true;
  all.path = "/v1/pages";
  all.name = "pages";
  all.summary = "The pages of dashboards that the project's metrics yield, with the questions that each asks";
  all.answer = "Pages with cards, dimensions to filter all of them by, and the first and last day of the data";
  all.is_kept = true;
  all.handle = pages;

  Endpoint fitting;
  fitting.least = Least::kViewer;
  fitting.keeps_masks = fitting.keeps_rows = true;
  fitting.path = "/v1/metrics/filters";
  fitting.name = "metrics_filters";
  fitting.summary = "By which dimensions measures can be filtered and grouped";
  fitting.answer = "For each measure those of the dimensions that its rows lead to";
  fitting.takes_post = true;
  fitting.is_kept = true;
  fitting.parameters = {{"measure", Parameter::Kind::kTexts, "Such as revenue; several are fine", true},
                        {"dimension", Parameter::Kind::kTexts, "Such as time or customers.location", true}};
  fitting.handle = filters;
  return {all, fitting, members_endpoint()};
}

}  // namespace c360::serve
