#include "c360/metric/period.h"

#include <chrono>

#include "c360/metric/day.h"
#include "c360/project/metric_words.h"
#include "c360/sql/functions.h"

namespace c360::metric {
namespace {

using project::TimeGrain;
using sql::Expr;
namespace fn = sql::fn;
namespace chrono = std::chrono;

constexpr int kDaysOfWeek = 7;
constexpr unsigned kMonthsOfQuarter = 3;

}  // namespace

Expr period_literal(TimeGrain period) {
  return sql::literal(project::word_of(period));
}

Expr shifted(TimeGrain period, const Expr& first, int by) {
  return sql::call(fn::kShift, {period_literal(period), first, sql::literal(std::int64_t{by})});
}

Expr local_time(const Calendar& calendar, const Expr& moment, const sql::Type& type) {
  if (type.kind != sql::TypeKind::kTimestamp) return moment;
  return sql::call(fn::kLocalTime, {moment, sql::literal(calendar.time_zone)});
}

Expr first_day(const Calendar& calendar, const Expr& moment, const sql::Type& type, TimeGrain period) {
  // As it is, a column's statistics tell which parts of it hold no such day.
  if (period == TimeGrain::kDay && type.kind == sql::TypeKind::kDate) return moment;
  const Expr local = local_time(calendar, moment, type);
  const int late = (kDaysOfWeek + 1 - calendar.first_day_of_week) % kDaysOfWeek;
  if (period != TimeGrain::kWeek || late == 0) return sql::call(fn::kTruncate, {period_literal(period), local});
  const Expr day = sql::call(fn::kTruncate, {period_literal(TimeGrain::kDay), local});
  const Expr monday = sql::call(fn::kTruncate, {period_literal(period), shifted(TimeGrain::kDay, day, late)});
  return shifted(TimeGrain::kDay, monday, -late);
}

std::optional<bool> is_first_day(const Calendar& calendar, const std::string& day, TimeGrain period) {
  const auto read = read_day(day);
  if (!read) return std::nullopt;
  const chrono::year_month_day date(*read);
  const unsigned month = static_cast<unsigned>(date.month());
  const bool is_first_of_month = date.day() == chrono::day(1);
  switch (period) {
    case TimeGrain::kWeek:
      return static_cast<int>(chrono::weekday(*read).iso_encoding()) == calendar.first_day_of_week;
    case TimeGrain::kMonth:
      return is_first_of_month;
    case TimeGrain::kQuarter:
      return is_first_of_month && month % kMonthsOfQuarter == 1;
    case TimeGrain::kYear:
      return is_first_of_month && month == 1;
    default:
      return true;
  }
}

std::optional<std::string> day_after(const std::string& day) {
  const auto read = read_day(day);
  return read ? std::optional(text_of(*read + chrono::days(1))) : std::nullopt;
}

bool falls_into(TimeGrain finer, TimeGrain coarser) {
  if (!project::is_period(finer) || !project::is_period(coarser)) return false;
  if (finer == coarser || finer == TimeGrain::kDay) return true;
  return finer != TimeGrain::kWeek && coarser != TimeGrain::kWeek && finer < coarser;
}

}  // namespace c360::metric
