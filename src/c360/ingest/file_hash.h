// The content hash of a file that others may be writing.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace c360::ingest {

/// Reads the file piece by piece (never mapped: it may be cut meanwhile); nullopt if it is gone. Throws Error(kIo).
std::optional<std::string> hash_file(const std::filesystem::path& path);

}  // namespace c360::ingest
