// Values as text, as the engine casts them to VARCHAR; but 0.5 has its 0 at every scale, and values inside lists,
// structs and maps are never quoted.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "c360/base/clock.h"
#include "c360/base/error.h"
#include "c360/engine/duckdb/chunk_impl.h"
#include "c360/engine/duckdb/types.h"

namespace c360::engine {

namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;

std::string digits_of(unsigned __int128 value) {
  std::string text;
  do {
    text += static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
  } while (value != 0);
  std::reverse(text.begin(), text.end());
  return text;
}

__int128 wide(const duckdb_hugeint& value) {
  return static_cast<__int128>(static_cast<unsigned __int128>(value.upper) << 64U | value.lower);
}

template <typename Real>
std::string real_text(Real value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  std::string text = fmt::format("{}", value);
  const bool looks_whole = text.find_first_of(".e") == std::string::npos;
  return looks_whole ? text + ".0" : text;
}

/// ".5" for 500 000 of 1 000 000; "" for none.
std::string fraction_text(std::int64_t fraction, int digits) {
  if (fraction == 0) return "";
  std::string text = fmt::format(".{:0{}}", fraction, digits);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

std::string time_text(std::int64_t micros) {
  const std::int64_t seconds = micros / kMicrosPerSecond;
  return fmt::format("{:02}:{:02}:{:02}{}", seconds / 3600, seconds / 60 % 60, seconds % 60,
                     fraction_text(micros % kMicrosPerSecond, 6));
}

/// `ticks` since 1970 with so many of them a second, written with up to `digits` decimals.
std::string ticks_text(std::int64_t ticks, std::int64_t per_second, int digits) {
  if (ticks == INT64_MAX) return "infinity";
  if (ticks == -INT64_MAX) return "-infinity";
  const std::int64_t per_day = per_second * kSecondsPerDay;
  std::int64_t days = ticks / per_day;
  std::int64_t rest = ticks % per_day;
  if (rest < 0) {
    rest += per_day;
    --days;
  }
  const std::int64_t seconds = rest / per_second;
  return fmt::format("{} {:02}:{:02}:{:02}{}", date_text(static_cast<std::int32_t>(days)), seconds / 3600,
                     seconds / 60 % 60, seconds % 60, fraction_text(rest % per_second, digits));
}

std::string offset_text(std::int32_t seconds) {
  const std::int32_t size = std::abs(seconds);
  std::string text = fmt::format("{}{:02}", seconds < 0 ? '-' : '+', size / 3600);
  if (size % 3600 != 0) text += fmt::format(":{:02}", size / 60 % 60);
  return text;
}

std::string time_with_zone_text(duckdb_time_tz value) {
  const duckdb_time_tz_struct parts = duckdb_from_time_tz(value);
  return time_text(duckdb_to_time(parts.time).micros) + offset_text(parts.offset);
}

void append_unit(std::string& text, std::int64_t count, const char* unit) {
  if (count == 0) return;
  if (!text.empty()) text += ' ';
  text += fmt::format("{} {}{}", count, unit, count == 1 || count == -1 ? "" : "s");
}

std::string interval_text(const duckdb_interval& value) {
  std::string text;
  append_unit(text, value.months / 12, "year");
  append_unit(text, value.months % 12, "month");
  append_unit(text, value.days, "day");
  if (value.micros == 0 && !text.empty()) return text;
  if (!text.empty()) text += ' ';
  if (value.micros < 0) text += '-';
  return text + time_text(std::abs(value.micros));
}

std::string blob_text(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const bool plain = c >= ' ' && c <= '~' && c != '\\' && c != '\'' && c != '"';
    text += plain ? std::string(1, c) : fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
  }
  return text;
}

std::string uuid_text(const duckdb_hugeint& value) {
  constexpr std::uint64_t kFlippedSign = std::uint64_t{1} << 63U;  // so that UUIDs sort as they read
  const std::uint64_t high = static_cast<std::uint64_t>(value.upper) ^ kFlippedSign;
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32U, high >> 16U & 0xFFFFU, high & 0xFFFFU,
                     value.lower >> 48U, value.lower & 0xFFFFFFFFFFFFU);
}

std::string bit_text(std::string_view bytes) {
  std::string text;
  const auto padding = static_cast<std::size_t>(bytes.empty() ? 0 : bytes[0]);
  for (std::size_t bit = 8 + padding; bit < bytes.size() * 8; ++bit) {
    const auto byte = static_cast<unsigned char>(bytes[bit / 8]);
    text += (byte >> (7 - bit % 8) & 1U) != 0 ? '1' : '0';
  }
  return text;
}

