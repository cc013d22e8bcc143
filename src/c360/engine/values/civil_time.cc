#include "c360/engine/values/civil_time.h"

#include <algorithm>
#include <array>

#include "c360/base/error.h"

namespace c360::values {
namespace {

constexpr std::int64_t kMicrosPerDay = std::int64_t{86'400} * 1'000'000;

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};

bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

bool exists(const CivilTime& time) {
  return time.year >= 1 && time.month >= 1 && time.month <= 12 && time.day >= 1 &&
         time.day <= days_in_month(time.year, time.month) && time.hour <= 23 && time.minute <= 59 && time.second <= 59;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  return std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b); });
}

}  // namespace

/// What is left to read. Every take_ gives false where the text does not go on as asked.
struct TimeFormat::Cursor {
  const char* at;
  const char* end;
  int half = 0;  ///< hours to add for PM
  bool has_half = false;

  std::size_t left() const { return static_cast<std::size_t>(end - at); }
  std::string_view rest() const { return {at, left()}; }

  bool take_digits(std::size_t width, int& value) {
    if (left() < width) return false;
    int read = 0;
    for (std::size_t i = 0; i < width; ++i) {
      const auto digit = static_cast<unsigned char>(at[i] - '0');
      if (digit > 9) return false;
      read = read * 10 + digit;
    }
    at += width;
    value = read;
    return true;
  }

  bool take_literal(char literal) {
    if (at == end || *at != literal) return false;
    ++at;
    return true;
  }

  bool take_month_name(bool long_name, int& month) {
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
      const std::string_view name = long_name ? kMonths[i] : kMonths[i].substr(0, 3);
      if (!starts_with_ignoring_case(rest(), name)) continue;
      at += name.size();
      month = static_cast<int>(i) + 1;
      return true;
    }
    return false;
  }

  bool take_fraction(int& micros) {
    int digits = 0;
    int value = 0;
    for (; at != end && *at >= '0' && *at <= '9'; ++at, ++digits) {
      if (digits < 6) value = value * 10 + (*at - '0');
    }
    for (int i = digits; i < 6; ++i) value *= 10;
    micros = value;
    return digits >= 1 && digits <= 9;
  }

  bool take_zone(int& offset_seconds) {
    offset_seconds = 0;
    if (take_literal('Z') || take_literal('z')) return true;
    const bool west = at != end && *at == '-';
    if (!west && (at == end || *at != '+')) return false;
    ++at;
    int hours = 0;
    int minutes = 0;
    if (!take_digits(2, hours)) return false;
    const bool colon = take_literal(':');
    if (colon || (at != end && *at >= '0' && *at <= '9')) {
      if (!take_digits(2, minutes)) return false;
    }
    if (hours > 18 || minutes > 59) return false;
    offset_seconds = (west ? -1 : 1) * (hours * 3600 + minutes * 60);
    return true;
  }

  bool take_half() {
    const std::string_view text = rest();
    const bool pm = starts_with_ignoring_case(text, "pm");
    if (!pm && !starts_with_ignoring_case(text, "am")) return false;
    at += 2;
    has_half = true;
    half = pm ? 12 : 0;
    return true;
  }
};

bool TimeFormat::take(const Part& part, Cursor& cursor, CivilTime& out) {
  switch (part.field) {
    case Field::kLiteral:
      return cursor.take_literal(part.literal);
    case Field::kYear:
      return cursor.take_digits(4, out.year);
    case Field::kMonth:
      return cursor.take_digits(2, out.month);
    case Field::kDay:
      return cursor.take_digits(2, out.day);
    case Field::kHour:
      return cursor.take_digits(2, out.hour);
    case Field::kHour12:
      return cursor.take_digits(2, out.hour) && out.hour >= 1 && out.hour <= 12;
    case Field::kHalf:
      return cursor.take_half();
    case Field::kMinute:
      return cursor.take_digits(2, out.minute);
    case Field::kSecond:
      return cursor.take_digits(2, out.second);
    case Field::kFraction:
      return cursor.take_fraction(out.micros);
    case Field::kZone:
      return cursor.take_zone(out.offset_seconds);
    case Field::kMonthName:
      return cursor.take_month_name(part.long_name, out.month);
  }
  return false;
}

bool TimeFormat::read(std::string_view text, CivilTime& out) const {
  if (width_ != 0 && text.size() != width_) return false;
  CivilTime time;
  Cursor cursor{text.data(), text.data() + text.size()};
  for (const Part& part : parts_) {
    if (!take(part, cursor, time)) return false;
  }
  if (cursor.at != cursor.end) return false;
  if (cursor.has_half) time.hour = time.hour % 12 + cursor.half;
  if (!exists(time)) return false;
  out = time;
  return true;
}

