// Rows in the binary form of PostgreSQL's COPY (its documentation, "COPY", "Binary Format", and the receive functions
// of its types): a signature, then for each row the number of its fields and each field's length and bytes, big-endian.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/publish/unsendable_value.h"
#include "c360/sql/table_definition.h"

namespace c360::publish {

/// Turns chunks into COPY's bytes. One thread at a time.
class BinaryCopy {
 public:
  /// `columns` are those of the chunks, in their order. Nested types come as JSON text.
  explicit BinaryCopy(const std::vector<sql::ColumnDefinition>& columns);

  /// Adds a chunk's rows to bytes(). Throws UnsendableValue for the first value that the table cannot hold: NULL in a
  /// required column, a text with NUL, one that is too long, a time beyond what PostgreSQL knows.
  void add(const engine::Chunk& chunk);
  /// Adds what comes after the last row.
  void finish();

  std::string_view bytes() const { return {bytes_.data(), size_}; }
  void clear() { size_ = 0; }

 private:
  struct Column {
    sql::TypeKind kind;
    int scale;
    bool required;
    std::size_t max_length;
  };

  void add_field(const engine::Chunk& chunk, std::size_t column, std::size_t row);
  void add_null(std::size_t column, std::size_t row);
  void add_text(std::string_view text, std::size_t column, std::size_t row);
  void add_date(std::int64_t days, std::size_t column, std::size_t row);
  void add_moment(std::int64_t micros, std::size_t column, std::size_t row);
  void add_decimal(__int128 unscaled, int scale);
  void add_bytes(std::string_view bytes);
  template <typename Number>
  void add_number(Number value);
  void reserve(std::size_t more);

  std::vector<Column> columns_;
  std::vector<char> bytes_;  // the first size_ of them count
  std::size_t size_ = 0;
};

/// The base-10000 form of numeric (src/backend/utils/adt/numeric.c, numeric_send): the digits that stand for
/// unscaled / 10^scale, without zeros at either end.
struct NumericDigits {
  static constexpr std::size_t kMost = 12;
  std::int16_t digits[kMost] = {};
  std::int16_t count = 0;
  std::int16_t weight = 0;  ///< of the first digit: it counts 10000^weight
  bool negative = false;
};
NumericDigits numeric_digits(__int128 unscaled, int scale);

}  // namespace c360::publish
