// White space and letter case of UTF-8 text, by the Unicode properties. Bytes that are not UTF-8 are letters without
// case: they pass through as they are. Pure functions; any thread may call them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace c360::values {

/// The bytes of the White_Space character that starts at `position`; 0 if none does.
std::size_t white_space_at(std::string_view text, std::size_t position);

/// trim() for a text that may begin or end with white space.
std::string_view trim_white_space(std::string_view text);

/// Without the White_Space characters at both ends (tabs, no-break spaces and all others).
inline std::string_view trim(std::string_view text) {
  const auto is_visible = [](char c) { return c > ' ' && c <= '~'; };
  return !text.empty() && is_visible(text.front()) && is_visible(text.back()) ? text : trim_white_space(text);
}

bool is_ascii(std::string_view text);

/// How many characters (code points) the text has, as VARCHAR(n) counts them; each byte that is no UTF-8 is one.
std::size_t count_characters(std::string_view text);

/// Each appends the whole of `text`, changed, to `out`.
void append_lower(std::string_view text, std::string& out);
void append_upper(std::string_view text, std::string& out);
/// The first character of each word up, the rest down. White space ends a word.
void append_title(std::string_view text, std::string& out);
/// Trimmed, and each run of white space inside one blank.
void append_squeezed(std::string_view text, std::string& out);
/// Case folded, for comparisons that ignore case.
void append_folded(std::string_view text, std::string& out);

/// Letters without their marks, as far as the Latin alphabet goes: "Übersicht Größe" as "Ubersicht Grosse".
void append_without_marks(std::string_view text, std::string& out);

/// At most `limit` bytes of the text, cut between characters, with an ellipsis where something was cut off.
std::string shortened(std::string_view text, std::size_t limit);

}  // namespace c360::values
