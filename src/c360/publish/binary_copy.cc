#include "c360/publish/binary_copy.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace c360::publish {
namespace {

using sql::TypeKind;

constexpr std::string_view kSignature("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);  // flags and extension are empty

constexpr std::int64_t kDaysTo2000 = 10957;  // from 1970-01-01, where our days begin, to 2000-01-01, where theirs do
constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
constexpr std::int64_t kMicrosTo2000 = kDaysTo2000 * kMicrosPerDay;
// 4714-11-24 BC, days and microseconds from 2000 on; before it the server has no dates and times.
constexpr std::int64_t kFirstDay = -2451545;
constexpr std::int64_t kLastDay = 2145031948;  // in 5874897
constexpr std::int64_t kFirstMicros = -211813488000000000;

std::uint16_t big_endian(std::uint16_t value) {
  return __builtin_bswap16(value);
}
std::uint32_t big_endian(std::uint32_t value) {
  return __builtin_bswap32(value);
}
std::uint64_t big_endian(std::uint64_t value) {
  return __builtin_bswap64(value);
}
std::uint8_t big_endian(std::uint8_t value) {
  return value;
}

/// The unsigned integer as wide as a number.
template <std::size_t kBytes>
struct Unsigned;
template <>
struct Unsigned<1> {
  using Type = std::uint8_t;
};
template <>
struct Unsigned<2> {
  using Type = std::uint16_t;
};
template <>
struct Unsigned<4> {
  using Type = std::uint32_t;
};
template <>
struct Unsigned<8> {
  using Type = std::uint64_t;
};

template <typename Number>
char* put(char* to, Number value) {
  const auto bits = big_endian(std::bit_cast<typename Unsigned<sizeof(Number)>::Type>(value));
  std::memcpy(to, &bits, sizeof bits);
  return to + sizeof bits;
}

bool is_json(TypeKind kind) {
  return kind == TypeKind::kStringList || kind == TypeKind::kList || kind == TypeKind::kMap ||
         kind == TypeKind::kStruct;
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

}  // namespace

BinaryCopy::BinaryCopy(const std::vector<sql::ColumnDefinition>& columns) {
  for (const sql::ColumnDefinition& column : columns) {
    columns_.push_back({column.type.kind, column.type.scale, column.required,
                        static_cast<std::size_t>(std::max(0, column.max_length))});
  }
  reserve(kSignature.size());
  std::memcpy(bytes_.data(), kSignature.data(), kSignature.size());
  size_ = kSignature.size();
}

void BinaryCopy::reserve(std::size_t more) {
  if (bytes_.size() - size_ < more) bytes_.resize((size_ + more) * 2);
}

template <typename Number>
void BinaryCopy::add_number(Number value) {
  reserve(sizeof(std::int32_t) + sizeof value);
  char* to = put(bytes_.data() + size_, static_cast<std::int32_t>(sizeof value));
  put(to, value);
  size_ += sizeof(std::int32_t) + sizeof value;
}

void BinaryCopy::add(const engine::Chunk& chunk) {
  const auto fields = static_cast<std::int16_t>(columns_.size());
  for (std::size_t row = 0; row < chunk.rows(); ++row) {
    reserve(sizeof fields);
    put(bytes_.data() + size_, fields);
    size_ += sizeof fields;
    for (std::size_t column = 0; column < columns_.size(); ++column) add_field(chunk, column, row);
  }
}

void BinaryCopy::finish() {
  reserve(sizeof(std::int16_t));
  put(bytes_.data() + size_, std::int16_t{-1});
  size_ += sizeof(std::int16_t);
}

void BinaryCopy::add_field(const engine::Chunk& chunk, std::size_t column, std::size_t row) {
  const Column& of = columns_[column];
  if (chunk.is_null(column, row)) return add_null(column, row);
  switch (of.kind) {
    case TypeKind::kBigint:
      return add_number(chunk.bigint(column, row));
    case TypeKind::kInteger:
      return add_number(static_cast<std::int32_t>(chunk.bigint(column, row)));
    case TypeKind::kSmallint:
    case TypeKind::kTinyint:
      return add_number(static_cast<std::int16_t>(chunk.bigint(column, row)));
    case TypeKind::kBoolean:
      return add_number(static_cast<std::uint8_t>(chunk.bigint(column, row)));
    case TypeKind::kDouble:
      return add_number(chunk.real(column, row));
    case TypeKind::kFloat:
      return add_number(static_cast<float>(chunk.real(column, row)));
    case TypeKind::kDecimal:
      return add_decimal(chunk.unscaled(column, row), of.scale);
    case TypeKind::kDate:
      return add_date(chunk.bigint(column, row), column, row);
    case TypeKind::kTimestamp:
    case TypeKind::kDatetime:
      return add_moment(chunk.bigint(column, row), column, row);
    default:
      return add_text(chunk.text(column, row), column, row);
  }
}

void BinaryCopy::add_null(std::size_t column, std::size_t row) {
  if (columns_[column].required) throw UnsendableValue{column, row, "it is NULL, and the column is required"};
  reserve(sizeof(std::int32_t));
  put(bytes_.data() + size_, std::int32_t{-1});
  size_ += sizeof(std::int32_t);
}

void BinaryCopy::add_bytes(std::string_view bytes) {
  std::memcpy(bytes_.data() + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
}

void BinaryCopy::add_text(std::string_view text, std::size_t column, std::size_t row) {
  const Column& of = columns_[column];
  constexpr std::size_t kLongest = 1'000'000'000;  // a field has less than 1 GB there
  if (text.size() > kLongest) throw UnsendableValue{column, row, "it is longer than the 1 GB that PostgreSQL holds"};
  if (of.kind != TypeKind::kBinary && std::memchr(text.data(), 0, text.size()) != nullptr)
    throw UnsendableValue{column, row, "it has a NUL byte, which PostgreSQL's texts cannot hold"};
  if (of.max_length > 0 && text.size() > of.max_length && characters(text) > of.max_length)
    throw UnsendableValue{column, row, fmt::format("it has more than {} characters", of.max_length)};
  const std::size_t version = is_json(of.kind) ? 1 : 0;
  reserve(sizeof(std::int32_t) + version + text.size());
  put(bytes_.data() + size_, static_cast<std::int32_t>(text.size() + version));
  size_ += sizeof(std::int32_t);
  if (version > 0) bytes_[size_++] = 1;  // of jsonb's binary form
  add_bytes(text);
}

void BinaryCopy::add_date(std::int64_t days, std::size_t column, std::size_t row) {
  constexpr std::int64_t kInfinity = std::numeric_limits<std::int32_t>::max();
  if (days == kInfinity) return add_number(std::numeric_limits<std::int32_t>::max());
  if (days == -kInfinity) return add_number(std::numeric_limits<std::int32_t>::min());
  if (days - kDaysTo2000 < kFirstDay) throw UnsendableValue{column, row, "PostgreSQL's dates begin in 4714 BC"};
  if (days - kDaysTo2000 > kLastDay) throw UnsendableValue{column, row, "PostgreSQL's dates end in 5874897"};
  add_number(static_cast<std::int32_t>(days - kDaysTo2000));
}

void BinaryCopy::add_moment(std::int64_t micros, std::size_t column, std::size_t row) {
  constexpr std::int64_t kInfinity = std::numeric_limits<std::int64_t>::max();
  if (micros == kInfinity) return add_number(kInfinity);
  if (micros == -kInfinity) return add_number(std::numeric_limits<std::int64_t>::min());
  if (micros < kFirstMicros + kMicrosTo2000) throw UnsendableValue{column, row, "PostgreSQL's times begin in 4714 BC"};
  add_number(micros - kMicrosTo2000);
}

NumericDigits numeric_digits(__int128 unscaled, int scale) {
  constexpr int kDecimalDigits = 4;
  constexpr int kBase = 10000;
  NumericDigits result;
  result.negative = unscaled < 0;
  auto rest = static_cast<unsigned __int128>(unscaled);
  if (result.negative) rest = ~rest + 1;
  std::int16_t backwards[NumericDigits::kMost];
  int count = 0;
  // The last group holds the decimals that are left of the scale over whole groups of four.
  const int groups_after_point = (scale + kDecimalDigits - 1) / kDecimalDigits;
  const int decimals_in_last = scale % kDecimalDigits;
  if (decimals_in_last > 0) {
    constexpr int kPowers[] = {1, 10, 100, 1000};
    const int divisor = kPowers[decimals_in_last];
    backwards[count++] = static_cast<std::int16_t>(static_cast<int>(rest % static_cast<unsigned>(divisor)) *
                                                   kPowers[kDecimalDigits - decimals_in_last]);
    rest /= static_cast<unsigned>(divisor);
  }
  while (rest > std::numeric_limits<std::uint64_t>::max()) {
    backwards[count++] = static_cast<std::int16_t>(static_cast<int>(rest % kBase));
    rest /= kBase;
  }
  for (auto low = static_cast<std::uint64_t>(rest); low > 0; low /= kBase) {
    backwards[count++] = static_cast<std::int16_t>(low % kBase);
  }
  int zeros = 0;
  while (zeros < count && backwards[zeros] == 0) ++zeros;
  while (count > zeros && backwards[count - 1] == 0) --count;
  result.weight = count > zeros ? static_cast<std::int16_t>(count - 1 - groups_after_point) : std::int16_t{0};
  for (int i = count - 1; i >= zeros; --i) result.digits[result.count++] = backwards[i];
  return result;
}

void BinaryCopy::add_decimal(__int128 unscaled, int scale) {
  const NumericDigits number = numeric_digits(unscaled, scale);
  constexpr std::size_t kHeader = 4 * sizeof(std::int16_t);
  constexpr std::uint16_t kNegative = 0x4000;
  const std::size_t size = kHeader + static_cast<std::size_t>(number.count) * sizeof(std::int16_t);
  reserve(sizeof(std::int32_t) + size);
  char* to = put(bytes_.data() + size_, static_cast<std::int32_t>(size));
  to = put(to, number.count);
  to = put(to, number.weight);
  to = put(to, number.negative && number.count > 0 ? kNegative : std::uint16_t{0});
  to = put(to, static_cast<std::int16_t>(scale));
  for (std::int16_t i = 0; i < number.count; ++i) to = put(to, number.digits[i]);
  size_ += sizeof(std::int32_t) + size;
}

}  // namespace c360::publish
