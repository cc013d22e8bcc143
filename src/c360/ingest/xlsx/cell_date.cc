#include "c360/ingest/xlsx/cell_date.h"

#include <fmt/format.h>

#include <cmath>

#include "c360/base/clock.h"

namespace c360::ingest {
namespace {

constexpr std::int64_t kMillisPerDay = 86'400'000;
constexpr std::int64_t kLastDay = 2'958'465;  ///< 9999-12-31, counted from 1900
constexpr std::int64_t kDaysFrom1900To1904 = 1462;
constexpr std::int64_t kNoSuchDay = 60;  ///< 1900-02-29

char small_letter(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// "08:15:00.5", of the milliseconds since midnight or longer.
std::string clock_text(std::int64_t millis) {
  const std::int64_t seconds = millis / 1000;
  std::string text = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (millis % 1000 == 0) return text;
  text += fmt::format(".{:03}", millis % 1000);
  return text.substr(0, text.find_last_not_of('0') + 1);
}

/// A day counted from 1900 as workbooks count, at least 1.
std::string day_text(std::int64_t day) {
  if (day == kNoSuchDay) return "1900-02-29";
  constexpr std::int64_t kDay1970 = 25'569;
  const std::int64_t since_1970 = (day < kNoSuchDay ? day + 1 : day) - kDay1970;
  return format_utc(since_1970 * kMillisPerDay * 1000).substr(0, 10);
}

/// Reads a format code from its begin.
class FormatCode {
 public:
  explicit FormatCode(std::string_view code) : code_(code) {}

  CellFormat read() {
    while (at_ < code_.size() && code_[at_] != ';') step();
    if (format_.duration) return {.duration = true};
    if (has_month_or_minute_ && !format_.time) format_.date = true;
    return format_;
  }

 private:
  void step() {
    const char c = small_letter(code_[at_]);
    if (c == '"') return skip_to('"');
    if (c == '[') return bracket();
    if (c == '\\' || c == '_' || c == '*') {
      at_ += 2;
      return;
    }
    if (is_word("general")) {
      at_ += 7;
      return;
    }
    if (is_word("am/pm") || is_word("a/p")) format_.time = true;
    note(c);
    ++at_;
  }

  void note(char c) {
    if (c == 'y' || c == 'd') format_.date = true;
    if (c == 'h' || c == 's') format_.time = true;
    if (c == 'm') has_month_or_minute_ = true;
  }

  /// [h], [mm] and [ss] are durations; all else in brackets is a colour, a condition or a locale.
  void bracket() {
    const std::size_t end = code_.find(']', at_);
    const std::string_view inside = code_.substr(at_ + 1, end == std::string_view::npos ? 0 : end - at_ - 1);
    const char first = inside.empty() ? '\0' : small_letter(inside.front());
    const bool same = inside.find_first_not_of(inside.substr(0, 1)) == std::string_view::npos;
    if (same && (first == 'h' || first == 'm' || first == 's')) format_.duration = true;
    skip_to(']');
  }

  void skip_to(char end) {
    const std::size_t found = code_.find(end, at_ + 1);
    at_ = found == std::string_view::npos ? code_.size() : found + 1;
  }

  bool is_word(std::string_view word) const {
    if (code_.size() - at_ < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (small_letter(code_[at_ + i]) != word[i]) return false;
    }
    return true;
  }

  std::string_view code_;
  std::size_t at_ = 0;
  bool has_month_or_minute_ = false;
  CellFormat format_;
};

}  // namespace

CellFormat builtin_format(int id) {
  const bool date = (id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58);
  if (date) return {.date = true};
  if (id == 22) return {.date = true, .time = true};
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47) return {.time = true};
  if (id == 46) return {.duration = true};
  return {};
}

CellFormat custom_format(std::string_view code) {
  return FormatCode(code).read();
}

std::optional<std::string> date_text(double number, CellFormat format, bool from_1904) {
  if (!(number >= 0) || number >= static_cast<double>(kLastDay + 1)) return std::nullopt;
  const auto millis = static_cast<std::int64_t>(std::llround(number * static_cast<double>(kMillisPerDay)));
  if (format.duration) return clock_text(millis);
  const std::int64_t day = millis / kMillisPerDay + (from_1904 ? kDaysFrom1900To1904 : 0);
  const std::int64_t rest = millis % kMillisPerDay;
  if (day > kLastDay) return std::nullopt;
  if (day == 0 || (!format.date && millis < kMillisPerDay)) return clock_text(rest);
  if (rest == 0 && !format.time) return day_text(day);
  return day_text(day) + "T" + clock_text(rest);
}

}  // namespace c360::ingest
