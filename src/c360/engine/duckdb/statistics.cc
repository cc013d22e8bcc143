#include "c360/engine/duckdb/statistics.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "c360/base/clock.h"
#include "c360/engine/duckdb/sql_writer.h"

namespace c360::engine {

namespace {

constexpr std::size_t kMostCharacters = 32;
constexpr std::int64_t kMicrosPerMilli = 1000;

using sql::TypeKind;

std::map<std::string, std::string> read_figures(const ColumnVector& figures, std::size_t row) {
  const auto& entry = figures.at<duckdb_list_entry>(row);
  const duckdb_vector entries = duckdb_list_vector_get_child(figures.vector);
  const ColumnVector names(duckdb_struct_vector_get_child(entries, 0));
  const ColumnVector values(duckdb_struct_vector_get_child(entries, 1));
  std::map<std::string, std::string> result;
  for (std::size_t i = entry.offset; i < entry.offset + entry.length; ++i) {
    result.emplace(names.text(i), values.text(i));
  }
  return result;
}

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::size_t end_of_characters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  while (end < text.size() && (count > 0 || continues_character(text[end]))) {
    if (!continues_character(text[end])) --count;
    ++end;
  }
  return end;
}

char32_t decode(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return first;
  char32_t code = first & (0x7FU >> character.size());
  for (const char c : character.substr(1)) code = code << 6U | (static_cast<unsigned char>(c) & 0x3FU);
  return code;
}

std::string encode(char32_t code) {
  const auto tail = [&](unsigned shift) { return static_cast<char>(0x80U | (code >> shift & 0x3FU)); };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xC0U | code >> 6U), tail(0)};
  if (code < 0x10000) return {static_cast<char>(0xE0U | code >> 12U), tail(6), tail(0)};
  return {static_cast<char>(0xF0U | code >> 18U), tail(12), tail(6), tail(0)};
}

std::optional<std::string> next_character(std::string_view character) {
  constexpr char32_t kLast = 0x10FFFF;
  constexpr char32_t kBeforeSurrogates = 0xD7FF;
  constexpr char32_t kAfterSurrogates = 0xE000;
  const char32_t code = decode(character);
  if (code >= kLast) return std::nullopt;
  return encode(code == kBeforeSurrogates ? kAfterSurrogates : code + 1);
}

/// "2024-05-31 08:15:00.123456+00" of a year that ISO 8601 can say in four digits.
bool is_plain_timestamp(std::string_view text) {
  constexpr std::size_t kShortest = 19;
  return text.size() >= kShortest && text[4] == '-' && text[10] == ' ' && text.find('(') == std::string_view::npos;
}

std::optional<std::string> timestamp_bound(std::string text, bool upwards, bool has_zone) {
  if (!is_plain_timestamp(text)) return std::nullopt;
  if (text.ends_with("+00")) text.resize(text.size() - 3);
  const Micros time = parse_utc(text);
  std::int64_t millis = time / kMicrosPerMilli;
  const std::int64_t rest = time % kMicrosPerMilli;
  if (rest > 0 && upwards) ++millis;
  if (rest < 0 && !upwards) --millis;
  const std::string iso = format_utc(millis * kMicrosPerMilli);
  constexpr std::size_t kIsoLength = sizeof("2024-05-31T08:15:00.123456Z") - 1;
  if (iso.size() != kIsoLength) return std::nullopt;
  return iso.substr(0, kIsoLength - sizeof("456Z") + 1) + (has_zone ? "Z" : "");
}

std::optional<std::string> date_bound(const std::string& text) {
  constexpr std::size_t kIsoLength = sizeof("2024-05-31") - 1;
  return text.size() == kIsoLength ? std::optional(text) : std::nullopt;
}

std::optional<std::string> bound(const std::string& text, const sql::Type& type, bool upwards) {
  switch (type.kind) {
    case TypeKind::kBigint:
    case TypeKind::kInteger:
    case TypeKind::kSmallint:
    case TypeKind::kTinyint:
    case TypeKind::kDecimal:
      return text;
    case TypeKind::kDate:
      return date_bound(text);
    case TypeKind::kTimestamp:
      return timestamp_bound(text, upwards, true);
    case TypeKind::kDatetime:
      return timestamp_bound(text, upwards, false);
    case TypeKind::kString:
      return upwards ? upper_text_bound(text) : std::optional(lower_text_bound(text));
    default:
      return std::nullopt;
  }
}

std::optional<ColumnStatistics> statistics_of(const ResultColumn& column,
                                              const std::map<std::string, std::string>& figures) {
  const auto nulls = figures.find("null_count");
  if (!column.has_known_type || nulls == figures.end()) return std::nullopt;
  ColumnStatistics result;
  result.column = column.name;
  std::from_chars(nulls->second.data(), nulls->second.data() + nulls->second.size(), result.null_count);
  const auto min = figures.find("min");
  const auto max = figures.find("max");
  if (min != figures.end()) result.min = bound(min->second, column.known, false);
  if (max != figures.end()) result.max = bound(max->second, column.known, true);
  return result;
}

}  // namespace

RawStatistics read_statistics(const ColumnVector& column) {
  const auto& entry = column.at<duckdb_list_entry>(0);
  const duckdb_vector entries = duckdb_list_vector_get_child(column.vector);
  const ColumnVector paths(duckdb_struct_vector_get_child(entries, 0));
  const ColumnVector figures(duckdb_struct_vector_get_child(entries, 1));
  RawStatistics result;
  for (std::size_t i = entry.offset; i < entry.offset + entry.length; ++i) {
    result.emplace(paths.text(i), read_figures(figures, i));
  }
  return result;
}

std::vector<ColumnStatistics> trusted_statistics(const RawStatistics& raw, const std::vector<ResultColumn>& columns) {
  std::vector<ColumnStatistics> result;
  for (const auto& column : columns) {
    const auto figures = raw.find(quote_identifier(column.name));
    if (figures == raw.end()) continue;
    if (auto statistics = statistics_of(column, figures->second)) result.push_back(std::move(*statistics));
  }
  return result;
}

std::string lower_text_bound(std::string_view text) {
  return std::string(text.substr(0, end_of_characters(text, kMostCharacters)));
}

std::optional<std::string> upper_text_bound(std::string_view text) {
  std::string prefix = lower_text_bound(text);
  if (prefix.size() == text.size()) return prefix;
  while (!prefix.empty()) {
    std::size_t last = prefix.size() - 1;
    while (last > 0 && continues_character(prefix[last])) --last;
    const auto next = next_character(std::string_view(prefix).substr(last));
    prefix.resize(last);
    if (next) return prefix + *next;
  }
  return std::nullopt;
}

}  // namespace c360::engine
