// Texts of unknown origin as a terminal may show them: nothing in them moves the cursor, rings or colours.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace c360::cli {

/// The text on one line: line breaks and tabs as \n, \r and \t, other control characters and marks that change the
/// direction of writing as \x1b or \u202e.
std::string one_line(std::string_view text);
/// The same with its line breaks kept.
std::string several_lines(std::string_view text);

/// A width that every text fits into.
inline constexpr std::size_t kAnyWidth = static_cast<std::size_t>(-1);

/// The columns that a text takes on a terminal. Letters of East Asia count as two once use_utf8() was called.
std::size_t display_width(std::string_view text);
/// The text if it fits into the width, else its beginning and an ellipsis.
std::string cut(std::string_view text, std::size_t width);
/// The words of a text in lines of the width; a longer word has a line of its own.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// Makes the C library know UTF-8, for widths and for typing at the prompt. Call it once, before there are threads.
void use_utf8();

}  // namespace c360::cli
