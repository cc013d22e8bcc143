#include "c360/publish/odbc/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <limits>

#include "c360/base/clock.h"
#include "c360/publish/odbc/wide_text.h"

namespace c360::publish::odbc {
namespace {

using sql::TypeKind;

constexpr const char* kYears = "the database's dates and times are of the years 1 to 9999";

template <typename Number>
std::string digits(Number number) {
  char buffer[64];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
  return {buffer, end};
}

/// PostgreSQL's words; no other database knows the three.
template <typename Real>
std::string real_text(Real value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return digits(value);
}

/// A date and time as text; throws where the column's database has none such.
std::string checked(std::string text, std::size_t column, std::size_t row) {
  if (text.empty()) throw UnsendableValue{column, row, kYears};
  return text;
}

void append(std::vector<char>& bytes, std::string_view text) {
  bytes.insert(bytes.end(), text.begin(), text.end());
}

}  // namespace

ParameterKind kind_of(const sql::Type& type) {
  if (type.kind == TypeKind::kBinary) return ParameterKind::kBytes;
  const bool is_text = type.kind == TypeKind::kString || type.kind == TypeKind::kStringList || type.nested != nullptr;
  return is_text ? ParameterKind::kText : ParameterKind::kAscii;
}

std::string decimal_text(__int128 unscaled, int scale) {
  auto rest = static_cast<unsigned __int128>(unscaled);
  if (unscaled < 0) rest = ~rest + 1;
  std::string backwards;
  for (int place = 0; rest > 0 || place <= scale; ++place) {
    if (place > 0 && place == scale) backwards += '.';
    backwards += static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  }
  if (unscaled < 0) backwards += '-';
  return {backwards.rbegin(), backwards.rend()};
}

std::string date_text(std::int64_t days) {
  using std::chrono::year_month_day;
  constexpr std::int64_t kFirst = -719162;  // 0001-01-01
  constexpr std::int64_t kLast = 2932896;   // 9999-12-31
  if (days < kFirst || days > kLast) return {};
  const year_month_day date(std::chrono::sys_days(std::chrono::days(static_cast<int>(days))));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string time_text(std::int64_t micros) {
  constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
  std::int64_t days = micros / kMicrosPerDay;
  if (micros % kMicrosPerDay < 0) --days;
  const std::string date = date_text(days);
  if (date.empty()) return {};
  const std::int64_t of_day = micros - days * kMicrosPerDay;
  const std::int64_t seconds = of_day / kMicrosPerSecond;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:06}", date, seconds / 3600, seconds / 60 % 60, seconds % 60,
                     of_day % kMicrosPerSecond);
}

ParameterRows::ParameterRows(const std::vector<sql::ColumnDefinition>& columns, const sql::TableDialect& dialect)
    : columns_(columns), dialect_(dialect) {
  for (const sql::ColumnDefinition& column : columns) {
    ParameterValues values;
    values.kind = kind_of(column.type);
    values.most_units = dialect.most_units(column);
    values_.push_back(std::move(values));
  }
}

void ParameterRows::encode(const engine::Chunk& chunk) {
  rows_ = chunk.rows();
  for (std::size_t column = 0; column < columns_.size(); ++column) encode_column(chunk, column);
}

void ParameterRows::encode_column(const engine::Chunk& chunk, std::size_t column) {
  ParameterValues& values = values_[column];
  values.bytes.clear();
  values.ends.clear();
  values.nulls.clear();
  for (std::size_t row = 0; row < rows_; ++row) {
    const bool is_null = chunk.is_null(column, row);
    if (is_null && columns_[column].required)
      throw UnsendableValue{column, row, "it is NULL, and the column is required"};
    if (!is_null) add(chunk, column, row);
    values.nulls.push_back(is_null);
    values.ends.push_back(values.bytes.size());
  }
}

void ParameterRows::add(const engine::Chunk& chunk, std::size_t column, std::size_t row) {
  std::vector<char>& bytes = values_[column].bytes;
  const sql::Type& type = columns_[column].type;
  switch (type.kind) {
    case TypeKind::kBigint:
    case TypeKind::kInteger:
    case TypeKind::kSmallint:
    case TypeKind::kTinyint:
    case TypeKind::kBoolean:
      return append(bytes, digits(chunk.bigint(column, row)));
    case TypeKind::kDouble:
    case TypeKind::kFloat: {
      const double value = chunk.real(column, row);
      if (!std::isfinite(value) && !dialect_.holds_infinity())
        throw UnsendableValue{column, row, "the database's numbers are neither infinite nor NaN"};
      return append(bytes, type.kind == TypeKind::kFloat ? real_text(static_cast<float>(value)) : real_text(value));
    }
    case TypeKind::kDecimal:
      return append(bytes, decimal_text(chunk.unscaled(column, row), type.scale));
    case TypeKind::kDate:
      return append(bytes, checked(date_text(chunk.bigint(column, row)), column, row));
    case TypeKind::kDatetime:
      return append(bytes, checked(time_text(chunk.bigint(column, row)), column, row));
    case TypeKind::kTimestamp:
      return append(bytes, checked(time_text(chunk.bigint(column, row)), column, row) + "+00:00");
    case TypeKind::kBinary:
      return append(bytes, chunk.text(column, row));
    default:
      return add_text(chunk.text(column, row), column, row);
  }
}

void ParameterRows::add_text(std::string_view text, std::size_t column, std::size_t row) {
  if (std::memchr(text.data(), 0, text.size()) != nullptr)
    throw UnsendableValue{column, row, "it has a NUL byte, which texts there cannot hold"};
  WideText units;
  append_wide(text, units);
  ParameterValues& values = values_[column];
  if (values.most_units > 0 && units.size() > values.most_units)
    throw UnsendableValue{column, row,
                          fmt::format("it has more than the {} UTF-16 units that the column takes", values.most_units)};
  append(values.bytes, {reinterpret_cast<const char*>(units.data()), units.size() * sizeof units[0]});
}

std::size_t ParameterRows::width(std::size_t column, std::size_t first, std::size_t count) const {
  std::size_t widest = 1;
  for (std::size_t row = first; row < first + count; ++row) widest = std::max(widest, values_[column].size_of(row));
  return values_[column].kind == ParameterKind::kText ? widest + widest % 2 : widest;
}

}  // namespace c360::publish::odbc