TimeFormat::TimeFormat(std::string_view format) : text_(format) {
  compile(format);
  require_a_whole_date();
  note_width();
}

void TimeFormat::compile(std::string_view format) {
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      parts_.push_back({Field::kLiteral, format[i]});
    } else if (++i < format.size()) {
      add_directive(format[i], format);
    } else {
      throw Error(ErrorCode::kProject, "the format '" + text_ + "' ends in a single %", "write %% for a percent sign");
    }
  }
}

void TimeFormat::add_directive(char directive, std::string_view format) {
  switch (directive) {
    case 'Y':
      parts_.push_back({Field::kYear});
      return;
    case 'm':
      parts_.push_back({Field::kMonth});
      return;
    case 'd':
      parts_.push_back({Field::kDay});
      return;
    case 'H':
      parts_.push_back({Field::kHour});
      return;
    case 'I':
      parts_.push_back({Field::kHour12});
      return;
    case 'p':
      parts_.push_back({Field::kHalf});
      return;
    case 'M':
      parts_.push_back({Field::kMinute});
      return;
    case 'S':
      parts_.push_back({Field::kSecond});
      return;
    case 'f':
      parts_.push_back({Field::kFraction});
      return;
    case 'z':
      parts_.push_back({Field::kZone});
      return;
    case 'b':
      parts_.push_back({Field::kMonthName, '\0', false});
      return;
    case 'B':
      parts_.push_back({Field::kMonthName, '\0', true});
      return;
    case 'F':
      return compile("%Y-%m-%d");
    case 'T':
      return compile("%H:%M:%S");
    case '%':
      parts_.push_back({Field::kLiteral, '%'});
      return;
    default:
      break;
  }
  throw Error(
      ErrorCode::kProject,
      "the format '" + std::string(format) + "' has %" + directive + ", which is not a known field",
      directive == 'y' ? "years have four digits: %Y" : "expected one of %Y %m %d %H %M %S %f %z %b %B %I %p %F %T %%");
}

bool TimeFormat::has(Field field) const {
  return std::any_of(parts_.begin(), parts_.end(), [field](const Part& part) { return part.field == field; });
}

void TimeFormat::require_a_whole_date() const {
  if (has(Field::kYear) && has(Field::kDay) && (has(Field::kMonth) || has(Field::kMonthName))) return;
  throw Error(ErrorCode::kProject, "the format '" + text_ + "' gives no whole date",
              "it needs %Y, %d and one of %m, %b, %B");
}

void TimeFormat::note_width() {
  std::size_t width = 0;
  for (const Part& part : parts_) {
    if (part.field == Field::kFraction || part.field == Field::kZone ||
        (part.field == Field::kMonthName && part.long_name))
      return;
    const bool single = part.field == Field::kLiteral;
    width += single ? 1 : part.field == Field::kYear ? 4 : part.field == Field::kMonthName ? 3 : 2;
  }
  width_ = width;
}

std::int32_t days_since_epoch(int year, int month, int day) {
  const int shifted = month <= 2 ? year - 1 : year;
  const int era = (shifted >= 0 ? shifted : shifted - 399) / 400;
  const int year_of_era = shifted - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

std::int64_t wall_clock_micros(const CivilTime& time) {
  const std::int64_t days = days_since_epoch(time.year, time.month, time.day);
  const std::int64_t seconds = days * 86400 + time.hour * 3600 + time.minute * 60 + time.second;
  return seconds * 1000000 + time.micros;
}

bool is_in_calendar(std::int64_t micros) {
  static const std::int64_t first = days_since_epoch(1, 1, 1) * kMicrosPerDay;
  static const std::int64_t end = days_since_epoch(10'000, 1, 1) * kMicrosPerDay;
  return micros >= first && micros < end;
}

bool read_time(std::string_view text, const std::vector<TimeFormat>& formats, CivilTime& out) {
  return std::any_of(formats.begin(), formats.end(), [&](const TimeFormat& format) { return format.read(text, out); });
}

const std::vector<std::string>& default_date_formats() {
  static const std::vector<std::string> formats = {"%Y-%m-%d"};
  return formats;
}

const std::vector<std::string>& default_time_formats() {
  static const std::vector<std::string> formats = {
      "%Y-%m-%d %H:%M:%S",    "%Y-%m-%dT%H:%M:%S",      "%Y-%m-%dT%H:%M:%S%z",
      "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f",   "%Y-%m-%dT%H:%M:%S.%f%z",
      "%Y-%m-%d %H:%M:%S%z",  "%Y-%m-%d %H:%M:%S.%f%z", "%Y-%m-%d"};
  return formats;
}

}  // namespace c360::values
