// Finding files on this machine's disk.
#pragma once

#include <filesystem>
#include <string>

#include "c360/ingest/found_file.h"

namespace c360::ingest {

/// The files that match a pattern (glob_pattern.h); links to files are followed, links to folders not by `**`. What
/// lies below `exclude` (if not empty) is left out, whatever links lead there. A file that vanishes meanwhile is left
/// out. Throws Error(kIo).
Found find_files(const std::filesystem::path& root, const std::string& pattern,
                 const std::filesystem::path& exclude = {});

}  // namespace c360::ingest
