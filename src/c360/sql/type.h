// The column types that c360 knows, the same on every engine.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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
  kList,        ///< of any type; read from others' tables
  kMap,
  kStruct,
};

struct NestedField;

/// A value type: its kind, for a decimal how many digits in all and after the point, and what a nested type is made of.
/// Cheap to copy.
struct Type {
  TypeKind kind = TypeKind::kString;
  int precision = 0;  ///< decimals only: 1 to 38
  int scale = 0;      ///< decimals only: 0 to precision
  /// kList: its element; kMap: key and value; kStruct: its fields. Never null for these, null for all others.
  std::shared_ptr<const std::vector<NestedField>> nested = nullptr;

  static Type decimal(int precision, int scale) { return {TypeKind::kDecimal, precision, scale}; }

  static Type list(Type element);
  static Type map(Type key, Type value);
  static Type structure(std::vector<NestedField> fields);

  /// Whether its values have parts: lists, maps and structs.
  bool is_nested() const { return nested != nullptr || kind == TypeKind::kStringList; }

  /// As contracts write it: "decimal(12,2)", "bigint", "string", "datetime", …; nested types, which contracts cannot
  /// name, as "list(bigint)", "map(string,bigint)", "struct(a bigint,b date)".
  std::string to_string() const;
  /// Reads a type that contracts can name, ignoring case and blanks. Throws Error(kProject) naming the types there are.
  static Type parse(std::string_view text);

  bool operator==(const Type& other) const;
};

/// A part of a nested type; lists call theirs "element", maps "key" and "value".
struct NestedField {
  std::string name;
  Type type;
  bool operator==(const NestedField&) const = default;
};

}  // namespace c360::sql
