#include "c360/metric/shown_days.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/metric/day.h"

namespace c360::metric {
namespace {

using project::TimeGrain;

ShownDays preset(const std::string& name, const DayRange& data) {
  for (ShownDays& shown : presets_of(data))
    if (shown.name == name) return shown;
  ADD_FAILURE() << "there is no preset " << name;
  return {};
}

const DayRange kData{"2023-02-10", "2024-03-15"};

TEST(ShownDays, PresetsEndAtTheLastDayAndAreComparedWithAsManyDaysBefore) {
  const ShownDays week = preset("7d", kData);
  EXPECT_EQ(week.days, (DayRange{"2024-03-09", "2024-03-15"}));
  EXPECT_EQ(week.before, (DayRange{"2024-03-02", "2024-03-08"}));
  EXPECT_EQ(week.grain, TimeGrain::kDay);
  EXPECT_EQ(preset("90d", kData).grain, TimeGrain::kWeek);
  EXPECT_EQ(preset("90d", kData).days.first, "2023-12-17");
}

TEST(ShownDays, AYearIsComparedWithTheSameDaysOfTheYearBefore) {
  const ShownDays year = preset("year", kData);
  EXPECT_EQ(year.days, (DayRange{"2024-01-01", "2024-03-15"}));
  EXPECT_EQ(year.before, (DayRange{"2023-01-01", "2023-03-15"}));
  EXPECT_EQ(preset("year", {"2023-01-01", "2024-02-29"}).before, (DayRange{"2023-01-01", "2023-02-28"}));
}

TEST(ShownDays, AllDaysAreComparedWithNothing) {
  const ShownDays all = preset("all", kData);
  EXPECT_EQ(all.days, kData);
  EXPECT_EQ(all.before, std::nullopt);
  EXPECT_EQ(all.grain, TimeGrain::kMonth);
}

TEST(ShownDays, ACourseHasPointsEnoughAndNotTooMany) {
  const auto grain = [](const std::string& first, const std::string& last) {
    return preset("all", {first, last}).grain;
  };
  EXPECT_EQ(grain("2024-01-01", "2024-03-02"), TimeGrain::kDay) << "62 days";
  EXPECT_EQ(grain("2024-01-01", "2024-03-03"), TimeGrain::kWeek) << "63 days";
  EXPECT_EQ(grain("2010-01-01", "2024-01-01"), TimeGrain::kQuarter);
  EXPECT_EQ(grain("1924-01-01", "2024-01-01"), TimeGrain::kYear);
}

TEST(ShownDays, WhatIsNoDayIsRefused) {
  EXPECT_THROW(presets_of({"2024-02-30", "2024-03-01"}), Error);
  EXPECT_THROW(presets_of({"", ""}), Error);
}

TEST(Day, MonthsHaveTheirOwnLengths) {
  const auto later = [](const std::string& day, int months) { return text_of(months_later(*read_day(day), months)); };
  EXPECT_EQ(later("2024-01-31", 1), "2024-02-29");
  EXPECT_EQ(later("2024-02-29", -12), "2023-02-28");
  EXPECT_EQ(later("2024-12-31", 2), "2025-02-28");
}

}  // namespace
}  // namespace c360::metric