std::string enum_text(const ColumnVector& column, std::size_t row) {
  std::uint64_t number = 0;
  switch (duckdb_enum_internal_type(column.type.get())) {
    case DUCKDB_TYPE_UTINYINT:
      number = column.at<std::uint8_t>(row);
      break;
    case DUCKDB_TYPE_USMALLINT:
      number = column.at<std::uint16_t>(row);
      break;
    default:
      number = column.at<std::uint32_t>(row);
      break;
  }
  return take_text(duckdb_enum_dictionary_value(column.type.get(), number));
}

std::string decimal_at(const ColumnVector& column, std::size_t row) {
  const int scale = duckdb_decimal_scale(column.type.get());
  switch (duckdb_decimal_internal_type(column.type.get())) {
    case DUCKDB_TYPE_SMALLINT:
      return decimal_text(column.at<std::int16_t>(row), scale);
    case DUCKDB_TYPE_INTEGER:
      return decimal_text(column.at<std::int32_t>(row), scale);
    case DUCKDB_TYPE_BIGINT:
      return decimal_text(column.at<std::int64_t>(row), scale);
    default:
      return decimal_text(wide(column.at<duckdb_hugeint>(row)), scale);
  }
}

std::string inner(const ColumnVector& column, std::size_t row) {
  return column.is_null(row) ? "NULL" : display(column, row);
}

std::string range_text(const ColumnVector& items, std::size_t begin, std::size_t length) {
  std::string text = "[";
  for (std::size_t i = 0; i < length; ++i) {
    if (i > 0) text += ", ";
    text += inner(items, begin + i);
  }
  return text + "]";
}

std::string list_text(const ColumnVector& column, std::size_t row) {
  const auto& entry = column.at<duckdb_list_entry>(row);
  return range_text(ColumnVector(duckdb_list_vector_get_child(column.vector)), entry.offset, entry.length);
}

std::string array_text(const ColumnVector& column, std::size_t row) {
  const std::size_t size = duckdb_array_type_array_size(column.type.get());
  return range_text(ColumnVector(duckdb_array_vector_get_child(column.vector)), row * size, size);
}

std::string map_text(const ColumnVector& column, std::size_t row) {
  const auto& entry = column.at<duckdb_list_entry>(row);
  const duckdb_vector entries = duckdb_list_vector_get_child(column.vector);
  const ColumnVector keys(duckdb_struct_vector_get_child(entries, 0));
  const ColumnVector values(duckdb_struct_vector_get_child(entries, 1));
  std::string text = "{";
  for (std::size_t i = entry.offset; i < entry.offset + entry.length; ++i) {
    if (i > entry.offset) text += ", ";
    text += inner(keys, i) + "=" + inner(values, i);
  }
  return text + "}";
}

std::string struct_text(const ColumnVector& column, std::size_t row) {
  std::string text = "{";
  for (idx_t i = 0; i < duckdb_struct_type_child_count(column.type.get()); ++i) {
    if (i > 0) text += ", ";
    const std::string name = take_text(duckdb_struct_type_child_name(column.type.get(), i));
    text += fmt::format("'{}': {}", name, inner(ColumnVector(duckdb_struct_vector_get_child(column.vector, i)), row));
  }
  return text + "}";
}

/// A union is a struct of its tag and its members, of which the tag's one is set.
std::string union_text(const ColumnVector& column, std::size_t row) {
  const ColumnVector tags(duckdb_struct_vector_get_child(column.vector, 0));
  const ColumnVector member(duckdb_struct_vector_get_child(column.vector, tags.at<std::uint8_t>(row) + 1U));
  return inner(member, row);
}

std::string nested_text(const ColumnVector& column, std::size_t row) {
  switch (column.id) {
    case DUCKDB_TYPE_LIST:
      return list_text(column, row);
    case DUCKDB_TYPE_ARRAY:
      return array_text(column, row);
    case DUCKDB_TYPE_MAP:
      return map_text(column, row);
    case DUCKDB_TYPE_STRUCT:
      return struct_text(column, row);
    case DUCKDB_TYPE_UNION:
      return union_text(column, row);
    default:
      throw Error(ErrorCode::kUnsupported, "values of " + engine_name(column.type.get()) + " cannot be shown");
  }
}

