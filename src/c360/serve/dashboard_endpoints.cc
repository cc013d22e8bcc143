#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/metric/check_dashboards.h"
#include "c360/metric/drawn_cards.h"
#include "c360/project/dashboard_schema.h"
#include "c360/serve/asking.h"
#include "c360/serve/card_json.h"
#include "c360/serve/endpoints.h"
#include "c360/session/reading_only.h"

namespace c360::serve {
namespace {

using project::Dashboard;
using project::DashboardCard;

/// The files of dashboards as they are now: they are written while the server runs.
struct Written {
  std::vector<Dashboard> dashboards;
  std::vector<Error> faults;
};

Written read_now(const Call& call) {
  Written written;
  project::Problems problems;
  written.dashboards = project::read_dashboards(call.reading->project().root, problems);
  try {
    problems.throw_if_any();
  } catch (const project::ProjectErrors& several) {
    written.faults = several.errors();
  }
  return written;
}

/// What is wrong with one, in its form or in its questions; nothing is asked before the first run.
std::vector<Error> faults_of(const Call& call, const Written& written, const Dashboard& dashboard) {
  std::vector<Error> faults;
  for (const Error& fault : written.faults)
    if (fault.where().file == dashboard.where.file) faults.push_back(fault);
  const bool asks = std::any_of(dashboard.cards.begin(), dashboard.cards.end(),
                                [](const DashboardCard& card) { return !card.measures.empty(); });
  if (!asks || !call.reading->moment()) return faults;
  try {
    for (Error& fault : metric::faults_of(call.reading->model(), dashboard)) faults.push_back(std::move(fault));
  } catch (const Error& error) {  // of a project without metrics
    faults.emplace_back(error.code(), error.message(), error.hint(), dashboard.where);
  }
  return faults;
}

Json faults_json(const std::vector<Error>& faults) {
  Json list = Json::array();
  for (const Error& fault : faults)
    list.push_back({{"where", fault.where().to_string()}, {"message", fault.message()}, {"hint", fault.hint()}});
  return list;
}

std::string kind_of(const DashboardCard& card) {
  if (!card.markdown.empty()) return "markdown";
  return card.sql.empty() ? to_string(card.chart) : "rows";
}

/// What a card is drawn as: nothing for texts and SELECTs, before the first run, and for what is wrong, which is told
/// among the faults.
Json drawn_json(const Call& call, const Dashboard& dashboard, const DashboardCard& card) {
  if (card.measures.empty() || !call.reading->moment()) return Json::array();
  try {
    const metric::TypedModel& model = call.reading->model();
    return cards_json(model, metric::drawn_cards(model, dashboard, card));
  } catch (const Error&) {
    return Json::array();
  }
}

Json card_json(const Call& call, const Dashboard& dashboard, const DashboardCard& card) {
  return {{"kind", kind_of(card)},
          {"title", card.title},
          {"description", card.description},
          {"cards", drawn_json(call, dashboard, card)},
          {"sql", card.sql},
          {"markdown", card.markdown},
          {"width", card.width}};
}

/// Which of the measures on cards can be asked of some days.
Json dated_json(const Call& call, const Json& cards) {
  std::set<std::string> measures;
  for (const Json& card : cards)
    for (const Json& drawn : card["cards"])
      for (const Json& measure : drawn["measures"]) measures.insert(measure.get<std::string>());
  if (measures.empty()) return Json::object();
  return filters_json(call.reading->model(), {measures.begin(), measures.end()}, {"time"});
}

const Dashboard& find_dashboard(const Written& written, const std::string& name) {
  std::vector<std::string> names;
  for (const Dashboard& each : written.dashboards) {
    if (each.name == name) return each;
    names.push_back(each.name);
  }
  throw Error(ErrorCode::kNotFound, fmt::format("there is no dashboard '{}'", name), did_you_mean(name, names));
}

http::Response dashboards(const Call& call) {
  const Written written = read_now(call);
  Json list = Json::array();
  for (const Dashboard& each : written.dashboards)
    list.push_back({{"name", each.name}, {"title", each.title}, {"description", each.description}});
  return json_response({{"dashboards", std::move(list)}, {"faults", faults_json(written.faults)}});
}

http::Response dashboard(const Call& call) {
  const Written written = read_now(call);
  const Dashboard& found = find_dashboard(written, call.arguments.text("dashboard"));
  Json cards = Json::array();
  for (const DashboardCard& card : found.cards) cards.push_back(card_json(call, found, card));
  Json dated = dated_json(call, cards);
  return json_response({{"name", found.name},
                        {"title", found.title},
                        {"description", found.description},
                        {"cards", std::move(cards)},
                        {"filter_dimensions", {"time"}},
                        {"can_filter", std::move(dated)},
                        {"faults", faults_json(faults_of(call, written, found))}});
}

/// The rows of a SELECT that the project's owner wrote: who may not write SQL sees them too, as far as they may.
http::Response dashboard_rows(const Call& call) {
  const Written written = read_now(call);
  const Dashboard& found = find_dashboard(written, call.arguments.text("dashboard"));
  const std::size_t number = static_cast<std::size_t>(call.arguments.number("card").value_or(-1));
  if (number >= found.cards.size() || found.cards[number].sql.empty())
    throw Error(ErrorCode::kNotFound, fmt::format("'{}' has no SELECT there", found.name), "cards are counted from 0");
  return rows_of_select(call, found.cards[number].sql, {});
}

}  // namespace

std::vector<Endpoint> dashboard_endpoints() {
  const Parameter name{"dashboard", Parameter::Kind::kText, "The dashboard's name", true, true};
  Endpoint all;
  all.least = Least::kViewer;
  all.keeps_masks = all.keeps_rows = true;
  all.path = "/v1/dashboards";
  all.name = "dashboards";
  all.summary = "The project's own dashboards, as their files are now";
  all.answer = "Names and titles, and what is wrong with the files";
  all.changes_by_snapshot = false;
  all.is_polled = true;
  all.handle = dashboards;

  Endpoint single;
  single.least = Least::kViewer;
  single.keeps_masks = single.keeps_rows = true;
  single.path = "/v1/dashboards/{dashboard}";
  single.name = "dashboard";
  single.summary = "The cards of a dashboard";
  single.answer = "Cards as of /v1/pages, SELECTs and texts; which measures have days";
  single.parameters = {name};
  single.changes_by_snapshot = false;
  single.is_polled = true;
  single.handle = dashboard;

  Endpoint select;
  select.least = Least::kViewer;
  select.keeps_masks = select.keeps_rows = true;
  select.path = "/v1/dashboards/{dashboard}/rows/{card}";
  select.name = "dashboard_rows";
  select.summary = "The rows of a card that is a SELECT";
  select.answer = "As of /v1/sql";
  select.formats = {"application/json", "text/csv"};
  select.parameters = {name, {"card", Parameter::Kind::kWholeNumber, "Which card, from 0", true, true}};
  select.changes_by_snapshot = false;
  select.handle = dashboard_rows;
  return {all, single, select};
}

}  // namespace c360::serve
