// The text of a file that the user wrote.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "c360/project/problems.h"

namespace c360::project {

/// A file's text without a byte order mark; what is not UTF-8 (with its line) or cannot be read is added to `problems`
/// under the name `shown`, and nullopt given.
std::optional<std::string> read_text(const std::filesystem::path& path, const std::string& shown, Problems& problems);

/// Files below root/folder with the extension (".sql"), as paths relative to root with '/', sorted by their bytes.
/// None if there is no such folder. Names that start with '.' or '_' are passed over.
std::vector<std::string> files_below(const std::filesystem::path& root, const std::string& folder,
                                     const std::string& extension, bool recursive);

}  // namespace c360::project
