// Rows as the parameters of one statement: ODBC takes many rows at once, each column an array of equally wide cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/publish/unsendable_value.h"
#include "c360/sql/table_dialect.h"

namespace c360::publish::odbc {

/// How a column's values travel: numbers, dates and times as ASCII, which the statement's markers read; texts, and
/// nested values as JSON, in UTF-16; binary values as they are.
enum class ParameterKind { kAscii, kText, kBytes };
ParameterKind kind_of(const sql::Type& type);

/// The values of a column for some rows, one after another.
struct ParameterValues {
  ParameterKind kind = ParameterKind::kAscii;
  std::size_t most_units = 0;     ///< of a text; 0: any
  std::vector<char> bytes;        ///< of all rows
  std::vector<std::size_t> ends;  ///< of each row's value
  std::vector<bool> nulls;

  std::size_t begin_of(std::size_t row) const { return row == 0 ? 0 : ends[row - 1]; }
  std::size_t size_of(std::size_t row) const { return ends[row] - begin_of(row); }
  std::string_view value(std::size_t row) const { return {bytes.data() + begin_of(row), size_of(row)}; }
};

/// Turns chunks into parameters. One thread at a time.
class ParameterRows {
 public:
  /// `columns` are those of the chunks, in their order. Nested types come as JSON text. The dialect must outlive it.
  ParameterRows(const std::vector<sql::ColumnDefinition>& columns, const sql::TableDialect& dialect);

  /// Replaces the rows by a chunk's. Throws UnsendableValue for the first value that the table cannot hold.
  void encode(const engine::Chunk& chunk);

  std::size_t rows() const { return rows_; }
  const std::vector<ParameterValues>& columns() const { return values_; }
  /// The widest value of a column in some rows, in bytes; at least 1.
  std::size_t width(std::size_t column, std::size_t first, std::size_t count) const;

 private:
  void encode_column(const engine::Chunk& chunk, std::size_t column);
  void add(const engine::Chunk& chunk, std::size_t column, std::size_t row);
  void add_text(std::string_view text, std::size_t column, std::size_t row);

  std::vector<sql::ColumnDefinition> columns_;
  const sql::TableDialect& dialect_;
  std::vector<ParameterValues> values_;
  std::size_t rows_ = 0;
};

/// Unscaled / 10^scale in digits: "-0.05".
std::string decimal_text(__int128 unscaled, int scale);
/// "2024-05-31" of days since 1970-01-01; empty outside the years 1 to 9999.
std::string date_text(std::int64_t days);
/// "2024-05-31T08:15:00.123456" of microseconds since then; empty outside those years.
std::string time_text(std::int64_t micros);

}  // namespace c360::publish::odbc
