// One error type for all of c360. It ends an operation; what a caller expects to happen (a commit conflict, no such
// object) is a value instead.
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace c360 {

/// What kind of thing went wrong, so that a caller can decide what to do about it.
enum class ErrorCode {
  kUsage,        ///< the command or a call was wrong; exit code 2
  kProject,      ///< a file that the user wrote is wrong
  kData,         ///< the user's data breaks a rule that ends the run
  kNotFound,     ///< something named does not exist
  kUnsupported,  ///< a feature, by its name, that c360 does not know
  kCorrupt,      ///< stored bytes do not mean what they must
  kConflict,     ///< another writer got in between, and their change collides with ours
  kIo,           ///< the operating system or a remote store failed
  kNoSpace,      ///< a disk is full
  kMemory,       ///< what was asked needs more memory (or room to spill to) than it may use
  kCancelled,    ///< the user asked to stop
  kEngine,       ///< the SQL engine refused a statement
  kInternal,     ///< a mistake of c360 itself
};

/// The lower-case name of a code, as `--json` prints it: "usage", "project", …
std::string_view to_string(ErrorCode code);

/// A place in a file that the user wrote. Lines and columns count from 1; 0 means unknown.
struct Location {
  std::string file;
  int line = 0;
  int column = 0;

  /// "file:line:column", as far as known; empty for an unknown file.
  std::string to_string() const;
};

/// What went wrong, where, why, and what to do about it. Never holds a secret.
class Error : public std::exception {
 public:
  Error(ErrorCode code, std::string message, std::string hint = {}, Location where = {});

  ErrorCode code() const { return code_; }
  const std::string& message() const { return message_; }
  /// What the user can do; empty where nothing useful can be said.
  const std::string& hint() const { return hint_; }
  const Location& where() const { return where_; }

  /// "where: message\n  hint", for logs and terminals.
  const char* what() const noexcept override { return text_.c_str(); }

  /// The same error with words put before its message, as "context: message".
  Error in(std::string_view context) const;

 private:
  ErrorCode code_;
  std::string message_;
  std::string hint_;
  Location where_;
  std::string text_;
};

}  // namespace c360
