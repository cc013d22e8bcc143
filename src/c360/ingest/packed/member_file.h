// Files within zip archives, each a source file of its own: orders.zip!orders_2024.csv.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "c360/ingest/found_file.h"

namespace c360::ingest {

/// Puts the members of each found file that is called *.zip in its place, in order of the paths' bytes. Members whose
/// name or folder begins with '.' or "__MACOSX" are left out, as hidden files are; an archive that vanishes meanwhile
/// is, too. Throws what ZipArchive throws.
void open_archives(Found& found);

/// Gives the bytes of a member piece by piece. Throws what ZipArchive throws; Error(kNotFound) where it is gone.
void unpack_member(const FoundFile& file, const std::function<void(std::string_view)>& take_piece);

/// The hash of a file's bytes, or of a member's; nullopt where it is gone.
std::optional<std::string> hash_of(const FoundFile& file);

}  // namespace c360::ingest
