#include "c360/rest/cursor_value.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "c360/base/error.h"

namespace c360::rest {
namespace {

constexpr Micros kMicrosPerMinute = 60 * kMicrosPerSecond;
constexpr Micros kMicrosPerDay = 86'400 * kMicrosPerSecond;
constexpr std::size_t kDateLength = 10;
/// What the clocks of the earth are ahead of UTC at most.
constexpr Micros kFarthestZone = 14 * 60 * kMicrosPerMinute;

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "+02:00", "+0200" or "+02" as minutes.
std::optional<int> offset_minutes(std::string_view text) {
  std::string digits(text.substr(1));
  digits.erase(std::remove(digits.begin(), digits.end(), ':'), digits.end());
  if (digits.size() == 2) digits += "00";
  if (digits.size() != 4 || !is_digits(digits)) return std::nullopt;
  const int number = std::stoi(digits);
  const int minutes = number / 100 * 60 + number % 100;
  return text.front() == '-' ? -minutes : minutes;
}

/// A date with or without a time of day, as if in UTC.
std::optional<Micros> wall_clock(std::string_view text) {
  try {
    return parse_utc(std::string(text));
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

std::optional<CursorValue> CursorValue::parse(const std::string& text) {
  CursorValue value;
  const std::string_view all(text);
  const std::size_t dot = std::min(all.find('.'), all.size());
  if (dot <= 18 && is_digits(all.substr(0, dot)) && (dot == all.size() || is_digits(all.substr(dot + 1)))) {
    std::from_chars(all.data(), all.data() + dot, value.whole_);
    value.decimals_ = all.substr(dot);
    return value;
  }
  if (all.size() < kDateLength || all[4] != '-') return std::nullopt;
  value.form_ = all.size() == kDateLength ? Form::kDate : Form::kTimeWithoutZone;
  if (all.size() > kDateLength) value.separator_ = all[kDateLength];
  std::string_view wall = all;
  int minutes = 0;
  if (const std::size_t zone = all.find_first_of("Zz+-", std::min(all.size(), kDateLength)); zone != all.npos) {
    const bool is_utc = zone + 1 == all.size() && (all[zone] == 'Z' || all[zone] == 'z');
    const auto offset = is_utc ? std::optional<int>(0) : offset_minutes(all.substr(zone));
    if (!offset) return std::nullopt;
    minutes = *offset;
    wall = all.substr(0, zone);
    value.form_ = Form::kTimeOfZone;
  }
  const auto time = wall_clock(wall);
  if (!time) return std::nullopt;
  value.whole_ = *time - minutes * kMicrosPerMinute;
  return value;
}

bool CursorValue::operator<(const CursorValue& other) const {
  if (is_time() != other.is_time())
    throw Error(ErrorCode::kData, "the cursor is a time in some records and a number in others",
                "name a field under cursor: that is always one of them");
  if (whole_ != other.whole_) return whole_ < other.whole_;
  return decimals_ < other.decimals_;
}

CursorValue CursorValue::minus(const project::RestOverlap& overlap) const {
  if (overlap.amount != 0 && overlap.is_time != is_time())
    throw Error(ErrorCode::kData,
                is_time() ? "the cursor is a time, but its overlap is a number"
                          : "the cursor is a number, but its overlap is a span of time",
                is_time() ? "write `overlap: 1h`" : "write the overlap as a number: of seconds, if these are seconds");
  CursorValue lower = *this;
  lower.whole_ = std::max<std::int64_t>(0, whole_ - overlap.amount * (is_time() ? kMicrosPerSecond : 1));
  return lower;
}

CursorValue CursorValue::at_most(Micros now) const {
  CursorValue value = *this;
  const Micros latest = form_ == Form::kTimeOfZone ? now : now + kFarthestZone;
  if (is_time()) value.whole_ = std::min(whole_, latest);
  return value;
}

std::string CursorValue::text() const {
  if (form_ == Form::kNumber) return std::to_string(whole_) + decimals_;
  if (form_ == Form::kDate) return format_utc(whole_ / kMicrosPerDay * kMicrosPerDay).substr(0, kDateLength);
  std::string text = format_utc(whole_);
  text.pop_back();
  text[kDateLength] = separator_;
  if (text.ends_with(".000000")) text.resize(text.rfind('.'));
  return form_ == Form::kTimeOfZone ? text + "Z" : text;
}

}  // namespace c360::rest
