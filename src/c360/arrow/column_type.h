// The types of Arrow's columns, read from the format strings of the C data interface.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "c360/engine/arrow_rows.h"

namespace c360::arrow {

enum class Kind {
  kNull,
  kBoolean,
  kInteger,
  kFloat,
  kDecimal,
  kDate,  ///< days
  kTime,
  kTimestamp,
  kDuration,
  kInterval,  ///< months, days and nanoseconds
  kBinary,
  kLargeBinary,
  kText,
  kLargeText,
  kFixedBinary,
  kList,
  kLargeList,
  kFixedList,
  kStruct,
  kMap,
  kSparseUnion,
};

/// In which times are counted; the numbers are those of Arrow's messages.
enum class TimeUnit : std::int16_t { kSecond = 0, kMilli = 1, kMicro = 2, kNano = 3 };

struct ColumnType {
  Kind kind = Kind::kNull;
  int bits = 0;  ///< of one value of numbers, decimals and times
  bool is_signed = true;
  int precision = 0, scale = 0;  ///< decimals
  TimeUnit unit = TimeUnit::kMicro;
  std::string zone;        ///< of timestamps that are instants
  int size = 0;            ///< bytes of a fixed binary, items of a fixed list
  std::vector<int> codes;  ///< of a union's children

  bool operator==(const ColumnType&) const = default;
};

/// The type of a column's values; of one with a dictionary, the dictionary's. Throws Error(kUnsupported), naming the
/// column, for a type that is not written here.
ColumnType type_of(const ArrowSchema& column);

}  // namespace c360::arrow
