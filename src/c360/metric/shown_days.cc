#include "c360/metric/shown_days.h"

#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/metric/day.h"

namespace c360::metric {
namespace {

using project::TimeGrain;
using std::chrono::days;
using std::chrono::sys_days;

sys_days day_of(const std::string& text) {
  const auto day = read_day(text);
  if (!day) throw Error(ErrorCode::kInternal, fmt::format("'{}' is no day", text));
  return *day;
}

TimeGrain grain_for(sys_days first, sys_days last) {
  const auto count = (last - first).count() + 1;
  for (const GrainLimit& limit : grain_limits())
    if (!limit.most_days || count <= *limit.most_days) return limit.grain;
  return TimeGrain::kYear;
}

DayRange range(sys_days first, sys_days last) {
  return {text_of(first), text_of(last)};
}

ShownDays last_days(int count, sys_days last) {
  const sys_days first = last - days(count - 1);
  return {fmt::format("{}d", count), range(first, last), range(first - days(count), first - days(1)),
          grain_for(first, last)};
}

/// Compared with the same days a year earlier.
ShownDays this_year(sys_days last) {
  constexpr int kMonths = 12;
  const sys_days first = sys_days(std::chrono::year_month_day(last).year() / std::chrono::January / 1);
  return {"year", range(first, last), range(months_later(first, -kMonths), months_later(last, -kMonths)),
          grain_for(first, last)};
}

}  // namespace

std::vector<ShownDays> presets_of(const DayRange& data) {
  const sys_days first = day_of(data.first), last = day_of(data.last);
  return {last_days(7, last),
          last_days(30, last),
          last_days(90, last),
          this_year(last),
          {"all", data, std::nullopt, grain_for(first, last)}};
}

const std::vector<GrainLimit>& grain_limits() {
  constexpr int kYear = 366;
  static const std::vector<GrainLimit> limits = {{TimeGrain::kDay, 62},
                                                 {TimeGrain::kWeek, 200},
                                                 {TimeGrain::kMonth, 6 * kYear},
                                                 {TimeGrain::kQuarter, 20 * kYear},
                                                 {TimeGrain::kYear, std::nullopt}};
  return limits;
}

}  // namespace c360::metric
