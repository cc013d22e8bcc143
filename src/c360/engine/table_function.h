// Table functions of our own: rows that C++ code gives, read in parallel, seen by SQL as a table.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "c360/sql/type.h"

namespace c360::engine {

struct TableColumn {
  std::string name;
  sql::Type type;
};

/// Where a table function writes up to capacity() rows, column by column. Valid within one call of next().
class ChunkWriter {
 public:
  virtual ~ChunkWriter() = default;
  virtual std::size_t capacity() const = 0;
  /// The columns that the query needs, as positions in columns(); others need not be written.
  virtual const std::vector<std::size_t>& projected() const = 0;
  /// `output` is a position in projected().
  virtual void set_text(std::size_t output, std::size_t row, std::string_view value) = 0;
  virtual void set_bigint(std::size_t output, std::size_t row, std::int64_t value) = 0;  ///< BIGINT, timestamps (µs)
  virtual void set_null(std::size_t output, std::size_t row) = 0;
  /// The same text or number in all rows of this chunk.
  virtual void set_constant(std::size_t output, std::string_view value) = 0;
  virtual void set_constant_bigint(std::size_t output, std::int64_t value) = 0;
  /// How many rows were written; 0 ends this reader.
  virtual void set_rows(std::size_t rows) = 0;
};

/// One thread's part of a scan.
class RowReader {
 public:
  virtual ~RowReader() = default;
  /// Writes the next rows. Throws Error, which ends the query with that very error.
  virtual void next(ChunkWriter& out) = 0;
};

/// One use of a table function in a query: knows its columns and hands out readers.
class RowSource {
 public:
  virtual ~RowSource() = default;
  virtual const std::vector<TableColumn>& columns() const = 0;
  /// How many readers may work at once.
  virtual std::size_t max_readers() const = 0;
  /// Called once by each thread that reads, from any thread.
  virtual std::unique_ptr<RowReader> open_reader() = 0;
  /// Rows in all, if known, for progress and planning; below 0 if not.
  virtual std::int64_t estimated_rows() const { return -1; }
};

/// A named table function; its one argument is a text that says what to read (a key the caller has registered, or
/// JSON). Any thread may call bind().
class TableFunction {
 public:
  virtual ~TableFunction() = default;
  virtual std::string name() const = 0;
  virtual std::unique_ptr<RowSource> bind(const std::string& argument) const = 0;
};

}  // namespace c360::engine
