// The column types that c360 knows, the same on every engine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace c360::sql {

enum class TypeKind : std::uint8_t {
  kString,
  kBigint,
  kInteger,
  kSmallint,
  kTinyint,
  kDecimal,
  kDouble,
  kFloat,
  kBoolean,
  kDate,
  kTimestamp,  ///< an instant in UTC, microseconds
  kDatetime,   ///< a wall-clock time without a zone, microseconds (Delta: timestamp_ntz)
  kBinary,
  kStringList,  ///< list(string), as in a quarantine's reasons
};

/// A value type: its kind, and for a decimal how many digits in all and after the point.
struct Type {
  TypeKind kind = TypeKind::kString;
  int precision = 0;  ///< decimals only: 1 to 38
  int scale = 0;      ///< decimals only: 0 to precision

  static Type decimal(int precision, int scale) { return {TypeKind::kDecimal, precision, scale}; }

  /// As contracts write it: "decimal(12,2)", "bigint", "string", "datetime", …
  std::string to_string() const;
  /// Reads what to_string writes, ignoring case and blanks. Throws Error(kProject) naming the types there are.
  static Type parse(std::string_view text);

  bool operator==(const Type&) const = default;
};

}  // namespace c360::sql
