// Lower case of ASCII letters, whatever the locale; all other bytes stay.
#pragma once

#include <string>
#include <string_view>

namespace c360 {

char to_lower(char c);
std::string to_lower(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace c360
