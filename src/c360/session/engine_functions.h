// Functions of the engine: which ones somebody else's SQL may call.
#pragma once

#include <string_view>

namespace c360::session {

/// Whether a function tells of the engine instead of its arguments (settings, plans, statistics, the catalog), changes
/// it (sequences, logs), only waits, or is one of our own that views are made with. `name` in lower case.
bool is_private_function(std::string_view name);

/// Whether a table function reads nothing but its arguments. `name` in lower case.
bool makes_rows_of_nothing(std::string_view name);

}  // namespace c360::session
