#include "c360/serve/report_questions.h"

#include <fmt/core.h>

#include <set>
#include <utility>

#include "c360/base/error.h"
#include "c360/metric/card_question.h"
#include "c360/metric/drawn_cards.h"
#include "c360/serve/card_json.h"

namespace c360::serve {
namespace {

using Cards = std::vector<metric::PageCard>;
using Query = std::vector<http::Header>;

/// As the browser writes it: paramsOf() of web/src/app/api.ts.
Query query_of(const metric::QuestionTexts& question) {
  Query query;
  const auto add = [&](const char* name, const std::vector<std::string>& values) {
    for (const std::string& value : values) query.emplace_back(name, value);
  };
  add("measure", question.measures);
  add("by", question.by);
  add("where", question.where);
  add("order", question.order);
  if (question.limit) query.emplace_back("limit", std::to_string(*question.limit));
  if (question.top) {
    query.emplace_back("top", std::to_string(*question.top));
    query.emplace_back("rest", question.rest);
  }
  return query;
}

class Questions {
 public:
  Questions(const Reading& reading, const std::optional<metric::DayRange>& days) : reading_(reading), days_(days) {
    if (days) presets_ = metric::presets_of(*days);
  }

  std::vector<ReportQuestion> take() && {
    for (const char* path :
         {"/v1/project", "/v1/metrics", "/v1/pages", "/v1/quality", "/v1/sources", "/v1/lineage", "/v1/dashboards"})
      add(path);
    add_warnings();
    add("/v1/runs/" + reading_.moment()->run_id);
    for (const project::Dashboard& dashboard : reading_.project().dashboards) add_dashboard(dashboard);
    if (!reading_.project().metrics.empty()) add_pages();
    return std::move(questions_);
  }

 private:
  void add(const std::string& path, Query query = {}) {
    ReportQuestion question{path, std::move(query)};
    if (known_.emplace(question.path, question.query).second) questions_.push_back(std::move(question));
  }

  /// The first rows that break each check, as the page of quality asks for them.
  void add_warnings() {
    for (const auto& [name, rows] : reading_.moment()->warning_counts) {
      const std::size_t dot = name.find('.');
      add("/v1/quality/warnings", {{"entity", name.substr(0, dot)}, {"check", name.substr(dot + 1)}, {"limit", "100"}});
    }
  }

  void add_pages() {
    for (const std::string& dimension : metric::filter_dimensions(reading_.project().metrics)) add_members(dimension);
    for (const metric::PageContent& page : askable_pages(reading_)) add_cards(page.cards);
  }

  void add_dashboard(const project::Dashboard& dashboard) {
    const std::string path = "/v1/dashboards/" + dashboard.name;
    add(path);
    for (std::size_t i = 0; i < dashboard.cards.size(); ++i) {
      const project::DashboardCard& card = dashboard.cards[i];
      if (!card.sql.empty()) add(fmt::format("{}/rows/{}", path, i));
      if (!card.measures.empty() && !reading_.project().metrics.empty()) add_drawn(dashboard, card);
    }
  }

  /// A card that asks what there is not is one of the dashboard's faults.
  void add_drawn(const project::Dashboard& dashboard, const project::DashboardCard& card) {
    try {
      add_cards(metric::drawn_cards(reading_.model(), dashboard, card));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kUsage) throw;
    }
  }

  void add_cards(const Cards& cards) {
    for (const auto& questions : metric::questions_of(reading_.model(), cards))
      for (const metric::CardQuestion& asked : questions) add_under_all_days(asked);
    for (const metric::PageCard& card : cards) {
      for (const std::string& measure : card.measures) add("/v1/metrics/statement", {{"measure", measure}});
      if (shows_members(card))
        for (const std::string& dimension : card.by) add_members(dimension);
    }
  }

  void add_under_all_days(const metric::CardQuestion& asked) {
    const auto add_under = [&](const metric::ShownDays* shown) {
      const auto question = metric::asked_under(reading_.model(), asked, shown, days_ ? &*days_ : nullptr);
      if (question) add("/v1/metrics/query", query_of(*question));
    };
    if (presets_.empty()) add_under(nullptr);
    for (const metric::ShownDays& shown : presets_) add_under(&shown);
  }

  /// Whether members have colours, which they keep whatever is shown of them.
  static bool shows_members(const metric::PageCard& card) {
    return card.kind == metric::CardKind::kTime || card.kind == metric::CardKind::kBars ||
           card.kind == metric::CardKind::kParts;
  }

  void add_members(const std::string& dimension) { add("/v1/metrics/members", {{"dimension", dimension}}); }

  const Reading& reading_;
  const std::optional<metric::DayRange>& days_;
  std::vector<metric::ShownDays> presets_;
  std::vector<ReportQuestion> questions_;
  std::set<std::pair<std::string, Query>> known_;
};

}  // namespace

std::vector<ReportQuestion> report_questions(const Reading& reading, const std::optional<metric::DayRange>& days) {
  return Questions(reading, days).take();
}

}  // namespace c360::serve
