// A statement that is run for many rows at once.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "c360/publish/odbc/parameters.h"
#include "c360/publish/odbc/refusal.h"

namespace c360::publish::odbc {

class DriverConnection;

/// One thread at a time; the connection must outlive it.
class PreparedRows {
 public:
  PreparedRows(DriverConnection& connection, const std::string& statement);
  ~PreparedRows();
  PreparedRows(PreparedRows&&) noexcept;
  PreparedRows& operator=(PreparedRows&&) = delete;

  /// Runs the statement for some of the rows. Throws RefusedError where the database refuses one of them; others may
  /// have gone through.
  void run(const ParameterRows& rows, std::size_t first, std::size_t count);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace c360::publish::odbc
