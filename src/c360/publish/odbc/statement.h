// One statement of a connection.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "c360/publish/odbc/driver_connection.h"

namespace c360::publish::odbc {

using Cell = std::optional<std::string>;

/// Its calls throw RefusedError for what the database refuses, Error(kCancelled) after a cancellation. One thread at a
/// time.
class Statement {
 public:
  /// The connection must outlive it.
  explicit Statement(DriverConnection& connection)
      : connection_(connection), handle_(SQL_HANDLE_STMT, connection.get()) {}

  const Handle& handle() const { return handle_; }
  SQLHSTMT get() const { return handle_.get(); }

  /// Values for the markers, as texts.
  void bind(const std::vector<Cell>& values);
  void execute(const std::string& text);
  void prepare(const std::string& text);
  /// Runs what was prepared, or goes on to its next result; the driver's code, which is not looked at.
  SQLRETURN execute_prepared();
  SQLRETURN next_result();

  SQLSMALLINT columns() const;
  std::string column_name(SQLSMALLINT column) const;  ///< from 1
  bool is_whole_number(SQLSMALLINT column) const;     ///< by its type
  /// The next row; false after the last.
  bool fetch();
  /// A value of that row, as text.
  Cell cell(SQLSMALLINT column) const;
  /// A floating point value of that row, whose text a driver may have rounded.
  std::optional<double> real(SQLSMALLINT column) const;
  /// A binary value of that row.
  Cell bytes(SQLSMALLINT column) const;
  std::int64_t rows_changed() const;

  void set(SQLINTEGER attribute, SQLPOINTER value);
  /// Throws for a code of failure.
  SQLRETURN check(SQLRETURN code) const;

 private:
  struct Described {
    std::string name;
    SQLSMALLINT type = 0;
  };
  Described describe(SQLSMALLINT column) const;

  DriverConnection& connection_;
  Handle handle_;
  std::vector<WideText> texts_;  // what is bound
  std::vector<SQLLEN> lengths_;
};

}  // namespace c360::publish::odbc
