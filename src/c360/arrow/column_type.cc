#include "c360/arrow/column_type.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <optional>
#include <string_view>

#include "c360/base/error.h"

namespace c360::arrow {
namespace {

ColumnType plain(Kind kind, int bits = 0, bool is_signed = true) {
  ColumnType type;
  type.kind = kind;
  type.bits = bits;
  type.is_signed = is_signed;
  return type;
}

/// Formats without parameters.
const std::map<std::string_view, ColumnType>& plain_types() {
  static const std::map<std::string_view, ColumnType> types = {
      {"n", plain(Kind::kNull)},        {"b", plain(Kind::kBoolean, 1)},
      {"c", plain(Kind::kInteger, 8)},  {"C", plain(Kind::kInteger, 8, false)},
      {"s", plain(Kind::kInteger, 16)}, {"S", plain(Kind::kInteger, 16, false)},
      {"i", plain(Kind::kInteger, 32)}, {"I", plain(Kind::kInteger, 32, false)},
      {"l", plain(Kind::kInteger, 64)}, {"L", plain(Kind::kInteger, 64, false)},
      {"f", plain(Kind::kFloat, 32)},   {"g", plain(Kind::kFloat, 64)},
      {"z", plain(Kind::kBinary)},      {"Z", plain(Kind::kLargeBinary)},
      {"u", plain(Kind::kText)},        {"U", plain(Kind::kLargeText)},
      {"tdD", plain(Kind::kDate, 32)},  {"tin", plain(Kind::kInterval, 128)},
      {"+l", plain(Kind::kList)},       {"+L", plain(Kind::kLargeList)},
      {"+s", plain(Kind::kStruct)},     {"+m", plain(Kind::kMap)},
  };
  return types;
}

std::optional<TimeUnit> unit_of(char letter) {
  switch (letter) {
    case 's':
      return TimeUnit::kSecond;
    case 'm':
      return TimeUnit::kMilli;
    case 'u':
      return TimeUnit::kMicro;
    case 'n':
      return TimeUnit::kNano;
    default:
      return std::nullopt;
  }
}

/// "38,2" as numbers; none for anything else.
std::vector<int> numbers_in(std::string_view text) {
  std::vector<int> numbers;
  while (true) {
    int number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc()) return {};
    numbers.push_back(number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty()) return numbers;
    if (text.front() != ',') return {};
    text.remove_prefix(1);
  }
}

/// "tts", "tsu:UTC", "tDm"
std::optional<ColumnType> time_type(std::string_view format) {
  if (format.size() < 3 || format[0] != 't') return std::nullopt;
  const auto unit = unit_of(format[2]);
  if (!unit) return std::nullopt;
  ColumnType type = plain(Kind::kTime, 64);
  type.unit = *unit;
  if (format[1] == 't' && format.size() == 3) {
    if (*unit < TimeUnit::kMicro) type.bits = 32;
    return type;
  }
  if (format[1] == 'D' && format.size() == 3) {
    type.kind = Kind::kDuration;
    return type;
  }
  if (format[1] != 's' || format.size() < 4 || format[3] != ':') return std::nullopt;
  type.kind = Kind::kTimestamp;
  type.zone = format.substr(4);
  return type;
}

/// "d:38,2", "w:16", "+w:3", "+us:0,1"
std::optional<ColumnType> measured_type(std::string_view format) {
  const std::size_t colon = format.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view name = format.substr(0, colon);
  const std::vector<int> numbers = numbers_in(format.substr(colon + 1));
  ColumnType type;
  if (name == "d" && (numbers.size() == 2 || numbers.size() == 3)) {
    type = plain(Kind::kDecimal, numbers.size() == 3 ? numbers[2] : 128);
    type.precision = numbers[0];
    type.scale = numbers[1];
    return type;
  }
  if ((name == "w" || name == "+w") && numbers.size() == 1) {
    type = plain(name == "w" ? Kind::kFixedBinary : Kind::kFixedList);
    type.size = numbers[0];
    return type;
  }
  if (name != "+us" || numbers.empty()) return std::nullopt;
  type = plain(Kind::kSparseUnion);
  type.codes = numbers;
  return type;
}

}  // namespace

ColumnType type_of(const ArrowSchema& column) {
  if (column.dictionary != nullptr) return type_of(*column.dictionary);
  const auto found = plain_types().find(column.format);
  if (found != plain_types().end()) return found->second;
  if (const auto type = time_type(column.format)) return *type;
  if (const auto type = measured_type(column.format)) return *type;
  throw Error(ErrorCode::kUnsupported,
              fmt::format("the column '{}' has a type that is not written as Arrow here ({})",
                          column.name == nullptr ? "" : column.name, column.format),
              "cast it to another type, or ask for JSON or CSV");
}

}  // namespace c360::arrow
