#include "c360/metric/period.h"

#include <gtest/gtest.h>

namespace c360::metric {
namespace {

using Grain = project::TimeGrain;

TEST(Period, KnowsFirstDays) {
  const Calendar calendar;
  EXPECT_TRUE(*is_first_day(calendar, "2024-02-01", Grain::kMonth));
  EXPECT_FALSE(*is_first_day(calendar, "2024-02-02", Grain::kMonth));
  EXPECT_FALSE(*is_first_day(calendar, "2024-02-01", Grain::kQuarter));
  EXPECT_TRUE(*is_first_day(calendar, "2024-10-01", Grain::kQuarter));
  EXPECT_FALSE(*is_first_day(calendar, "2024-10-01", Grain::kYear));
  EXPECT_TRUE(*is_first_day(calendar, "2024-01-01", Grain::kYear));
  EXPECT_TRUE(*is_first_day(calendar, "2024-05-17", Grain::kDay));
  EXPECT_TRUE(*is_first_day(calendar, "2024-05-27", Grain::kWeek));
  EXPECT_FALSE(*is_first_day(calendar, "2024-05-26", Grain::kWeek));
  EXPECT_TRUE(*is_first_day({"UTC", 7}, "2024-05-26", Grain::kWeek));
}

TEST(Period, TextsThatAreNoDayHaveNone) {
  for (const char* text :
       {"", "2024", "2024-02-30", "2024-13-01", "2024-02-1 ", "24-02-01", "2024/02/01", "2024-02-01T"}) {
    EXPECT_FALSE(is_first_day({}, text, Grain::kMonth)) << text;
    EXPECT_FALSE(day_after(text)) << text;
  }
}

TEST(Period, TheDayAfterKnowsMonthsAndLeapYears) {
  EXPECT_EQ(day_after("2024-02-28"), "2024-02-29");
  EXPECT_EQ(day_after("2023-02-28"), "2023-03-01");
  EXPECT_EQ(day_after("2023-12-31"), "2024-01-01");
}

TEST(Period, FinerOnesFallIntoCoarserOnes) {
  EXPECT_TRUE(falls_into(Grain::kDay, Grain::kWeek));
  EXPECT_TRUE(falls_into(Grain::kMonth, Grain::kQuarter));
  EXPECT_TRUE(falls_into(Grain::kMonth, Grain::kMonth));
  EXPECT_FALSE(falls_into(Grain::kYear, Grain::kMonth));
  EXPECT_FALSE(falls_into(Grain::kWeek, Grain::kMonth));
  EXPECT_FALSE(falls_into(Grain::kDay, Grain::kHourOfDay));
}

}  // namespace
}  // namespace c360::metric
