// Parquet files whose values are read as text, in the file's order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "c360/engine/engine.h"

namespace c360::engine {

/// The names of a file's columns. Throws Error(kData), naming `name`, for what the engine cannot read.
std::vector<std::string> parquet_columns(Connection& connection, const std::filesystem::path& file,
                                         const std::string& name);

/// The rows of a file that a reader wants.
struct ParquetRows {
  std::vector<std::string> columns;
  std::int64_t first = 0;  ///< counted from 0
  std::int64_t end = 0;    ///< before it
  bool all = false;        ///< every row, whatever `first` and `end` say
};

/// Some rows of a file, one after the other. Owns its connection; one thread at a time.
class ParquetTexts {
 public:
  /// `name` is what messages call the file. A file with a column "file_row_number" must be read whole.
  ParquetTexts(Connection connection, const std::filesystem::path& file, const std::string& name,
               const ParquetRows& rows);
  ~ParquetTexts();
  ParquetTexts(const ParquetTexts&) = delete;
  ParquetTexts& operator=(const ParquetTexts&) = delete;

  /// Goes to the next row; false after the last. Throws Error(kData) where the file is damaged.
  bool next();
  /// Positions in ParquetRows::columns.
  bool is_null(std::size_t column) const;
  /// Of a value that is not NULL, valid until the next call: decimals at their scale, real numbers by real_text(),
  /// instants as 2024-05-31T08:15:00.5Z, times without a zone without the Z, bytes in lower-case hexadecimal, true and
  /// false, lists, structs and maps as JSON without white space, all else as Chunk::display() shows it.
  std::string_view text(std::size_t column);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace c360::engine
