// UTF-16, in which ODBC takes and gives texts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace c360::publish::odbc {

using WideText = std::vector<std::uint16_t>;

/// Adds a UTF-8 text's units; what is no UTF-8 becomes U+FFFD.
void append_wide(std::string_view text, WideText& to);
WideText wide(std::string_view text);
/// UTF-8 of `count` units; lone surrogates become U+FFFD.
std::string narrow(const std::uint16_t* units, std::size_t count);

}  // namespace c360::publish::odbc
