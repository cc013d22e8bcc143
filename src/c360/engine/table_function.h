// Table functions of our own: rows that C++ code gives, read in parallel, seen by SQL as a table.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "c360/engine/text_cell.h"
#include "c360/sql/type.h"

namespace c360::engine {

struct TableColumn {
  std::string name;
  sql::Type type;  ///< any but decimals, lists and binary
};

/// Where a row reader writes up to capacity() rows, column by column: the engine's own vectors. Valid within one call
/// of RowReader::next(); one thread at a time.
///
/// `output` is a position in projected(), `row` is below capacity(). The setters do not check either, nor that they fit
/// the column's type: set_text for string, set_bigint for bigint, timestamp and datetime (microseconds since 1970),
/// set_integer for integer and date (days since 1970), set_boolean, set_double. A value may be set twice; the last
/// stands, but NULL stays NULL. A row whose value was never set holds whatever the last chunk held: set every row of
/// every projected column, or the column as a constant.
///
/// Texts must be valid UTF-8, which nobody checks again. They may hold NUL.
class ChunkWriter {
 public:
  std::size_t capacity() const { return capacity_; }
  /// The columns that the query needs, as positions in RowSource::columns(); the same for all readers of a query.
  const std::vector<std::size_t>& projected() const { return projected_; }

  /// Copies the text.
  void set_text(std::size_t output, std::size_t row, std::string_view value) {
    set_stable_text(output, row, value.size() <= TextCell::kInline ? value : arena_.keep(value));
  }
  /// Does not copy: bytes beyond 12 must stay where they are until this reader's next() is called again or the reader
  /// is destroyed. The engine copies what it keeps for longer.
  void set_stable_text(std::size_t output, std::size_t row, std::string_view value) {
    static_cast<TextCell*>(outputs_[output].data)[row] = TextCell::of(value);
  }
  void set_bigint(std::size_t output, std::size_t row, std::int64_t value) { set(output, row, value); }
  void set_integer(std::size_t output, std::size_t row, std::int32_t value) { set(output, row, value); }
  void set_double(std::size_t output, std::size_t row, double value) { set(output, row, value); }
  void set_boolean(std::size_t output, std::size_t row, bool value) { set(output, row, value); }

  void set_null(std::size_t output, std::size_t row) {
    if (outputs_[output].validity == nullptr) make_validity(output);
    outputs_[output].validity[row / 64] &= ~(std::uint64_t{1} << (row % 64));
  }

  /// The same value in all rows of this chunk; costs nothing per row. Sets the whole column: no other setter for it in
  /// this call of next().
  void set_constant(std::size_t output, std::string_view value);
  void set_constant_bigint(std::size_t output, std::int64_t value);
  void set_constant_null(std::size_t output);

  /// How many rows were written; 0 (or no call) ends this reader.
  void set_rows(std::size_t rows) { rows_ = rows; }
  std::size_t rows() const { return rows_; }

  /// For the engine: one writer serves one reader.
  ChunkWriter(std::size_t capacity, std::vector<std::size_t> projected, std::vector<sql::Type> types);
  /// For the engine: points at the vectors of the next chunk and forgets the texts of the one before.
  void start(const std::vector<void*>& vectors);

 private:
  struct Output {
    void* data = nullptr;
    std::uint64_t* validity = nullptr;  // null until the first NULL
    void* vector = nullptr;             // the engine's handle
  };

  template <typename Value>
  void set(std::size_t output, std::size_t row, Value value) {
    static_cast<Value*>(outputs_[output].data)[row] = value;
  }
  void make_validity(std::size_t output);

  std::size_t capacity_;
  std::vector<std::size_t> projected_;
  std::vector<sql::Type> types_;  // of projected columns
  std::vector<Output> outputs_;
  TextArena arena_;
  std::size_t rows_ = 0;
};

/// One thread's part of a scan.
class RowReader {
 public:
  virtual ~RowReader() = default;
  /// Writes the next rows. Throws Error, which ends the query with that very error.
  virtual void next(ChunkWriter& out) = 0;
};

/// One use of a table function in a query: knows its columns and hands out readers. Lives until the statement that
/// uses it has ended, and may be read several times (one statement, prepared once, can be run again).
class RowSource {
 public:
  virtual ~RowSource() = default;
  virtual const std::vector<TableColumn>& columns() const = 0;
  /// Called once each time a statement begins to read it, before everything below. Throws Error, which ends the query.
  virtual void begin() {}
  /// How many readers may work at once.
  virtual std::size_t max_readers() const = 0;
  /// Called once by each thread that reads, from any thread. `projected` are the columns that the query needs, as
  /// positions in columns(): the same that every ChunkWriter of the query will tell.
  virtual std::unique_ptr<RowReader> open_reader(const std::vector<std::size_t>& projected) = 0;
  /// Rows in all, if known, for planning; below 0 if not.
  virtual std::int64_t estimated_rows() const { return -1; }
};

/// A named table function; its one argument is a text that says what to read (a key the caller has registered, or
/// JSON). Any thread may call bind(). An Error that bind() throws comes out of the query as that very Error.
class TableFunction {
 public:
  virtual ~TableFunction() = default;
  virtual std::string name() const = 0;
  virtual std::unique_ptr<RowSource> bind(const std::string& argument) const = 0;
};

}  // namespace c360::engine
