// Passwords, tokens and keys: written in project files as a reference to where they are kept, never as themselves.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "c360/base/error.h"

namespace c360::project {

/// True for a text with ${env:NAME} or ${file:PATH} (or any other ${…}) in it.
bool is_secret_reference(std::string_view text);

/// A value that must not be shown. It cannot be printed or compared by accident: reveal() is the only way to it.
class Secret {
 public:
  /// Resolves every ${env:NAME} (an environment variable) and ${file:PATH} (a file's content without its last line
  /// end; PATH relative to `root`) in `written`. Throws Error(kProject) at `where` for a variable that is not set, a
  /// file that cannot be read and a reference of another kind; no message holds a secret's value or `written` itself.
  static Secret resolve(std::string_view written, const std::filesystem::path& root, const Location& where);

  const std::string& reveal() const { return value_; }

 private:
  explicit Secret(std::string value) : value_(std::move(value)) {}

  std::string value_;
};

}  // namespace c360::project
