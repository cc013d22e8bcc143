#include "c360/serve/report.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/side_by_side.h"
#include "c360/docs/data_page.h"
#include "c360/serve/card_json.h"
#include "c360/serve/endpoints.h"
#include "c360/serve/problem.h"
#include "c360/serve/reading.h"
#include "c360/serve/report_questions.h"
#include "c360/serve/routes.h"

// Of the file that web/build.mjs made, put into the program by cmake/EmbedWeb.cmake.
extern "C" const char c360_web_report[];
extern "C" const char c360_web_report_end[];

namespace c360::serve {
namespace {

constexpr int kOk = 200;

struct Answer {
  int status = kOk;
  std::string body;  ///< JSON
};

/// Whether an answer that fails so is told in its place; anything else ends the report.
bool is_told(ErrorCode code) {
  return code == ErrorCode::kUsage || code == ErrorCode::kNotFound || code == ErrorCode::kProject ||
         code == ErrorCode::kData || code == ErrorCode::kUnsupported || code == ErrorCode::kEngine;
}

/// Asks the API's handlers without a server. Any thread may call answer().
class Answering {
 public:
  Answering(std::shared_ptr<const Reading> reading, access::Reader reader, const Cancellation& cancel)
      : reading_(std::move(reading)), reader_(std::move(reader)), stop_(&cancel, [](const Cancellation*) {}) {
    for (auto make : {project_endpoints, quality_endpoints, source_endpoints, metric_endpoints, page_endpoints,
                      dashboard_endpoints})
      take(make());
    take(run_endpoints(starter_));
  }

  Answer answer(const ReportQuestion& question) const {
    stop_->check();
    try {
      return whole(asked(question));
    } catch (const Error& error) {
      if (!is_told(error.code())) throw;
      return {problem(error).status, problem(error).body};
    }
  }

 private:
  void take(std::vector<Endpoint> endpoints) {
    for (Endpoint& endpoint : endpoints) endpoints_.push_back(std::move(endpoint));
  }

  http::Response asked(const ReportQuestion& question) const {
    http::Request request;
    request.method = "GET";
    request.path = question.path;
    for (const auto& [name, value] : question.query) request.query.add(name, value);
    const Found found = find_endpoint(endpoints_, request.method, request.path);
    if (!found.match) throw Error(ErrorCode::kInternal, "a report asks for " + request.path + ", which is not there");
    if (!reader_.unmasked && !found.match->endpoint->keeps_masks)
      throw Error(ErrorCode::kInternal, "a report with masks asks for " + request.path + ", which keeps none");
    return found.match->endpoint->handle(
        {reading_, arguments_of(*found.match, request), {}, reader_, {}, {}, stop_, std::make_shared<Outcome>()});
  }

  static Answer whole(const http::Response& response) {
    Answer answer{response.status, response.body};
    if (response.stream) response.stream([&](std::string_view part) { answer.body += part; });
    return answer;
  }

  std::shared_ptr<const Reading> reading_;
  access::Reader reader_;
  std::shared_ptr<const Cancellation> stop_;
  RunStarter starter_{{}, [](const std::string&) {}};
  std::vector<Endpoint> endpoints_;
};

/// How far the data goes, by /v1/pages.
std::optional<metric::DayRange> days_of(const Answering& answering) {
  const Answer answer = answering.answer({"/v1/pages", {}});
  const Json json = Json::parse(answer.body);
  if (answer.status != kOk) throw Error(ErrorCode::kUsage, json.value("detail", ""), json.value("hint", ""));
  if (json["days"].is_null()) return std::nullopt;
  return metric::DayRange{json["days"]["first"], json["days"]["last"]};
}

std::size_t pages_of(const Reading& reading) {
  std::size_t count = reading.project().dashboards.size();
  if (reading.project().metrics.empty()) return count;
  for (const metric::PageContent& page : askable_pages(reading)) count += page.cards.empty() ? 0 : 1;
  return count;
}

/// What the page reads: web/src/app/source.ts.
std::string data_of(const std::vector<ReportQuestion>& questions, const std::vector<Answer>& answers, bool unmasked) {
  std::string text = std::string(R"({"unmasked":)") + (unmasked ? "true" : "false") + R"(,"answers":[)";
  for (std::size_t i = 0; i < questions.size(); ++i) {
    Json query = Json::array();
    for (const auto& [name, value] : questions[i].query) query.push_back(Json::array({name, value}));
    const Json head{{"path", questions[i].path}, {"query", std::move(query)}, {"status", answers[i].status}};
    std::string start = head.dump();
    start.pop_back();
    text += (i == 0 ? "\n" : ",\n") + start + R"(,"body":)" + answers[i].body + "}";
  }
  return text + "\n]}";
}

/// A definition tells, where it stands, that its measure has no statement without dimensions.
bool is_definition(const ReportQuestion& question) {
  return question.path == "/v1/metrics/statement";
}

std::vector<Unanswered> unanswered(const std::vector<ReportQuestion>& questions, const std::vector<Answer>& answers) {
  std::vector<Unanswered> all;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (answers[i].status == kOk || is_definition(questions[i])) continue;
    const std::string why = Json::parse(answers[i].body).value("detail", "");
    const bool is_known =
        std::any_of(all.begin(), all.end(), [&](const Unanswered& other) { return other.why == why; });
    if (!is_known) all.push_back({questions[i].path, why});
  }
  return all;
}

}  // namespace

Report report_of(const project::Project& project, bool unmasked, const Cancellation& cancel) {
  const access::Reader reader{{}, "report", "analyst", project::Role::kAnalyst, unmasked, {}};
  Readings readings([&] { return project; });
  const std::shared_ptr<const Reading> reading = readings.of(reader);
  if (!reading->moment())
    throw Error(ErrorCode::kNotFound, "the project has not run yet, so there is nothing to report", "c360 run");
  const Answering answering(reading, reader, cancel);
  const std::vector<ReportQuestion> questions = report_questions(*reading, days_of(answering));
  std::vector<Answer> answers(questions.size());
  side_by_side(questions.size(), [&](std::size_t i) { answers[i] = answering.answer(questions[i]); });
  const std::string_view packed(c360_web_report, static_cast<std::size_t>(c360_web_report_end - c360_web_report));
  return {docs::page_with_data(packed, data_of(questions, answers, unmasked)), reading->number(), pages_of(*reading),
          answers.size(), unanswered(questions, answers)};
}

}  // namespace c360::serve
