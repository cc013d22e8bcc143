// An example under other names: whatever hangs on a name of the examples shows by it.
#pragma once

#include <filesystem>
#include <string>

namespace c360::metric {

/// A text with every table, column, entity and measure of retail360 called otherwise.
std::string renamed(const std::string& text);

/// The project retail360, its files and all that they name called otherwise.
void write_renamed_retail360(const std::filesystem::path& to);

}  // namespace c360::metric
