// Spans of time as .NET writes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "c360/adf/json_text.h"

namespace c360::adf {

/// "12h", "90s" or "7d" for "0.12:00:00", "00:01:30" or "7.00:00:00", at most 366 days; nullopt for what is none, also
/// for nothing and for no time at all.
std::optional<std::string> span_of(const Json& value);

}  // namespace c360::adf
