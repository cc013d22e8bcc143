#include <algorithm>
#include <set>

#include "c360/metric/askable.h"
#include "c360/metric/compare_places.h"
#include "c360/metric/compile.h"
#include "c360/metric/names.h"
#include "c360/metric/page_content.h"
#include "c360/metric/rows.h"
#include "c360/serve/asking.h"
#include "c360/serve/endpoints.h"

namespace c360::serve {
namespace {

/// The bands that a card shows, from where they begin and as people see them; null for other cards.
Json bands_json(const metric::TypedModel& model, const metric::PageCard& card) {
  if (card.kind != metric::CardKind::kBands) return nullptr;
  const metric::Dim dim = metric::Names(model).dimension(card.by.front());
  return {{"starts", dim.dimension->bands}, {"labels", metric::labels_of_bands(model, *dim.dimension)}};
}

Json json_of(const metric::TypedModel& model, const metric::PageCard& card) {
  return {{"kind", metric::word_of(card.kind)},
          {"title", card.title},
          {"measures", card.measures},
          {"by", card.by},
          {"where", card.where},
          {"marks", card.marks},
          {"bands", bands_json(model, card)},
          {"leads_to", card.leads_to.empty() ? Json() : Json(card.leads_to)},
          {"all_days", card.all_days},
          {"width", card.width}};
}

/// Whether a question has an answer that reads only tables which are there for the reader.
bool is_askable(const Reading& reading, const metric::Question& question) {
  return metric::is_askable(reading.model(), question) &&
         metric::can_be_asked(reading.model(), question, [&](const std::string& schema, const std::string& table) {
           return reading.why_absent(schema, table).empty();
         });
}

/// The pages, without the cards that this snapshot's tables cannot answer.
Json pages_json(const Reading& reading) {
  Json pages = Json::array();
  for (const metric::PageContent& content : metric::page_contents(reading.project().metrics)) {
    Json cards = Json::array();
    for (const metric::PageCard& card : content.cards)
      if (is_askable(reading, metric::question_of(card))) cards.push_back(json_of(reading.model(), card));
    pages.push_back({{"name", content.page.name},
                     {"title", content.page.title},
                     {"lacks", content.page.lacks},
                     {"cards", std::move(cards)}});
  }
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

/// Of each measure the dimensions that it can be filtered by.
Json filters_json(const metric::TypedModel& model, const std::vector<std::string>& measures,
                  const std::vector<std::string>& dimensions) {
  Json answer = Json::object();
  for (const std::string& measure : measures) {
    Json known = Json::array();
    for (const std::string& dimension : dimensions)
      if (metric::can_filter(model, measure, dimension)) known.push_back(dimension);
    answer[measure] = std::move(known);
  }
  return answer;
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
              {"filters", metric::filter_dimensions(call.reading->project().metrics)},
              {"filter_dimensions", Json::array()},
              {"can_filter", Json::object()},
              {"pages", Json::array()}};
  if (call.reading->moment() && !call.reading->project().metrics.empty()) {
    answer["days"] = days_json(call);
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
  return {all, fitting};
}

}  // namespace c360::serve
