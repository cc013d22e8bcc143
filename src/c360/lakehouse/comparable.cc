#include "c360/lakehouse/comparable.h"

#include <charconv>
#include <cmath>
#include <cstdint>

#include "c360/base/ascii.h"
#include "c360/base/clock.h"
#include "c360/engine/values/civil_time.h"
#include "c360/lakehouse/schema_mapping.h"

namespace c360::lakehouse {
namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;

/// Takes fields off the front of a date or time; remembers whether all went well.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : rest_(text) {}

  std::int64_t digits(std::size_t at_least, std::size_t at_most) {
    std::size_t count = 0;
    std::int64_t value = 0;
    while (count < at_most && count < rest_.size() && is_digit(rest_[count]))
      value = value * 10 + (rest_[count++] - '0');
    ok_ = ok_ && count >= at_least;
    rest_.remove_prefix(count);
    return value;
  }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) { ok_ = take(c) && ok_; }
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }
  std::size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

std::int64_t read_days(FieldReader& reader) {
  const bool before_christ = reader.take('-');
  const std::int64_t year = reader.digits(4, 6);
  reader.expect('-');
  const std::int64_t month = reader.digits(1, 2);
  reader.expect('-');
  const std::int64_t day = reader.digits(1, 2);
  return values::days_since_epoch(static_cast<int>(before_christ ? -year : year), static_cast<int>(month),
                                  static_cast<int>(day));
}

std::int64_t read_fraction(FieldReader& reader) {
  if (!reader.take('.')) return 0;
  const std::size_t before = reader.left();
  std::int64_t micros = reader.digits(1, 6);
  for (std::size_t count = before - reader.left(); count < 6; ++count) micros *= 10;
  while (reader.take('0')) continue;
  return micros;
}

/// Seconds that local time is ahead of UTC: "Z", "+02:00", "-0800" or nothing.
std::int64_t read_offset(FieldReader& reader) {
  if (reader.take('Z')) return 0;
  const bool east = reader.take('+');
  if (!east && !reader.take('-')) return 0;
  const std::int64_t hours = reader.digits(2, 2);
  reader.take(':');
  const std::int64_t minutes = reader.at_end() ? 0 : reader.digits(2, 2);
  return (east ? 1 : -1) * (hours * 60 + minutes) * 60;
}

std::int64_t read_micros(FieldReader& reader) {
  const std::int64_t days = read_days(reader);
  if (reader.at_end()) return days * kSecondsPerDay * kMicrosPerSecond;
  if (!reader.take('T')) reader.expect(' ');
  const std::int64_t hour = reader.digits(1, 2);
  reader.expect(':');
  const std::int64_t minute = reader.digits(1, 2);
  const std::int64_t second = reader.take(':') ? reader.digits(1, 2) : 0;
  const std::int64_t fraction = read_fraction(reader);
  const std::int64_t offset = read_offset(reader);
  return (days * kSecondsPerDay + (hour * 60 + minute) * 60 + second - offset) * kMicrosPerSecond + fraction;
}

std::optional<Comparable> read_time(std::string_view text, std::int64_t (*read)(FieldReader&)) {
  FieldReader reader(text);
  const std::int64_t value = read(reader);
  if (!reader.ok() || !reader.at_end()) return std::nullopt;
  return WideInteger{value};
}

/// Digits with an optional sign and point, scaled to `scale` decimals; nullopt if it has more.
std::optional<Comparable> read_decimal(std::string_view text, int scale) {
  constexpr std::size_t kMostDigits = 38;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  std::string digits(text.substr(0, point));
  std::string decimals(point == std::string_view::npos ? "" : text.substr(point + 1));
  while (decimals.size() > static_cast<std::size_t>(scale) && decimals.ends_with('0')) decimals.pop_back();
  if (decimals.size() > static_cast<std::size_t>(scale) || digits.size() + decimals.size() == 0) return std::nullopt;
  decimals.resize(static_cast<std::size_t>(scale), '0');
  digits += decimals;
  digits.erase(0, digits.find_first_not_of('0'));
  if (digits.size() > kMostDigits) return std::nullopt;
  WideInteger value = 0;
  for (const char c : digits) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

std::optional<Comparable> read_double(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || std::isnan(value)) return std::nullopt;
  return value;
}

std::optional<Comparable> read_boolean(std::string_view text) {
  if (text == "true") return WideInteger{1};
  if (text == "false") return WideInteger{0};
  return std::nullopt;
}

}  // namespace

std::optional<Comparable> read_comparable(std::string_view text, const delta::DataType& type) {
  if (type.kind != delta::DataType::Kind::kPrimitive) return std::nullopt;
  switch (const sql::Type known = sql_type(type); known.kind) {
    case sql::TypeKind::kString:
      return std::string(text);
    case sql::TypeKind::kBigint:
    case sql::TypeKind::kInteger:
    case sql::TypeKind::kSmallint:
    case sql::TypeKind::kTinyint:
      return read_decimal(text, 0);
    case sql::TypeKind::kDecimal:
      return read_decimal(text, known.scale);
    case sql::TypeKind::kDouble:
      return read_double(text);
    case sql::TypeKind::kBoolean:
      return read_boolean(text);
    case sql::TypeKind::kDate:
      return read_time(text, read_days);
    case sql::TypeKind::kTimestamp:
    case sql::TypeKind::kDatetime:
      return read_time(text, read_micros);
    default:
      return std::nullopt;
  }
}

}  // namespace c360::lakehouse
