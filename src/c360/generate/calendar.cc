#include "c360/generate/calendar.h"

#include <algorithm>
#include <array>

#include "c360/generate/wide.h"

namespace c360::generate {
namespace {

constexpr std::int64_t kDaysPerEra = 146097;  // 400 years
constexpr std::int64_t kEpochShift = 719468;  // from 0000-03-01 to 1970-01-01

// Parts of a hundred, January first.
constexpr std::array<std::int64_t, 12> kMonthWeights = {80, 75, 90, 95, 100, 95, 85, 90, 100, 110, 150, 180};
constexpr std::array<std::int64_t, 7> kWeekdayWeights = {90, 85, 90, 95, 115, 140, 125};  // Monday first

std::int64_t weight_of(std::int64_t day, int first_year) {
  const Civil date = civil_of(day);
  const auto weekday = static_cast<std::size_t>((day + 3) % 7);  // 1970-01-01 was a Thursday
  return kMonthWeights[static_cast<std::size_t>(date.month - 1)] * kWeekdayWeights[weekday] *
         (4 + date.year - first_year);
}

}  // namespace

std::int64_t days_of(Civil date) {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * kDaysPerEra + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - kEpochShift;
}

Civil civil_of(std::int64_t days) {
  const std::int64_t shifted = days + kEpochShift;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - kDaysPerEra + 1) / kDaysPerEra;
  const std::int64_t of_era = shifted - era * kDaysPerEra;
  const std::int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const std::int64_t month = (5 * of_year + 2) / 153;
  Civil date;
  date.day = static_cast<int>(of_year - (153 * month + 2) / 5 + 1);
  date.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  date.year = static_cast<int>(year + era * 400 + (date.month <= 2 ? 1 : 0));
  return date;
}

BusyDays::BusyDays(Civil first, Civil last) : first_(days_of(first)) {
  std::int64_t total = 0;
  for (std::int64_t day = first_; day <= days_of(last); ++day) until_.push_back(total += weight_of(day, first.year));
}

std::int64_t BusyDays::day_of_event(std::int64_t index, std::int64_t count) const {
  const auto at = static_cast<std::int64_t>(static_cast<Wide>(until_.back()) * (2 * index + 1) / (2 * count));
  return first_ + (std::upper_bound(until_.begin(), until_.end(), at) - until_.begin());
}

}  // namespace c360::generate
