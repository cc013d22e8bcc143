// A text as JSON writes it.
#pragma once

#include <string>
#include <string_view>

namespace c360 {

/// Adds a text in quotes, with the fewest escapes: of quotes, backslashes and control characters alone. UTF-8 stays.
void append_json_text(std::string_view text, std::string& out);

}  // namespace c360
