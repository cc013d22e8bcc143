// Patterns of file names: `*`, `?` and `[…]` within a name, `**` for any number of folders.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace c360::ingest {

bool has_wildcard(std::string_view part);

/// The parts of a pattern between its slashes, without empty ones, "." and a second of two `**` in a row.
std::vector<std::string> split_pattern(std::string_view pattern);

/// Whether a name, which is no path, fits one part of a pattern. One that begins with '.' fits only a part that says
/// so.
bool fits_part(const std::string& part, const std::string& name);

/// Whether the parts of a path fit those of a pattern. `**` goes through no folder, and at a pattern's end gives no
/// file, whose name begins with '.'.
bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path);
/// The same of texts.
bool fits(std::string_view pattern, std::string_view path);

}  // namespace c360::ingest
