#include "c360/base/error.h"
#include "c360/metric/compile.h"
#include "c360/metric/model_json.h"
#include "c360/metric/names.h"
#include "c360/metric/question_texts.h"
#include "c360/serve/asking.h"
#include "c360/serve/endpoints.h"
#include "c360/sql/layout.h"

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

metric::Compiled compiled(const Call& call, const metric::Kept* kept = nullptr) {
  const metric::TypedModel& model = call.reading->model();
  return metric::compile(model, metric::question_of(question_of(call.arguments), metric::Names(model)),
                         metric::named_as_in_project, kept);
}

/// From what is kept of the snapshot; nullopt where its files are not (any more) what was written.
std::optional<http::Response> from_kept(const Call& call, const metric::Kept& kept) {
  try {
    return rows_answer(call, {connect(call), compiled(call, &kept).query}, std::nullopt);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kIo && error.code() != ErrorCode::kEngine) throw;
    call.reading->keep(nullptr);
    return std::nullopt;
  }
}

http::Response query(const Call& call) {
  const Question question = ask(call, compiled(call).query);
  const auto kept = call.reading->kept();
  auto answer = kept ? from_kept(call, *kept) : std::nullopt;
  return answer ? std::move(*answer) : rows_answer(call, question, std::nullopt);
}

http::Response statement(const Call& call) {
  return json_response({{"sql", sql::laid_out(call.reading->dialect().write(compiled(call).query))}});
}

}  // namespace

std::vector<Endpoint> metric_endpoints() {
  Endpoint all;
  all.path = "/v1/metrics";
  all.least = Least::kViewer;
  all.keeps_masks = all.keeps_rows = true;
  all.name = "metrics";
  all.summary = "Entities with their measures, dimensions and relationships";
  all.answer = "The semantic model";
  all.handle = list;

  using Kind = Parameter::Kind;
  Endpoint question;
  question.path = "/v1/metrics/query";
  question.least = Least::kViewer;
  question.keeps_masks = question.keeps_rows = true;
  question.name = "metrics_query";
  question.summary = "Measures by dimensions, each added up at its own grain";
  question.answer = "A column for each dimension and measure";
  question.formats = rows_formats();
  question.takes_post = true;
  question.is_kept = true;
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

  Endpoint text = question;
  text.path = "/v1/metrics/statement";
  text.name = "metrics_statement";
  text.summary = "The statement that answers a question, which /v1/sql takes";
  text.answer = "Its SQL";
  text.formats = {"application/json"};
  text.handle = statement;
  return {all, question, text};
}

}  // namespace c360::serve
