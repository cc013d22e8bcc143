// A row that a driver gave as a CSV record that our engine reads: NULL is nothing, every value stands in quotes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "c360/sql/type.h"

namespace c360::publish::odbc {

/// In what form a type's values are asked of a driver.
enum class ReadAs { kText, kReal, kBytes };
ReadAs read_as(const sql::Type& type);

/// One record, value by value. One thread at a time.
class CsvRecord {
 public:
  void clear() { line_.clear(); }
  /// A text as drivers write a value of the type.
  void add(const std::optional<std::string>& text, const sql::Type& type);
  /// With all digits that it takes to read the same value again.
  void add(std::optional<double> value);
  void add_bytes(const std::optional<std::string>& bytes);
  /// The record with its line end. Valid until the next call.
  std::string_view line();

 private:
  void put(std::string_view value);

  std::string line_;
};

}  // namespace c360::publish::odbc
