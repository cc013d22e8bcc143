#include "c360/base/clock.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360 {
namespace {

TEST(ClockTest, FormatsAndReadsTheSameInstant) {
  const Micros time = parse_utc("2024-02-29T23:59:58.000123Z");
  EXPECT_EQ(format_utc(time), "2024-02-29T23:59:58.000123Z");
}

TEST(ClockTest, ReadsADateAsItsMidnight) {
  EXPECT_EQ(format_utc(parse_utc("1969-12-31")), "1969-12-31T00:00:00.000000Z");
}

TEST(ClockTest, RefusesWhatIsNoTime) {
  for (const char* text : {"", "yesterday", "2024-02-30", "2024-01-01T25:00:00", "2024-01-01x"}) {
    EXPECT_THROW(parse_utc(text), Error) << text;
  }
}

}  // namespace
}  // namespace c360
