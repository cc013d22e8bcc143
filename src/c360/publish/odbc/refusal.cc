#include "c360/publish/odbc/refusal.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace c360::publish::odbc {
namespace {

/// The first two places of a SQLSTATE: its class.
std::string_view class_of(const Diagnostic& diagnostic) {
  return std::string_view(diagnostic.sqlstate).substr(0, 2);
}

/// Some drivers tell of broken constraints without the class that is meant for them.
bool tells_of_constraint(const Diagnostic& diagnostic) {
  return class_of(diagnostic) == "HY" && diagnostic.message.find("constraint") != std::string::npos;
}

bool is_row_state(const Diagnostic& diagnostic) {
  return class_of(diagnostic) == "23" || class_of(diagnostic) == "22" || tells_of_constraint(diagnostic);
}

std::string message_of(const Diagnostic& diagnostic) {
  if (!is_row_state(diagnostic)) return "the database says: " + diagnostic.message;
  return "the database refuses a row: " + diagnostic.message;
}

std::string hint_of(const Diagnostic& diagnostic) {
  static constexpr std::pair<std::string_view, std::string_view> kHints[] = {
      {"23503", "nothing was changed; other people's tables that refer to these rows must let go of them first"},
      {"2BP01", "nothing was changed; drop what depends on it, publish, and create it again"},
      {"40001", "nothing was changed; it met another transaction: publish again"},
      {"40P01", "nothing was changed; it met another transaction: publish again"},
      {"42501", "nothing was changed; let an owner of the database grant the user what it lacks"},
      {"55P03", "nothing was changed; someone keeps the table locked: end that transaction, or publish later"},
      {"HYT00", "nothing was changed; someone keeps the table locked: end that transaction, or publish later"},
  };
  for (const auto& [state, hint] : kHints) {
    if (state == diagnostic.sqlstate) return std::string(hint);
  }
  return is_row_state(diagnostic) ? "nothing was changed; correct the row, or what refuses it" : "nothing was changed";
}

}  // namespace

RefusedError::RefusedError(Diagnostic diagnostic)
    : database::RefusedError(
          is_row_state(diagnostic) || diagnostic.sqlstate == "2BP01" ? ErrorCode::kData : ErrorCode::kIo,
          message_of(diagnostic), hint_of(diagnostic)),
      diagnostic_(std::move(diagnostic)) {}

bool RefusedError::is_about_row() const {
  return is_row_state(diagnostic_);
}

std::string plain_message(const std::string& message) {
  std::string_view rest = message;
  while (!rest.empty() && rest.front() == '[') {
    const std::size_t end = rest.find(']');
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  constexpr std::string_view kAround = "Error while executing the query";
  if (const std::size_t at = rest.find(kAround); at != std::string_view::npos && at > 0) rest = rest.substr(0, at);
  std::string text;
  for (const char c : rest) {
    const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!blank)
      text += c;
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == ';')) text.pop_back();
  return text;
}

Error connect_error(const Diagnostic& diagnostic, const std::string& place) {
  const std::string message = fmt::format("cannot connect to {}: {}", place, diagnostic.message);
  if (diagnostic.sqlstate == "IM002")
    return Error(ErrorCode::kProject, message,
                 "give the connection string Driver={NAME} or DSN=NAME; odbcinst -q -d lists the drivers there are");
  if (diagnostic.message.find("Can't open lib") != std::string::npos)
    return Error(ErrorCode::kNotFound, message, "install the driver; odbcinst -q -d lists those there are");
  if (class_of(diagnostic) == "28" || diagnostic.message.find("password authentication failed") != std::string::npos)
    return Error(ErrorCode::kIo, message, "check the user and the password in the connection string's variable");
  return Error(ErrorCode::kIo, message, "is the server running, and are server, port and database right?");
}

bool is_lost(const Diagnostic& diagnostic) {
  return class_of(diagnostic) == "08" || diagnostic.sqlstate == "57P01";
}

Error lost_error(const Diagnostic& diagnostic) {
  return Error(ErrorCode::kIo, "the connection to the database was lost: " + diagnostic.message,
               "what was not committed is gone as if it had never been; publish again");
}

}  // namespace c360::publish::odbc
