#include "c360/project/typed_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "c360/project/names.h"

namespace c360::project {
namespace {

using sql::TypeKind;

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A number's parts: sign, digits before the point without leading zeros, digits after it without trailing ones.
struct Digits {
  bool negative = false;
  std::string_view whole;
  std::string_view decimals;
};

std::optional<Digits> split_number(std::string_view text) {
  Digits digits;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    digits.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const std::size_t point = text.find('.');
  digits.whole = text.substr(0, point);
  if (point != std::string_view::npos) digits.decimals = text.substr(point + 1);
  if (digits.whole.empty() && digits.decimals.empty()) return std::nullopt;
  if (!all_digits(digits.whole) || !all_digits(digits.decimals)) return std::nullopt;
  while (!digits.whole.empty() && digits.whole.front() == '0') digits.whole.remove_prefix(1);
  while (!digits.decimals.empty() && digits.decimals.back() == '0') digits.decimals.remove_suffix(1);
  return digits;
}

std::optional<std::string> fault_of_decimal(const Digits& digits, int precision, int scale) {
  if (digits.decimals.size() > static_cast<std::size_t>(scale))
    return fmt::format("it has {} decimals, the type has {}", digits.decimals.size(), scale);
  if (digits.whole.size() > static_cast<std::size_t>(precision - scale))
    return fmt::format("it has {} digits before the point, the type has {}", digits.whole.size(), precision - scale);
  return std::nullopt;
}

std::optional<std::string> fault_of_integer(const Digits& digits, std::string_view largest) {
  if (!digits.decimals.empty()) return "it has decimals";
  const bool is_longer = digits.whole.size() > largest.size();
  if (is_longer || (digits.whole.size() == largest.size() && digits.whole > largest)) return "it is too large";
  return std::nullopt;
}

std::optional<std::string> fault_of_number(std::string_view text, const sql::Type& type) {
  if (type.kind == TypeKind::kDouble) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_fine = error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
    return is_fine ? std::nullopt : std::optional<std::string>("it is no number");
  }
  const std::optional<Digits> digits = split_number(text);
  if (!digits) return "it is no number";
  if (type.kind == TypeKind::kDecimal) return fault_of_decimal(*digits, type.precision, type.scale);
  return fault_of_integer(*digits, type.kind == TypeKind::kInteger ? "2147483647" : "9223372036854775807");
}

int number_of(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::optional<std::string> fault_of_date(std::string_view text) {
  const bool has_shape = text.size() == 10 && text[4] == '-' && text[7] == '-' && all_digits(text.substr(0, 4)) &&
                         all_digits(text.substr(5, 2)) && all_digits(text.substr(8, 2));
  if (!has_shape) return "it is no date";
  const int year = number_of(text.substr(0, 4));
  const int month = number_of(text.substr(5, 2));
  const int day = number_of(text.substr(8, 2));
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return "there is no such month";
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int days = kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap ? 1 : 0);
  if (day < 1 || day > days) return "there is no such day";
  return std::nullopt;
}

std::optional<std::string> fault_of_time(std::string_view text) {
  const bool has_shape = text.size() >= 8 && text[2] == ':' && text[5] == ':' && all_digits(text.substr(0, 2)) &&
                         all_digits(text.substr(3, 2)) && all_digits(text.substr(6, 2));
  if (!has_shape) return "its time of day is not like 08:15:00";
  if (number_of(text.substr(0, 2)) > 23 || number_of(text.substr(3, 2)) > 59 || number_of(text.substr(6, 2)) > 59)
    return "there is no such time of day";
  const std::string_view rest = text.substr(8);
  const bool is_fraction = rest.size() >= 2 && rest.size() <= 7 && rest[0] == '.' && all_digits(rest.substr(1));
  if (!rest.empty() && !is_fraction) return "its time of day is not like 08:15:00";
  return std::nullopt;
}

std::optional<std::string> fault_of_datetime(std::string_view text) {
  if (const auto fault = fault_of_date(text.substr(0, 10))) return fault;
  if (text.size() == 10) return std::nullopt;
  if (text[10] != ' ' && text[10] != 'T') return "it is no date and time";
  return fault_of_time(text.substr(11));
}

bool less_magnitude(const Digits& a, const Digits& b) {
  if (a.whole.size() != b.whole.size()) return a.whole.size() < b.whole.size();
  if (a.whole != b.whole) return a.whole < b.whole;
  return a.decimals < b.decimals;
}

bool is_zero(const Digits& digits) {
  return digits.whole.empty() && digits.decimals.empty();
}

bool less_number(const Digits& a, const Digits& b) {
  const bool a_negative = a.negative && !is_zero(a);
  const bool b_negative = b.negative && !is_zero(b);
  if (a_negative != b_negative) return a_negative;
  return a_negative ? less_magnitude(b, a) : less_magnitude(a, b);
}

std::string with_blank(std::string_view moment) {
  std::string text(moment);
  std::replace(text.begin(), text.end(), 'T', ' ');
  return text;
}

}  // namespace

bool is_whole_number(const sql::Type& type) {
  return type.kind == TypeKind::kBigint || type.kind == TypeKind::kInteger;
}

bool is_number(const sql::Type& type) {
  return is_whole_number(type) || type.kind == TypeKind::kDecimal || type.kind == TypeKind::kDouble;
}

bool is_moment(const sql::Type& type) {
  return type.kind == TypeKind::kDate || type.kind == TypeKind::kTimestamp || type.kind == TypeKind::kDatetime;
}

std::string how_written(const sql::Type& type) {
  if (is_whole_number(type)) return "a whole number";
  if (is_number(type)) return "a number such as 12.5";
  if (type.kind == TypeKind::kBoolean) return "true or false";
  if (type.kind == TypeKind::kDate) return "a date such as 2024-05-31";
  if (is_moment(type)) return "a time such as 2024-05-31 08:15:00";
  return "a text";
}

std::optional<std::string> fault_of_value(std::string_view text, const sql::Type& type) {
  if (is_number(type)) return fault_of_number(text, type);
  if (type.kind == TypeKind::kDate) return fault_of_date(text);
  if (is_moment(type)) return fault_of_datetime(text);
  if (type.kind == TypeKind::kBoolean && folded(text) != "true" && folded(text) != "false")
    return "it is neither true nor false";
  return std::nullopt;
}

bool is_less(std::string_view a, std::string_view b, const sql::Type& type) {
  if (!is_number(type)) return with_blank(a) < with_blank(b);
  const std::optional<Digits> first = split_number(a);
  const std::optional<Digits> second = split_number(b);
  if (first && second) return less_number(*first, *second);
  double x = 0;
  double y = 0;
  std::from_chars(a.data(), a.data() + a.size(), x);
  std::from_chars(b.data(), b.data() + b.size(), y);
  return x < y;
}

}  // namespace c360::project
