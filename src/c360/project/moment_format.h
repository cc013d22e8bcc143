// Formats of dates and times, as strptime writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace c360::project {

/// Why `format` cannot be read by, or nullopt if it can: a directive c360 does not know, one that comes twice, or no
/// year, month and day.
std::optional<std::string> fault_of_format(std::string_view format);

}  // namespace c360::project
