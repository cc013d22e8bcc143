// Finding a source's files: the Get Metadata step.
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace c360::ingest {

/// What a file system says of a file without reading it. Equal values mean: the same file, unchanged.
struct FileStamp {
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;  ///< since 1970, UTC
  std::uint64_t inode = 0;
  bool operator==(const FileStamp&) const = default;
};

struct FoundFile {
  std::string path;  ///< relative to the root, with '/'; as the pattern gives it where that is absolute; bytes
                     ///< that are no UTF-8 as \xNN
  std::filesystem::path location;
  FileStamp stamp;
  std::string member = {};  ///< of a zip archive at `location`: then `path` is "orders.zip!" and this; else empty
  std::map<std::string, std::optional<std::string>> constants = {};  ///< columns that every row has, and no byte of it
};

struct Found {
  std::vector<FoundFile> files;    ///< in order of the path's bytes
  std::vector<std::string> notes;  ///< what matched and is no file, or could not be looked into
};

/// The files that match a pattern: `*`, `?` and `[…]` within a name, `**` for any number of folders. Names that begin
/// with '.' match only a pattern that says so; links to files are followed, links to folders not by `**`. What lies
/// below `exclude` (if not empty) is left out, whatever links lead there. A file that vanishes meanwhile is left out.
/// Throws Error(kIo).
Found find_files(const std::filesystem::path& root, const std::string& pattern,
                 const std::filesystem::path& exclude = {});

/// Whether a path, of any store, matches such a pattern.
bool matches_glob(const std::string& path, const std::string& pattern);

}  // namespace c360::ingest