std::string time_like_text(const ColumnVector& column, std::size_t row) {
  switch (column.id) {
    case DUCKDB_TYPE_DATE:
      return date_text(column.at<std::int32_t>(row));
    case DUCKDB_TYPE_TIME:
      return time_text(column.at<std::int64_t>(row));
    case DUCKDB_TYPE_TIME_TZ:
      return time_with_zone_text(column.at<duckdb_time_tz>(row));
    case DUCKDB_TYPE_TIMESTAMP:
      return ticks_text(column.at<std::int64_t>(row), kMicrosPerSecond, 6);
    case DUCKDB_TYPE_TIMESTAMP_S:
      return ticks_text(column.at<std::int64_t>(row), 1, 0);
    case DUCKDB_TYPE_TIMESTAMP_MS:
      return ticks_text(column.at<std::int64_t>(row), 1000, 3);
    case DUCKDB_TYPE_TIMESTAMP_NS:
      return ticks_text(column.at<std::int64_t>(row), 1'000'000'000, 9);
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      return ticks_text(column.at<std::int64_t>(row), kMicrosPerSecond, 6) + "+00";
    case DUCKDB_TYPE_INTERVAL:
      return interval_text(column.at<duckdb_interval>(row));
    default:
      return nested_text(column, row);
  }
}

}  // namespace

std::string date_text(std::int32_t days) {
  if (!duckdb_is_finite_date({days})) return days < 0 ? "-infinity" : "infinity";
  const duckdb_date_struct date = duckdb_from_date({days});
  if (date.year <= 0) return fmt::format("{:04}-{:02}-{:02} (BC)", 1 - date.year, date.month, date.day);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string timestamp_text(std::int64_t micros) {
  return ticks_text(micros, kMicrosPerSecond, 6);
}

std::string decimal_text(__int128 unscaled, int scale) {
  const bool negative = unscaled < 0;
  const auto size = static_cast<unsigned __int128>(unscaled);
  std::string digits = digits_of(negative ? -size : size);
  const auto places = static_cast<std::size_t>(scale);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, 1, '.');
  return negative ? "-" + digits : digits;
}

std::string display(const ColumnVector& column, std::size_t row) {
  if (column.is_null(row)) return "";
  switch (column.id) {
    case DUCKDB_TYPE_BOOLEAN:
      return column.at<bool>(row) ? "true" : "false";
    case DUCKDB_TYPE_TINYINT:
      return std::to_string(column.at<std::int8_t>(row));
    case DUCKDB_TYPE_SMALLINT:
      return std::to_string(column.at<std::int16_t>(row));
    case DUCKDB_TYPE_INTEGER:
      return std::to_string(column.at<std::int32_t>(row));
    case DUCKDB_TYPE_BIGINT:
      return std::to_string(column.at<std::int64_t>(row));
    case DUCKDB_TYPE_UTINYINT:
      return std::to_string(column.at<std::uint8_t>(row));
    case DUCKDB_TYPE_USMALLINT:
      return std::to_string(column.at<std::uint16_t>(row));
    case DUCKDB_TYPE_UINTEGER:
      return std::to_string(column.at<std::uint32_t>(row));
    case DUCKDB_TYPE_UBIGINT:
      return std::to_string(column.at<std::uint64_t>(row));
    case DUCKDB_TYPE_HUGEINT:
      return decimal_text(wide(column.at<duckdb_hugeint>(row)), 0);
    case DUCKDB_TYPE_UHUGEINT:
      return digits_of(static_cast<unsigned __int128>(wide(column.at<duckdb_hugeint>(row))));
    case DUCKDB_TYPE_FLOAT:
      return real_text(column.at<float>(row));
    case DUCKDB_TYPE_DOUBLE:
      return real_text(column.at<double>(row));
    case DUCKDB_TYPE_DECIMAL:
      return decimal_at(column, row);
    case DUCKDB_TYPE_VARCHAR:
      return std::string(column.text(row));
    case DUCKDB_TYPE_BLOB:
      return blob_text(column.text(row));
    case DUCKDB_TYPE_BIT:
      return bit_text(column.text(row));
    case DUCKDB_TYPE_UUID:
      return uuid_text(column.at<duckdb_hugeint>(row));
    case DUCKDB_TYPE_ENUM:
      return enum_text(column, row);
    default:
      return time_like_text(column, row);
  }
}

}  // namespace c360::engine
