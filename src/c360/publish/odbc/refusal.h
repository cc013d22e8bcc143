// What a driver says of a call that failed, in our words.
#pragma once

#include <string>

#include "c360/publish/database/database.h"

namespace c360::publish::odbc {

/// A diagnostic record ("ODBC Error Codes"), without secrets.
struct Diagnostic {
  std::string sqlstate;
  std::string message;
};

/// A statement that the database refused.
class RefusedError : public database::RefusedError {
 public:
  explicit RefusedError(Diagnostic diagnostic);
  const Diagnostic& diagnostic() const { return diagnostic_; }
  bool is_about_row() const;

 private:
  Diagnostic diagnostic_;
};

/// The driver's words without the names of the layers they went through, and on one line:
/// "[unixODBC][Driver]ERROR: no;\nError while executing the query" is "ERROR: no".
std::string plain_message(const std::string& message);

/// Why a connection could not be made.
Error connect_error(const Diagnostic& diagnostic, const std::string& place);

/// Whether the connection is gone.
bool is_lost(const Diagnostic& diagnostic);
Error lost_error(const Diagnostic& diagnostic);

}  // namespace c360::publish::odbc
