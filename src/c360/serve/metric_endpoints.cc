#include "c360/metric/compile.h"
#include "c360/metric/model_json.h"
#include "c360/metric/names.h"
#include "c360/metric/question_texts.h"
#include "c360/serve/asking.h"
#include "c360/serve/endpoints.h"

namespace c360::serve {
namespace {

http::Response list(const Call& call) {
  Json entities = Json::array();
  for (const auto& entity : call.reading->project().metrics.entities) entities.push_back(metric::json_of(entity));
  return json_response({{"entities", entities}});
}

metric::QuestionTexts question_of(const Arguments& arguments) {
  metric::QuestionTexts question;
  question.measures = arguments.texts("measure");
  question.by = arguments.texts("by");
  question.where = arguments.texts("where");
  question.order = arguments.texts("order");
  question.grain = arguments.text("grain");
  question.limit = arguments.number("limit");
  question.top = arguments.number("top");
  if (arguments.has("rest")) question.rest = arguments.text("rest");
  return question;
}

http::Response query(const Call& call) {
  const metric::TypedModel& model = call.reading->model();
  const metric::Question question = metric::question_of(question_of(call.arguments), metric::Names(model));
  return rows_answer(call, ask(call, metric::compile(model, question).query), std::nullopt);
}

}  // namespace

std::vector<Endpoint> metric_endpoints() {
  Endpoint all;
  all.path = "/v1/metrics";
  all.name = "metrics";
  all.summary = "Entities with their measures, dimensions and relationships";
  all.answer = "The semantic model";
  all.handle = list;

  using Kind = Parameter::Kind;
  Endpoint question;
  question.path = "/v1/metrics/query";
  question.name = "metrics_query";
  question.summary = "Measures by dimensions, each added up at its own grain";
  question.answer = "A column for each dimension and measure";
  question.formats = rows_formats();
  question.takes_post = true;
  question.parameters = {
      {"measure", Kind::kTexts, "Such as revenue; several are fine", true},
      {"by", Kind::kTexts, "Dimensions, such as customers.location or time.month"},
      {"where", Kind::kTexts, "Conditions, such as: channel = Online"},
      {"grain", Kind::kText, "day, week, month, quarter, year, hour_of_day, day_of_week, …"},
      {"order", Kind::kTexts, "Measures or dimensions, each with asc or desc"},
      {"limit", Kind::kWholeNumber, "The most rows"},
      {"top", Kind::kWholeNumber, "Of the first dimension only so many values, the rest folded into one"},
      {"rest", Kind::kText, "What the rest is called (default Other)"}};
  question.handle = query;
  return {all, question};
}

}  // namespace c360::serve
