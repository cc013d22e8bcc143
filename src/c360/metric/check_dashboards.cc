#include "c360/metric/check_dashboards.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "c360/metric/compile.h"
#include "c360/metric/names.h"

namespace c360::metric {
namespace {

using project::Chart;
using project::Dashboard;
using project::DashboardCard;

/// How many measures and dimensions a chart shows.
struct Room {
  std::size_t most_measures, least_by, most_by;
  const char* words;
};

constexpr std::size_t kAny = 20;

bool is_of_time(const std::string& by) {
  return by == "time" || by.starts_with("time.");
}

Room room_of(Chart chart) {
  switch (chart) {
    case Chart::kTile:
      return {kAny, 0, 0, "a tile shows measures without 'by'"};
    case Chart::kTime:
      return {kAny, 0, 2, "a chart over time shows measures by a time and one dimension more at most"};
    case Chart::kBars:
    case Chart::kParts:
      return {kAny, 1, 2, "bars and parts show measures by one dimension, or one within another"};
    case Chart::kBands:
      return {kAny, 1, 1, "bands show measures by one dimension"};
    case Chart::kWeek:
      return {1, 0, 1, "a week shows one measure, for each member of one dimension at most"};
    case Chart::kCohorts:
      return {1, 2, 2, "cohorts show one measure by when something began and the periods since"};
    case Chart::kTable:
      break;
  }
  return {kAny, 0, kAny, "a table shows up to twenty measures and dimensions"};
}

/// A chart of a week is by weekday and hour, one over time by a period, and times are in months where nothing is said.
QuestionTexts as_drawn(const DashboardCard& card, QuestionTexts question, const Names& names) {
  if (card.chart == Chart::kWeek) question.by.insert(question.by.begin(), {"time.day_of_week", "time.hour_of_day"});
  if (!question.grain.empty()) return question;
  for (std::string& by : question.by) by = names.with_month(by);
  if (card.chart == Chart::kTime && std::none_of(question.by.begin(), question.by.end(), is_of_time))
    question.by.insert(question.by.begin(), "time.month");
  return question;
}

void check(const TypedModel& model, const Dashboard& dashboard, const DashboardCard& card) {
  const Room room = room_of(card.chart);
  if (card.measures.size() > room.most_measures || card.by.size() < room.least_by || card.by.size() > room.most_by)
    throw Error(ErrorCode::kProject, fmt::format("'chart: {}' cannot show this", to_string(card.chart)), room.words);
  const Names names(model);
  compile(model, question_of(as_drawn(card, question_of(dashboard, card), names), names));
}

}  // namespace

QuestionTexts question_of(const Dashboard& dashboard, const DashboardCard& card) {
  QuestionTexts question;
  question.measures = card.measures;
  question.by = card.by;
  question.where = dashboard.conditions;
  question.where.insert(question.where.end(), card.conditions.begin(), card.conditions.end());
  question.order = card.order;
  question.grain = card.grain;
  question.top = card.top;
  question.limit = card.limit;
  return question;
}

std::vector<Error> faults_of(const TypedModel& model, const Dashboard& dashboard) {
  std::vector<Error> faults;
  for (const DashboardCard& card : dashboard.cards) {
    if (card.measures.empty()) continue;
    try {
      check(model, dashboard, card);
    } catch (const Error& error) {
      faults.emplace_back(ErrorCode::kProject, error.message(), error.hint(), card.where);
    }
  }
  return faults;
}

}  // namespace c360::metric
