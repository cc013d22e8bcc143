// Scalar functions of our own: native code over a column of texts, with constant arguments known before the first row.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/engine/text_cell.h"
#include "c360/sql/type.h"

namespace c360::engine {

/// The texts that a kernel reads; valid during one call.
class TextArguments {
 public:
  TextArguments(std::size_t rows, const void* cells, const std::uint64_t* validity)
      : rows_(rows), cells_(static_cast<const TextCell*>(cells)), validity_(validity) {}

  std::size_t rows() const { return rows_; }
  bool is_null(std::size_t row) const { return validity_ != nullptr && (validity_[row / 64] >> (row % 64) & 1U) == 0; }
  /// Must not be asked for a NULL.
  std::string_view text(std::size_t row) const { return cells_[row].view(); }

 private:
  std::size_t rows_;
  const TextCell* cells_;
  const std::uint64_t* validity_;
};

/// Where a kernel writes one value for each row. The setter must fit the function's result type: set_bigint for bigint,
/// timestamp and datetime (microseconds since 1970), set_integer for integer and date (days since 1970), set_decimal
/// for decimals, by the unscaled number (12.50 at scale 2 is 1250).
class ScalarResults {
 public:
  ScalarResults(void* vector, void* data, std::uint64_t* validity, sql::Type type)
      : vector_(vector), data_(data), validity_(validity), type_(type) {}

  void set_null(std::size_t row) { validity_[row / 64] &= ~(std::uint64_t{1} << (row % 64)); }
  void set_bigint(std::size_t row, std::int64_t value) { set(row, value); }
  void set_integer(std::size_t row, std::int32_t value) { set(row, value); }
  void set_double(std::size_t row, double value) { set(row, value); }
  void set_boolean(std::size_t row, bool value) { set(row, value); }
  void set_decimal(std::size_t row, __int128 unscaled) {
    if (type_.precision <= 4) return set(row, static_cast<std::int16_t>(unscaled));
    if (type_.precision <= 9) return set(row, static_cast<std::int32_t>(unscaled));
    if (type_.precision <= 18) return set(row, static_cast<std::int64_t>(unscaled));
    set(row, unscaled);
  }
  /// Copies the text, which must be valid UTF-8.
  void set_text(std::size_t row, std::string_view value) {
    if (value.size() > TextCell::kInline) return set_long_text(row, value);
    static_cast<TextCell*>(data_)[row] = TextCell::of(value);
  }

 private:
  template <typename Value>
  void set(std::size_t row, Value value) {
    static_cast<Value*>(data_)[row] = value;
  }
  void set_long_text(std::size_t row, std::string_view value);

  void* vector_;
  void* data_;
  std::uint64_t* validity_;
  sql::Type type_;
};

/// Sets a value (or NULL) for every row. Throws Error, which ends the query with that very error. Several threads call
/// one kernel at once. The same text must always give the same value: the engine runs a dictionary-encoded column once
/// for each distinct value.
using ScalarKernel = std::function<void(const TextArguments&, ScalarResults&)>;

/// A function (text, constant, …) → result. A value.
struct ScalarFunction {
  std::string name;           ///< as SQL calls it
  std::size_t constants = 0;  ///< how many constant arguments follow the text
  sql::Type result;
  /// Called once for each use in a query with the constants as texts (12 as "12", true as "true"); a NULL is "". Throws
  /// Error for constants that make no sense, which ends the query with that very error.
  std::function<ScalarKernel(const std::vector<std::string>& constants)> bind;
};

}  // namespace c360::engine
