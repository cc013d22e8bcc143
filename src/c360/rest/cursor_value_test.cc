#include "c360/rest/cursor_value.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::rest {
namespace {

CursorValue value(const std::string& text) {
  const auto parsed = CursorValue::parse(text);
  if (!parsed) throw Error(ErrorCode::kData, "no cursor: " + text);
  return *parsed;
}

std::string minus(const std::string& text, std::int64_t amount, bool is_time) {
  return value(text).minus({amount, is_time}).text();
}

TEST(CursorValueTest, KeepsTheFormItWasWrittenIn) {
  for (const char* text : {"2024-05-31", "2024-05-31T08:15:00Z", "2024-05-31 08:15:00", "2024-05-31T08:15:00.250000Z",
                           "0", "1717143300", "1717143300.25"})
    EXPECT_EQ(value(text).text(), text);
}

TEST(CursorValueTest, AnOffsetBecomesUtc) {
  EXPECT_EQ(value("2024-05-31T08:15:00+02:00").text(), "2024-05-31T06:15:00Z");
  EXPECT_EQ(value("2024-05-31T23:30:00-0130").text(), "2024-06-01T01:00:00Z");
  EXPECT_EQ(value("2024-05-31T08:15:00+05").text(), "2024-05-31T03:15:00Z");
}

TEST(CursorValueTest, WhatIsNeitherTimeNorNumberIsNone) {
  for (const char* text : {"", "yesterday", "2024-5-31", "2024-02-30", "31.05.2024", "-5", "1e9", "12.",
                           "2024-05-31T08:15", "2024-05-31T08:15:00+2", "9999999999999999999"})
    EXPECT_FALSE(CursorValue::parse(text)) << text;
}

TEST(CursorValueTest, ComparesByValue) {
  EXPECT_LT(value("9"), value("10"));
  EXPECT_LT(value("10.25"), value("10.5"));
  EXPECT_LT(value("2024-05-31T08:15:00+02:00"), value("2024-05-31T06:15:01Z"));
  EXPECT_FALSE(value("2024-05-31") < value("2024-05-31"));
  EXPECT_THROW(static_cast<void>(value("5") < value("2024-05-31")), Error);
}

TEST(CursorValueTest, LooksBackByTheOverlap) {
  EXPECT_EQ(minus("2024-03-01T00:30:00Z", 3600, true), "2024-02-29T23:30:00Z");
  EXPECT_EQ(minus("2024-03-01", 3600, true), "2024-02-29");
  EXPECT_EQ(minus("1000", 1, false), "999");
  EXPECT_EQ(minus("1000", 5000, false), "0");
  EXPECT_EQ(minus("1000", 0, true), "1000");
  EXPECT_THROW(minus("1000", 60, true), Error);
  EXPECT_THROW(minus("2024-03-01", 60, false), Error);
}

TEST(CursorValueTest, ATimeFromTheFutureIsNow) {
  const Micros now = 1'717'143'300'000'000;  // 2024-05-31T08:15:00Z
  EXPECT_EQ(value("2099-01-01T00:00:00Z").at_most(now).text(), "2024-05-31T08:15:00Z");
  EXPECT_EQ(value("2024-05-31T08:00:00Z").at_most(now).text(), "2024-05-31T08:00:00Z");
  EXPECT_EQ(value("2024-05-31T20:00:00").at_most(now).text(), "2024-05-31T20:00:00") << "a wall clock may be ahead";
  EXPECT_EQ(value("99999999999").at_most(now).text(), "99999999999");
}

}  // namespace
}  // namespace c360::rest
