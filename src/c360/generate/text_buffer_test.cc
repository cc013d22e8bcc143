#include "c360/generate/text_buffer.h"

#include <gtest/gtest.h>

#include <limits>

namespace c360::generate {
namespace {

std::string number(std::int64_t value) {
  std::string out = "=";
  append_number(value, out);
  return out;
}

TEST(TextBuffer, WritesNumbersBehindWhatIsThere) {
  EXPECT_EQ(number(0), "=0");
  EXPECT_EQ(number(-17), "=-17");
  EXPECT_EQ(number(std::numeric_limits<std::int64_t>::max()), "=9223372036854775807");
}

TEST(TextBuffer, PadsWithZerosButCutsNothing) {
  std::string out;
  append_padded(7, 3, out);
  append_padded(1234, 3, out);
  EXPECT_EQ(out, "0071234");
}

TEST(TextBuffer, WritesMoneyWithTwoDecimals) {
  EXPECT_EQ(money_text(0), "0.00");
  EXPECT_EQ(money_text(5), "0.05");
  EXPECT_EQ(money_text(-5), "-0.05");
  EXPECT_EQ(money_text(-123456), "-1234.56");
}

TEST(TextBuffer, WritesDatesInFullWidth) {
  EXPECT_EQ(date_text(0), "1970-01-01");
  std::string out;
  append_date({2024, 5, 3}, '/', out);
  append_date({2024, 5, 3}, '\0', out);
  EXPECT_EQ(out, "2024/05/0320240503");
}

TEST(TextBuffer, WritesTheTimeOfDay) {
  std::string out;
  append_time_of_day(0, out);
  append_time_of_day(86'399, out);
  EXPECT_EQ(out, "00:00:0023:59:59");
}

}  // namespace
}  // namespace c360::generate
