// Times as HTTP writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "c360/base/clock.h"

namespace c360::fetch {

/// "Thu, 26 Nov 2026 08:15:00 GMT" (RFC 9110, section 5.6.7); parts of a second are cut off.
std::string format_http_date(Micros time);

/// Reads such a text; nullopt for anything else.
std::optional<Micros> parse_http_date(std::string_view text);

}  // namespace c360::fetch
