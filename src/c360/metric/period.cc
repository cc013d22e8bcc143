#include "c360/metric/period.h"

#include <fmt/core.h>

#include <charconv>
#include <chrono>

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

std::optional<chrono::year_month_day> read_day(const std::string& text) {
  constexpr std::size_t kLength = 10;
  if (text.size() != kLength || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t length) {
    int value = -1;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + length, value);
    return error == std::errc() && end == text.data() + at + length ? value : -1;
  };
  const chrono::year_month_day day{chrono::year(number(0, 4)), chrono::month(static_cast<unsigned>(number(5, 2))),
                                   chrono::day(static_cast<unsigned>(number(8, 2)))};
  return day.ok() ? std::optional(day) : std::nullopt;
}

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
  const auto date = read_day(day);
  if (!date) return std::nullopt;
  const unsigned month = static_cast<unsigned>(date->month());
  const bool is_first_of_month = date->day() == chrono::day(1);
  switch (period) {
    case TimeGrain::kWeek:
      return static_cast<int>(chrono::weekday(chrono::sys_days(*date)).iso_encoding()) == calendar.first_day_of_week;
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
  const auto date = read_day(day);
  if (!date) return std::nullopt;
  const chrono::year_month_day next = chrono::sys_days(*date) + chrono::days(1);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(next.year()), static_cast<unsigned>(next.month()),
                     static_cast<unsigned>(next.day()));
}

bool falls_into(TimeGrain finer, TimeGrain coarser) {
  if (!project::is_period(finer) || !project::is_period(coarser)) return false;
  if (finer == coarser || finer == TimeGrain::kDay) return true;
  return finer != TimeGrain::kWeek && coarser != TimeGrain::kWeek && finer < coarser;
}

}  // namespace c360::metric
