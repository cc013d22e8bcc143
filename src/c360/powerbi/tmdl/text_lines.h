// Lines and white space, as TMDL counts them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace c360::powerbi::tmdl {

/// What stands before and behind an expression that is kept as it is.
inline constexpr std::string_view kFence = "```";

/// A space or a tab.
inline bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/// The text between line breaks (\n or \r\n): always one line at least. A break at the very end begins a last, empty
/// line.
std::vector<std::string> lines_of(std::string_view text);

/// Without spaces and tabs at its ends.
std::string_view trimmed(std::string_view text);

/// How many tabs a line begins with.
std::size_t leading_tabs(std::string_view line);

}  // namespace c360::powerbi::tmdl
