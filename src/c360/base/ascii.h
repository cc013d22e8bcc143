// Kinds of ASCII characters, whatever the locale; all other bytes are of no kind.
#pragma once

namespace c360 {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// A space, a tab or the end of a line.
constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace c360
