#include "c360/engine/values/civil_time.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <ctime>

#include "c360/base/error.h"

namespace c360::values {
namespace {

std::string read(std::string_view format, std::string_view text) {
  CivilTime time;
  if (!TimeFormat(format).read(text, time)) return "no";
  char buffer[96];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d %02d:%02d:%02d.%06d %+d", time.year, time.month, time.day,
                time.hour, time.minute, time.second, time.micros, time.offset_seconds);
  std::string all = buffer;
  const std::string no_time = " 00:00:00.000000 +0";
  return all.ends_with(no_time) ? all.substr(0, all.size() - no_time.size()) : all;
}

struct TimeCase {
  std::string_view format, text, expected;
};

TEST(TimeFormat, DatesAreReadInTheFormatThatIsGiven) {
  for (const TimeCase& c : {TimeCase{"%Y-%m-%d", "2024-05-31", "2024-05-31"},
                            {"%Y/%m/%d", "2024/05/31", "2024-05-31"},
                            {"%d-%m-%Y", "31-05-2024", "2024-05-31"},
                            {"%Y%m%d", "20240531", "2024-05-31"},
                            {"%m/%d/%Y", "05/31/2024", "2024-05-31"},
                            {"%d.%m.%Y", "31.05.2024", "2024-05-31"},
                            {"%d %b %Y", "31 May 2024", "2024-05-31"},
                            {"%d %b %Y", "01 dec 2024", "2024-12-01"},
                            {"%B %d, %Y", "September 09, 1999", "1999-09-09"},
                            {"%B %d, %Y", "MAY 09, 1999", "1999-05-09"},
                            {"%F", "0001-01-01", "0001-01-01"},
                            {"%F", "9999-12-31", "9999-12-31"},
                            {"%%%Y-%m-%d", "%2024-05-31", "2024-05-31"}}) {
    EXPECT_EQ(read(c.format, c.text), c.expected) << c.format << " of " << c.text;
  }
}

TEST(TimeFormat, FieldsHaveTheirFullWidthAndNothingElseFits) {
  for (const TimeCase& c : {TimeCase{"%d-%m-%Y", "5-1-2024", "no"},
                            {"%Y-%m-%d", "2024-5-31", "no"},
                            {"%Y-%m-%d", "24-05-31", "no"},
                            {"%Y-%m-%d", "2024-05-31 ", "no"},
                            {"%Y-%m-%d", " 2024-05-31", "no"},
                            {"%Y-%m-%d", "2024/05/31", "no"},
                            {"%Y-%m-%d", "2024-05-3x", "no"},
                            {"%Y-%m-%d", "", "no"},
                            {"%Y-%m-%d", "2024-05", "no"},
                            {"%Y-%m-%d", "+024-05-31", "no"},
                            {"%Y-%m-%d", "2024-05-31 10:00:00", "no"},
                            {"%d %b %Y", "31 Mai 2024", "no"},
                            {"%d %b %Y", "31 June 2024", "no"}}) {
    EXPECT_EQ(read(c.format, c.text), c.expected) << c.format << " of " << c.text;
  }
}

TEST(TimeFormat, ADayThatDoesNotExistIsNotRead) {
  for (const std::string_view text : {"2024-02-30", "2023-02-29", "1900-02-29", "2024-02-31", "2024-04-31",
                                      "2024-13-01", "2024-00-10", "2024-01-00", "2024-01-32", "0000-01-01"}) {
    EXPECT_EQ(read("%Y-%m-%d", text), "no") << text;
  }
  EXPECT_EQ(read("%Y-%m-%d", "2024-02-29"), "2024-02-29");
  EXPECT_EQ(read("%Y-%m-%d", "2000-02-29"), "2000-02-29");
  EXPECT_EQ(read("%Y-%m-%d %H:%M:%S", "2024-01-01 24:00:00"), "no");
  EXPECT_EQ(read("%Y-%m-%d %H:%M:%S", "2024-01-01 23:60:00"), "no");
  EXPECT_EQ(read("%Y-%m-%d %H:%M:%S", "2024-01-01 23:59:60"), "no");
}

TEST(TimeFormat, TimesOfDayZonesAndFractionsAreRead) {
  for (const TimeCase& c : {TimeCase{"%Y-%m-%d %H:%M:%S", "2024-05-31 08:15:59", "2024-05-31 08:15:59.000000 +0"},
                            {"%Y-%m-%dT%T%z", "2024-05-31T08:15:59Z", "2024-05-31 08:15:59.000000 +0"},
                            {"%Y-%m-%dT%T%z", "2024-05-31T08:15:59+02:00", "2024-05-31 08:15:59.000000 +7200"},
                            {"%Y-%m-%dT%T%z", "2024-05-31T08:15:59-0530", "2024-05-31 08:15:59.000000 -19800"},
                            {"%Y-%m-%dT%T%z", "2024-05-31T08:15:59+01", "2024-05-31 08:15:59.000000 +3600"},
                            {"%Y-%m-%dT%T%z", "2024-05-31T08:15:59", "no"},
                            {"%Y-%m-%dT%T%z", "2024-05-31T08:15:59+2", "no"},
                            {"%Y-%m-%dT%T%z", "2024-05-31T08:15:59+02:0", "no"},
                            {"%Y-%m-%dT%T%z", "2024-05-31T08:15:59+99:00", "no"},
                            {"%Y-%m-%d %T.%f", "2024-05-31 08:15:59.5", "2024-05-31 08:15:59.500000 +0"},
                            {"%Y-%m-%d %T.%f", "2024-05-31 08:15:59.123456789", "2024-05-31 08:15:59.123456 +0"},
                            {"%Y-%m-%d %T.%f", "2024-05-31 08:15:59.", "no"},
                            {"%Y-%m-%d %T.%f", "2024-05-31 08:15:59.1234567890", "no"},
                            {"%d/%m/%Y %I:%M %p", "31/05/2024 12:05 AM", "2024-05-31 00:05:00.000000 +0"},
                            {"%d/%m/%Y %I:%M %p", "31/05/2024 12:05 pm", "2024-05-31 12:05:00.000000 +0"},
                            {"%d/%m/%Y %I:%M %p", "31/05/2024 11:05 PM", "2024-05-31 23:05:00.000000 +0"},
                            {"%d/%m/%Y %I:%M %p", "31/05/2024 13:05 PM", "no"}}) {
    EXPECT_EQ(read(c.format, c.text), c.expected) << c.format << " of " << c.text;
  }
}

TEST(TimeFormat, TheFirstFormatThatFitsWins) {
  const std::vector<TimeFormat> day_first = {TimeFormat("%d-%m-%Y"), TimeFormat("%m-%d-%Y")};
  CivilTime time;
  ASSERT_TRUE(read_time("03-04-2024", day_first, time));
  EXPECT_EQ(time.month, 4);
  ASSERT_TRUE(read_time("03-14-2024", day_first, time));
  EXPECT_EQ(time.month, 3);
  EXPECT_FALSE(read_time("33-14-2024", day_first, time));
}

TEST(TimeFormat, AFormatThatCannotBeUsedIsRefusedWithTheReason) {
  const auto message = [](std::string_view format) -> std::string {
    try {
      TimeFormat refused(format);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kProject);
      return error.what();
    }
    return "accepted";
  };
  EXPECT_NE(message("%y-%m-%d").find("years have four digits: %Y"), std::string::npos);
  EXPECT_NE(message("%Y-%m-%Q").find("%Q"), std::string::npos);
  EXPECT_NE(message("%Y-%m").find("gives no whole date"), std::string::npos);
  EXPECT_NE(message("%H:%M").find("gives no whole date"), std::string::npos);
  EXPECT_NE(message("%Y-%m-%d%").find("ends in a single %"), std::string::npos);
}

