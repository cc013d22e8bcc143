// Where a statement ends in what was typed so far.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace c360::cli {

/// The position after the first semicolon that stands neither in a quoted text or name nor in a comment; nullopt while
/// there is none.
std::optional<std::size_t> statement_end(std::string_view text);

/// The position after the quoted text, quoted name or comment that begins at `at`: kNoEnd while it goes on, `at` itself
/// if none begins there.
std::size_t quoted_part_end(std::string_view text, std::size_t at);
inline constexpr std::size_t kNoEnd = std::string_view::npos;

}  // namespace c360::cli
