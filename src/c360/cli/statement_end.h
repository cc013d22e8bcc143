// Where a statement ends in what was typed so far.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace c360::cli {

/// The position after the first semicolon that stands neither in a quoted text or name nor in a comment; nullopt while
/// there is none.
std::optional<std::size_t> statement_end(std::string_view text);

}  // namespace c360::cli
