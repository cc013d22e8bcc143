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

TEST(ClockTest, ReadsEveryFormThatItPromises) {
  constexpr Micros kNoon = 1'717'156'800'000'000;
  const std::vector<std::pair<const char*, Micros>> times = {
      {"2024-05-31", kNoon - Micros{12} * 3600 * 1'000'000},
      {"2024-05-31Z", kNoon - Micros{12} * 3600 * 1'000'000},
      {"2024-05-31T12:00:00Z", kNoon},
      {"2024-05-31 12:00:00", kNoon},
      {"2024-05-31T12:00:00.5", kNoon + 500'000},
      {"2024-05-31T12:00:00.000001Z", kNoon + 1},
      {"2024-05-31T12:00:00.123456789Z", kNoon + 123'456},
      {"1970-01-01T00:00:00.0Z", 0},
      {"1969-12-31T23:59:59.999999Z", -1},
      {"0001-01-01", -62'135'596'800'000'000},
  };
  for (const auto& [text, time] : times) EXPECT_EQ(parse_utc(text), time) << text;
}

TEST(ClockTest, ReadsWhatItWrote) {
  for (const Micros time : {Micros{0}, Micros{-1}, Micros{1}, Micros{-62'135'596'800'000'000},
                            Micros{253'402'300'799'999'999}, Micros{1'709'251'199'000'001}}) {
    EXPECT_EQ(parse_utc(format_utc(time)), time) << format_utc(time);
  }
}

TEST(ClockTest, RefusesWhatIsNoTime) {
  for (const char* text : {"",
                           "yesterday",
                           "2024-02-30",
                           "2024-01-01T25:00:00",
                           "2024-01-01x",
                           "2023-02-29",
                           "2024-13-01",
                           "2024-00-01",
                           "2024-01-00",
                           "2024-1-1",
                           "24-01-01",
                           " 2024-01-01",
                           "2024-01-01 ",
                           "+024-01-01",
                           "-024-01-01",
                           "2024--1-01",
                           "2024-01-01T",
                           "2024-01-01T08",
                           "2024-01-01T08:15",
                           "2024-01-01T-1:00:00",
                           "2024-01-01T08:60:00",
                           "2024-01-01T08:00:60",
                           "2024-01-01T08:00:00.",
                           "2024-01-01T08:00:00.Z",
                           "2024-01-01T08:00:00.1-",
                           "2024-01-01ZZ",
                           "2024-01-01T08:00:00+01:00",
                           "2024-01-01t08:00:00",
                           "10000-01-01"}) {
    EXPECT_THROW(parse_utc(text), Error) << text;
  }
}

TEST(ClockTest, SaysHowATimeIsWritten) {
  try {
    parse_utc("noon");
    FAIL() << "noon is a time";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_EQ(error.message(), "'noon' is not a time");
    EXPECT_NE(error.hint().find("2024-05-31T08:15:00Z"), std::string::npos) << error.hint();
  }
}

TEST(ClockTest, AFixedClockStandsStillUntilItIsSet) {
  FixedClock clock(5);
  EXPECT_EQ(clock.now(), 5);
  clock.set(3);
  EXPECT_EQ(clock.now(), 3);
}

TEST(ClockTest, WaitingMovesAFixedClockOn) {
  const FixedClock clock(1'000);
  clock.wait(500, Cancellation());
  EXPECT_EQ(clock.now(), 1'500);
}

TEST(ClockTest, WaitingEndsAtOnceWhenAskedToStop) {
  Cancellation cancel;
  cancel.request();
  EXPECT_THROW(Clock::system().wait(Micros{3600} * 1'000'000, cancel), Error);
  EXPECT_THROW(FixedClock(0).wait(1, cancel), Error);
}

TEST(ClockTest, WaitingTakesItsTime) {
  const Micros before = Clock::system().now();
  Clock::system().wait(2'000, Cancellation());
  Clock::system().wait(0, Cancellation());
  EXPECT_GE(Clock::system().now() - before, 1'900);
}

}  // namespace
}  // namespace c360