TEST(CivilTime, DaysAgreeWithTheSystemsCalendar) {
  for (std::int64_t day = -719162; day <= 2932896; day += 97) {
    const std::time_t seconds = static_cast<std::time_t>(day * 86400);
    std::tm parts{};
    ASSERT_NE(gmtime_r(&seconds, &parts), nullptr);
    EXPECT_EQ(days_since_epoch(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday), day);
  }
}

TEST(CivilTime, WallClocksBeforeTheEpochAreNegative) {
  CivilTime time;
  time.year = 1969, time.month = 12, time.day = 31, time.hour = 23, time.minute = 59, time.second = 59, time.micros = 1;
  EXPECT_EQ(wall_clock_micros(time), -999999);
}

TEST(CivilTime, DefaultFormatsReadIsoTexts) {
  std::vector<TimeFormat> formats;
  for (const std::string& format : default_time_formats()) formats.emplace_back(format);
  CivilTime time;
  for (const std::string_view text :
       {"2024-05-31", "2024-05-31 08:15:00", "2024-05-31T08:15:00", "2024-05-31T08:15:00Z", "2024-05-31 08:15:00.25",
        "2024-05-31T08:15:00.123456+02:00"}) {
    EXPECT_TRUE(read_time(text, formats, time)) << text;
  }
}

}  // namespace
}  // namespace c360::values
