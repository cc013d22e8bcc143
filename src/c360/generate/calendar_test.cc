#include "c360/generate/calendar.h"

#include <gtest/gtest.h>

#include <map>

namespace c360::generate {
namespace {

TEST(Calendar, CountsDaysFrom1970) {
  EXPECT_EQ(days_of({1970, 1, 1}), 0);
  EXPECT_EQ(days_of({1969, 12, 31}), -1);
  EXPECT_EQ(days_of({2000, 2, 29}), 11'016);
  EXPECT_EQ(days_of({2024, 12, 31}), 20'088);
}

TEST(Calendar, EveryDayOfACenturyComesBack) {
  for (std::int64_t day = days_of({1950, 1, 1}); day < days_of({2050, 1, 1}); ++day)
    ASSERT_EQ(days_of(civil_of(day)), day);
}

TEST(BusyDays, EventsAreInOrderAndWithinTheSpan) {
  const BusyDays days({2021, 1, 1}, {2024, 12, 31});
  EXPECT_EQ(days.length(), 1461);
  std::int64_t before = days.first();
  for (std::int64_t event = 0; event < 5'000; ++event) {
    const std::int64_t day = days.day_of_event(event, 5'000);
    ASSERT_GE(day, before);
    before = day;
  }
  EXPECT_EQ(days.day_of_event(0, 5'000), days_of({2021, 1, 1}));
  EXPECT_EQ(before, days_of({2024, 12, 31}));
}

TEST(BusyDays, DecembersAndLaterYearsAreBusier) {
  const BusyDays days({2021, 1, 1}, {2024, 12, 31});
  std::map<int, int> by_month, by_year;
  for (std::int64_t event = 0; event < 100'000; ++event) {
    const Civil date = civil_of(days.day_of_event(event, 100'000));
    ++by_month[date.month];
    ++by_year[date.year];
  }
  EXPECT_GT(by_month[12], 3 * by_month[2] / 2);
  EXPECT_GT(by_year[2024], by_year[2023]);
  EXPECT_GT(by_year[2022], by_year[2021]);
}

}  // namespace
}  // namespace c360::generate
