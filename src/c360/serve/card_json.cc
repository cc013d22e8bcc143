#include "c360/serve/card_json.h"

#include "c360/metric/askable.h"
#include "c360/metric/compare_places.h"
#include "c360/metric/compile.h"
#include "c360/metric/names.h"
#include "c360/metric/rows.h"

namespace c360::serve {
namespace {

/// The bands that a card shows, from where they begin and as people see them; null for other cards.
Json bands_json(const metric::TypedModel& model, const metric::PageCard& card) {
  if (card.kind != metric::CardKind::kBands) return nullptr;
  const metric::Dim dim = metric::Names(model).dimension(card.by.front());
  if (dim.dimension == nullptr || dim.dimension->bands.empty()) return nullptr;
  return {{"starts", dim.dimension->bands}, {"labels", metric::labels_of_bands(model, *dim.dimension)}};
}

/// As /v1/metrics/query takes it, without days and filters.
Json json_of(const metric::CardQuestion& asked) {
  const metric::QuestionTexts& question = asked.question;
  Json json{{"days", metric::word_of(asked.days)},
            {"measures", question.measures},
            {"by", question.by},
            {"where", question.where},
            {"order", question.order}};
  if (question.limit) json["limit"] = *question.limit;
  if (question.top) {
    json["top"] = *question.top;
    json["rest"] = question.rest;
  }
  return json;
}

Json json_of(const metric::TypedModel& model, const metric::PageCard& card,
             const std::vector<metric::CardQuestion>& questions) {
  Json asks = Json::object();
  for (const metric::CardQuestion& asked : questions) asks[asked.part] = json_of(asked);
  return {{"kind", metric::word_of(card.kind)},
          {"title", card.title},
          {"measures", card.measures},
          {"by", card.by},
          {"where", card.where},
          {"marks", card.marks},
          {"bands", bands_json(model, card)},
          {"leads_to", card.leads_to.empty() ? Json() : Json(card.leads_to)},
          {"all_days", card.all_days},
          {"width", card.width},
          {"asks", std::move(asks)}};
}

}  // namespace

bool is_askable(const Reading& reading, const metric::Question& question) {
  return metric::is_askable(reading.model(), question) &&
         metric::can_be_asked(reading.model(), question, [&](const std::string& schema, const std::string& table) {
           return reading.why_absent(schema, table).empty();
         });
}

std::vector<metric::PageContent> askable_pages(const Reading& reading) {
  std::vector<metric::PageContent> pages = metric::page_contents(reading.project().metrics);
  for (metric::PageContent& page : pages)
    std::erase_if(page.cards,
                  [&](const metric::PageCard& card) { return !is_askable(reading, metric::question_of(card)); });
  return pages;
}

Json cards_json(const metric::TypedModel& model, const std::vector<metric::PageCard>& cards) {
  const auto questions = metric::questions_of(model, cards);
  Json list = Json::array();
  for (std::size_t i = 0; i < cards.size(); ++i) list.push_back(json_of(model, cards[i], questions[i]));
  return list;
}

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

}  // namespace c360::serve
