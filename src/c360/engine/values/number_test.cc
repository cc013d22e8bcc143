#include "c360/engine/values/number.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace c360::values {
namespace {

/// The number as text, or why there is none.
std::string told(NumberFault fault, Int128 value, int scale) {
  switch (fault) {
    case NumberFault::kNone:
      return decimal_text(value, scale);
    case NumberFault::kUnreadable:
      return "unreadable";
    case NumberFault::kTooManyDecimals:
      return "too many decimals";
    case NumberFault::kOutOfRange:
      return "out of range";
  }
  return "";
}

std::string decimal(std::string_view text, int precision, int scale, const NumberNotation& notation = {}) {
  Int128 value = 0;
  const NumberFault fault = read_decimal(text, notation, precision, scale, value);
  return told(fault, value, scale);
}

std::string bigint(std::string_view text, const NumberNotation& notation = {}) {
  Int128 value = 0;
  const NumberFault fault = read_integer(text, notation, std::numeric_limits<std::int64_t>::min(),
                                         std::numeric_limits<std::int64_t>::max(), value);
  return told(fault, value, 0);
}

struct NumberCase {
  std::string text;
  std::string expected;
};

TEST(Number, WholeNumbersAreDigitsWithASignAndZerosBehindThePoint) {
  const std::vector<NumberCase> cases = {{"0", "0"},
                                         {"7", "7"},
                                         {"007", "7"},
                                         {"-7", "-7"},
                                         {"+7", "7"},
                                         {"-0", "0"},
                                         {"12.0", "12"},
                                         {"12.000", "12"},
                                         {"12.", "12"},
                                         {"-12.00", "-12"},
                                         {"123456789012345678", "123456789012345678"},
                                         {"1234567890123456789", "1234567890123456789"},
                                         {"9223372036854775807", "9223372036854775807"},
                                         {"-9223372036854775808", "-9223372036854775808"},
                                         {"0009223372036854775807.0", "9223372036854775807"},
                                         {".0", "0"}};
  for (const NumberCase& c : cases) EXPECT_EQ(bigint(c.text), c.expected) << c.text;
}

TEST(Number, WhatIsNoWholeNumberIsToldByItsCause) {
  const std::vector<NumberCase> cases = {{"", "unreadable"},
                                         {" ", "unreadable"},
                                         {".", "unreadable"},
                                         {"-", "unreadable"},
                                         {"+", "unreadable"},
                                         {"--1", "unreadable"},
                                         {"+-1", "unreadable"},
                                         {"1-", "unreadable"},
                                         {"- 1", "unreadable"},
                                         {"1 2", "unreadable"},
                                         {"1e3", "unreadable"},
                                         {"1E3", "unreadable"},
                                         {"1_000", "unreadable"},
                                         {"1,000", "unreadable"},
                                         {"12,50", "unreadable"},
                                         {"0x10", "unreadable"},
                                         {"EUR 12", "unreadable"},
                                         {"12 EUR", "unreadable"},
                                         {"$12", "unreadable"},
                                         {"12.0.0", "unreadable"},
                                         {"12.0a", "unreadable"},
                                         {"NaN", "unreadable"},
                                         {"inf", "unreadable"},
                                         {"١٢", "unreadable"},
                                         {"−5", "unreadable"},
                                         {"(5)", "unreadable"},
                                         {"5%", "unreadable"},
                                         {std::string("1\0", 2), "unreadable"},
                                         {"12.5", "too many decimals"},
                                         {"12.001", "too many decimals"},
                                         {"0.9", "too many decimals"},
                                         {"9223372036854775808", "out of range"},
                                         {"-9223372036854775809", "out of range"},
                                         {"99999999999999999999", "out of range"},
                                         {"100000000000000000000000000000000000000000", "out of range"}};
  for (const NumberCase& c : cases) EXPECT_EQ(bigint(c.text), c.expected) << c.text;
}

TEST(Number, DecimalsKeepEveryDigitUpToTheirScale) {
  EXPECT_EQ(decimal("12.5", 12, 2), "12.50");
  EXPECT_EQ(decimal("12.50", 12, 2), "12.50");
  EXPECT_EQ(decimal("12.5000", 12, 2), "12.50");
  EXPECT_EQ(decimal("12", 12, 2), "12.00");
  EXPECT_EQ(decimal("-0.01", 12, 2), "-0.01");
  EXPECT_EQ(decimal("-.01", 12, 2), "-0.01");
  EXPECT_EQ(decimal("0000000000000000000000000000000000000000001.10", 12, 2), "1.10");
  EXPECT_EQ(decimal("9999999999.99", 12, 2), "9999999999.99");
  EXPECT_EQ(decimal("-9999999999.99", 12, 2), "-9999999999.99");
  EXPECT_EQ(decimal("0.1", 1, 1), "0.1");
  EXPECT_EQ(decimal("99999999999999999999999999999999999999", 38, 0), "99999999999999999999999999999999999999");
  EXPECT_EQ(decimal("-1.2345678901234567890123456789012345678", 38, 37), "-1.2345678901234567890123456789012345678");
}

TEST(Number, ADecimalThatDoesNotFitIsAReasonAndNotRounded) {
  EXPECT_EQ(decimal("12.345", 12, 2), "too many decimals");
  EXPECT_EQ(decimal("12.001", 12, 2), "too many decimals");
  EXPECT_EQ(decimal("10000000000", 12, 2), "out of range");
  EXPECT_EQ(decimal("1", 1, 1), "out of range");
  EXPECT_EQ(decimal("100000000000000000000000000000000000000", 38, 0), "out of range");
  EXPECT_EQ(decimal("99999999999999999999999999999999999999", 38, 1), "out of range");
  EXPECT_EQ(decimal("1,5", 12, 2), "unreadable");
}

TEST(Number, RoundingGoesHalfAwayFromZero) {
  NumberNotation rounding;
  rounding.round = true;
  EXPECT_EQ(decimal("12.344", 12, 2, rounding), "12.34");
  EXPECT_EQ(decimal("12.345", 12, 2, rounding), "12.35");
  EXPECT_EQ(decimal("-12.345", 12, 2, rounding), "-12.35");
  EXPECT_EQ(decimal("12.3449999999999", 12, 2, rounding), "12.34");
  EXPECT_EQ(decimal("0.005", 12, 2, rounding), "0.01");
  EXPECT_EQ(decimal("-0.004", 12, 2, rounding), "0.00");
  EXPECT_EQ(decimal("99.995", 4, 2, rounding), "out of range");
  EXPECT_EQ(bigint("2.5", rounding), "3");
  EXPECT_EQ(bigint("-2.5", rounding), "-3");
}

TEST(Number, AColumnMaySayWhichSeparatorsItsNumbersHave) {
  NumberNotation german;
  german.decimal_separator = ',';
  german.thousands_separator = '.';
  EXPECT_EQ(decimal("1.234,50", 12, 2, german), "1234.50");
  EXPECT_EQ(decimal("1234,5", 12, 2, german), "1234.50");
  EXPECT_EQ(decimal("1.234.567", 12, 2, german), "1234567.00");
  EXPECT_EQ(decimal("-1.234", 12, 2, german), "-1234.00");
  for (const std::string_view wrong :
       {"12.34,5", "1.23", "1234.567", ".234", "1..234", "1.2345", "1,234.5", "1.234,", "1,2,3"}) {
    const std::string expected = wrong == "1.234," ? "1234.00" : "unreadable";
    EXPECT_EQ(decimal(wrong, 12, 2, german), expected) << wrong;
  }
}

TEST(Number, ThousandsSeparatorsAreRefusedUnlessNamed) {
  NumberNotation comma_decimals;
  comma_decimals.decimal_separator = ',';
  EXPECT_EQ(decimal("12,50", 12, 2, comma_decimals), "12.50");
  EXPECT_EQ(decimal("12.50", 12, 2, comma_decimals), "unreadable");
  NumberNotation grouped;
  grouped.thousands_separator = ',';
  EXPECT_EQ(decimal("1,234,567.89", 12, 2, grouped), "1234567.89");
  EXPECT_EQ(bigint("12,345", grouped), "12345");
  EXPECT_EQ(bigint("12,34", grouped), "unreadable");
}

TEST(Number, APrefixMayStandBeforeOrAfterTheSign) {
  NumberNotation euro;
  euro.prefix = "EUR";
  for (const std::string_view text : {"EUR 12.5", "EUR12.5", "12.5", "+EUR 12.5", "EUR +12.5", "EUR\u00A012.5"}) {
    EXPECT_EQ(decimal(text, 12, 2, euro), "12.50") << text;
  }
  EXPECT_EQ(decimal("-EUR 12", 12, 2, euro), "-12.00");
  EXPECT_EQ(decimal("EUR -12", 12, 2, euro), "-12.00");
  for (const std::string_view text : {"-EUR -12", "EUR", "USD 12", "EUR EUR 12", "12 EUR", "eur 12"}) {
    EXPECT_EQ(decimal(text, 12, 2, euro), "unreadable") << text;
  }
}

TEST(Number, DoublesAreTheNearestOnesOfPlainNumbers) {
  double value = 0;
  EXPECT_EQ(read_double("0.1", {}, value), NumberFault::kNone);
  EXPECT_EQ(value, 0.1);
  EXPECT_EQ(read_double("-12345.678901234567890", {}, value), NumberFault::kNone);
  EXPECT_EQ(value, -12345.678901234567890);
  EXPECT_EQ(read_double("+.5", {}, value), NumberFault::kNone);
  EXPECT_EQ(value, 0.5);
  EXPECT_EQ(read_double("-0.0", {}, value), NumberFault::kNone);
  EXPECT_FALSE(std::signbit(value));
  for (const std::string_view text : {"1e3", "nan", "inf", "1,5", "", "0x1p3", "1.5.2"}) {
    EXPECT_EQ(read_double(text, {}, value), NumberFault::kUnreadable) << text;
  }
  EXPECT_EQ(read_double(std::string(400, '9'), {}, value), NumberFault::kOutOfRange);
  EXPECT_EQ(read_double(std::string(4000, '9'), {}, value), NumberFault::kOutOfRange);
}

TEST(Number, BooleansAreTheUsualWordsInAnyCase) {
  for (const std::string_view text : {"true", "TRUE", "True", "t", "T", "yes", "Yes", "y", "1"}) {
    bool value = false;
    EXPECT_TRUE(read_boolean(text, value) && value) << text;
  }
  for (const std::string_view text : {"false", "FALSE", "f", "no", "No", "n", "0"}) {
    bool value = true;
    EXPECT_TRUE(read_boolean(text, value) && !value) << text;
  }
  bool value = false;
  for (const std::string_view text : {"", "2", "on", "off", "wahr", "ye", "truee", "01", "1.0", "-1"}) {
    EXPECT_FALSE(read_boolean(text, value)) << text;
  }
}

TEST(Number, DecimalTextPutsThePointWhereTheScaleSays) {
  EXPECT_EQ(decimal_text(1250, 2), "12.50");
  EXPECT_EQ(decimal_text(-5, 2), "-0.05");
  EXPECT_EQ(decimal_text(0, 0), "0");
  EXPECT_EQ(decimal_text(0, 3), "0.000");
  EXPECT_EQ(decimal_text(-120, 0), "-120");
}

}  // namespace
}  // namespace c360::values
