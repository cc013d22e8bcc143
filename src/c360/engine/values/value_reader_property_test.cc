// The readers against a second, slow and simple reading of the same rules: regular expressions and long division by
// hand, no line shared with the kernels.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <regex>
#include <string>
#include <vector>

#include "c360/engine/values/number.h"
#include "c360/engine/values/value_reader.h"

namespace c360::values {
namespace {

/// A decimal as digit strings: "-12.50" for scale 2, "" where the rules refuse the text.
std::string slow_decimal(const std::string& text, std::size_t precision, std::size_t scale, bool round) {
  static const std::regex form(R"(([+-]?)([0-9]*)(?:\.([0-9]*))?)");
  std::smatch match;
  if (!std::regex_match(text, match, form)) return "";
  std::string whole = match[2];
  std::string decimals = match[3];
  if (whole.empty() && decimals.empty()) return "";
  while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
  bool up = false;
  if (decimals.size() > scale) {
    if (!round) return "";
    up = decimals[scale] >= '5';
    decimals.resize(scale);
  }
  decimals.append(scale - decimals.size(), '0');
  std::string digits = "0" + whole + decimals;
  for (std::size_t i = digits.size(); up && i-- > 0;) {
    up = digits[i] == '9';
    digits[i] = up ? '0' : static_cast<char>(digits[i] + 1);
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.size() > precision) return "";
  const bool negative = match[1] == "-" && !digits.empty();
  if (digits.size() < scale + 1) digits.insert(0, scale + 1 - digits.size(), '0');
  if (scale > 0) digits.insert(digits.size() - scale, ".");
  return (negative ? "-" : "") + digits;
}

std::string random_number_text(std::mt19937& random) {
  static const std::string kAlphabet = "00001234599999....+-e, ";
  const auto pick = [&random](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  std::string text;
  if (pick(3) == 0) text.push_back("+-"[pick(2)]);
  const std::size_t length = pick(10) == 0 ? pick(45) : pick(9);
  const std::size_t letters = pick(4) == 0 ? kAlphabet.size() : 13;
  bool point = false;
  for (std::size_t i = 0; i < length; ++i) {
    if (!point && pick(6) == 0) {
      text.push_back('.');
      point = true;
    } else {
      text.push_back(kAlphabet[pick(letters)]);
    }
  }
  return text;
}

TEST(ValueReaderProperty, DecimalsAgreeWithASlowReadingOfTheSameRules) {
  std::mt19937 random(20240531);
  std::size_t readable = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random_number_text(random);
    const int precision = 1 + static_cast<int>(random() % 38);
    const int scale = static_cast<int>(random() % static_cast<unsigned>(precision + 1));
    NumberNotation notation;
    notation.round = random() % 2 == 0;
    Int128 value = 0;
    const bool read = read_decimal(text, notation, precision, scale, value) == NumberFault::kNone;
    const std::string expected =
        slow_decimal(text, static_cast<std::size_t>(precision), static_cast<std::size_t>(scale), notation.round);
    ASSERT_EQ(read ? decimal_text(value, scale) : "", expected)
        << "'" << text << "' as decimal(" << precision << "," << scale << ") round " << notation.round;
    readable += read ? 1 : 0;
  }
  EXPECT_GT(readable, 2000U);
}

/// Days since 1970 by counting years and months one by one; -1e9 where the day does not exist.
std::int64_t slow_days(int year, int month, int day) {
  const auto leap = [](int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; };
  const std::vector<int> lengths = {31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > lengths[static_cast<std::size_t>(month - 1)])
    return -1000000000;
  std::int64_t days = 0;
  for (int y = 1970; y < year; ++y) days += leap(y) ? 366 : 365;
  for (int y = year; y < 1970; ++y) days -= leap(y) ? 366 : 365;
  for (int m = 1; m < month; ++m) days += lengths[static_cast<std::size_t>(m - 1)];
  return days + day - 1;
}

std::int64_t slow_date(const std::string& text) {
  std::smatch match;
  const auto number = [&match](std::size_t group) { return std::stoi(match[group]); };
  static const std::regex year_first(R"((\d{4})-(\d\d)-(\d\d))");
  static const std::regex day_first(R"((\d\d)/(\d\d)/(\d{4}))");
  if (std::regex_match(text, match, year_first)) return slow_days(number(1), number(2), number(3));
  if (std::regex_match(text, match, day_first)) return slow_days(number(3), number(2), number(1));
  return -1000000000;
}

std::string random_date_text(std::mt19937& random) {
  const auto pick = [&random](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  const auto padded = [](int value, std::size_t width) {
    std::string text = std::to_string(value);
    return std::string(width - std::min(width, text.size()), '0') + text;
  };
  const std::string year = padded(1880 + pick(200), 4);
  const std::string month = padded(pick(14), pick(8) == 0 ? 1 : 2);
  const std::string day = padded(pick(33), pick(8) == 0 ? 1 : 2);
  return pick(2) == 0 ? year + "-" + month + "-" + day : day + (pick(9) == 0 ? "-" : "/") + month + "/" + year;
}

TEST(ValueReaderProperty, DatesAgreeWithCountingDaysOneByOne) {
  ValueSpec spec;
  spec.column = "d";
  spec.type = {sql::TypeKind::kDate};
  spec.formats = {"%Y-%m-%d", "%d/%m/%Y"};
  const ValueReader reader(spec);
  CleaningBuffers buffers;
  std::mt19937 random(7);
  std::size_t readable = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random_date_text(random);
    const Reading reading = reader.read(text, buffers);
    const std::int64_t days = reading.good() ? static_cast<std::int64_t>(reading.value.number) : -1000000000;
    ASSERT_EQ(days, slow_date(text)) << text;
    readable += reading.good() ? 1 : 0;
  }
  EXPECT_GT(readable, 10000U);
}

}  // namespace
}  // namespace c360::values
