// Mistakes in regular expressions of RE2's syntax, found without the engine, so that they are told with all others.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace c360::project {

struct RegexFault {
  std::string message;     ///< "a ')' without its '('"
  std::size_t offset = 0;  ///< bytes into the pattern
};

/// The first mistake of a pattern: brackets that do not pair, repetition of nothing, a range upside down, a trailing
/// backslash, and what RE2 leaves out on purpose: look-around and back-references. What passes here may still be
/// refused by the engine (an unknown character class name); `c360 check` asks it too.
/// Syntax: https://github.com/google/re2/wiki/Syntax
std::optional<RegexFault> fault_of_regex(std::string_view pattern);

}  // namespace c360::project
