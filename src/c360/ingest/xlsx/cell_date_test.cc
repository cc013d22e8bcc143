#include "c360/ingest/xlsx/cell_date.h"

#include <gtest/gtest.h>

namespace c360::ingest {
namespace {

std::string kind(CellFormat format) {
  return std::string(format.date ? "d" : "") + (format.time ? "t" : "") + (format.duration ? "h" : "");
}

std::string text(double number, const std::string& code, bool from_1904 = false) {
  return date_text(number, custom_format(code), from_1904).value_or("-");
}

TEST(CellDate, knows_the_formats_of_every_workbook) {
  EXPECT_EQ(kind(builtin_format(0)), "");
  EXPECT_EQ(kind(builtin_format(2)), "");
  EXPECT_EQ(kind(builtin_format(14)), "d");
  EXPECT_EQ(kind(builtin_format(20)), "t");
  EXPECT_EQ(kind(builtin_format(22)), "dt");
  EXPECT_EQ(kind(builtin_format(46)), "h");
  EXPECT_EQ(kind(builtin_format(49)), "");
}

TEST(CellDate, reads_format_codes) {
  EXPECT_EQ(kind(custom_format("yyyy-mm-dd")), "d");
  EXPECT_EQ(kind(custom_format("DD.MM.YYYY HH:MM")), "dt");
  EXPECT_EQ(kind(custom_format("mmm")), "d");
  EXPECT_EQ(kind(custom_format("hh:mm")), "t");
  EXPECT_EQ(kind(custom_format("h:mm AM/PM")), "t");
  EXPECT_EQ(kind(custom_format("mm:ss.0")), "t");
  EXPECT_EQ(kind(custom_format("[h]:mm:ss")), "h");
  EXPECT_EQ(kind(custom_format("[$-409]d\\-mmm\\-yy;@")), "d");
}

TEST(CellDate, takes_no_number_for_a_date) {
  for (const char* code : {"General", "0.00", "#,##0.00", "0.00E+00", "@", "[Red]#,##0", "\"days\" 0", "0\\d",
                           "_(* #,##0_)", "#,##0 \"USD\"", "[$€-407]#,##0.00", "0;\"dd.mm\"", "GENERAL", ""}) {
    EXPECT_EQ(kind(custom_format(code)), "") << code;
  }
}

TEST(CellDate, counts_from_1900) {
  EXPECT_EQ(text(1, "yyyy-mm-dd"), "1900-01-01");
  EXPECT_EQ(text(59, "yyyy-mm-dd"), "1900-02-28");
  EXPECT_EQ(text(60, "yyyy-mm-dd"), "1900-02-29");
  EXPECT_EQ(text(61, "yyyy-mm-dd"), "1900-03-01");
  EXPECT_EQ(text(45'351, "yyyy-mm-dd"), "2024-02-29");
  EXPECT_EQ(text(2'958'465, "yyyy-mm-dd"), "9999-12-31");
  EXPECT_EQ(text(2'958'466, "yyyy-mm-dd"), "-");
  EXPECT_EQ(text(-1, "yyyy-mm-dd"), "-");
}

TEST(CellDate, counts_from_1904) {
  EXPECT_EQ(text(0, "yyyy-mm-dd", true), "1904-01-01");
  EXPECT_EQ(text(43'889, "yyyy-mm-dd", true), "2024-02-29");
  EXPECT_EQ(text(2'957'003, "yyyy-mm-dd", true), "9999-12-31");
  EXPECT_EQ(text(2'957'004, "yyyy-mm-dd", true), "-");
}

TEST(CellDate, keeps_the_time_of_day) {
  EXPECT_EQ(text(45'351.5, "yyyy-mm-dd hh:mm"), "2024-02-29T12:00:00");
  EXPECT_EQ(text(45'351, "yyyy-mm-dd hh:mm"), "2024-02-29T00:00:00");
  EXPECT_EQ(text(45'351.5, "yyyy-mm-dd"), "2024-02-29T12:00:00") << "though the format does not show it";
  EXPECT_EQ(text(45'351 + 1.5 / 86'400, "yyyy-mm-dd hh:mm"), "2024-02-29T00:00:01.5");
  EXPECT_EQ(text(45'351.999999999999, "yyyy-mm-dd hh:mm"), "2024-03-01T00:00:00");
}

TEST(CellDate, tells_times_and_durations) {
  EXPECT_EQ(text(0.34375, "hh:mm"), "08:15:00");
  EXPECT_EQ(text(0, "hh:mm"), "00:00:00");
  EXPECT_EQ(text(0.5, "yyyy-mm-dd hh:mm"), "12:00:00");
  EXPECT_EQ(text(1.5, "[h]:mm"), "36:00:00");
  EXPECT_EQ(text(1.5, "hh:mm"), "1900-01-01T12:00:00");
}

}  // namespace
}  // namespace c360::ingest
