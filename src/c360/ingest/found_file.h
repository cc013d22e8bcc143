// A file of a source as it was found, wherever it is, and how its bytes are had.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace c360::ingest {

/// What a file system or a store says of a file without reading it. Equal values mean: the same file, unchanged.
struct FileStamp {
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;  ///< since 1970, UTC
  std::uint64_t inode = 0;       ///< of the local disk
  std::string etag = {};         ///< of a store, which gives each version of an object another
};

/// A store's word on versions is its ETag; a disk has times and inodes.
inline bool operator==(const FileStamp& a, const FileStamp& b) {
  if (a.size != b.size || a.etag != b.etag) return false;
  return !a.etag.empty() || (a.modified_ns == b.modified_ns && a.inode == b.inode);
}

struct FoundFile;

/// What became of copying a file that others may be writing.
struct Copied {
  enum class Kind {
    kWhole,
    kVanished,  ///< there is no such file any more
    kChanged,   ///< it changed while it was copied: what was written is of no use
  };
  Kind kind = Kind::kWhole;
  FileStamp stamp = {};  ///< of the bytes that were copied
};

/// Where files were found: this machine's disk, or a store (stored_files.h). Any thread may call it.
class FileOrigin {
 public:
  virtual ~FileOrigin() = default;

  /// Copies a file's bytes, or its member's, to a local file that is made or replaced. Throws Error(kIo, kNoSpace), and
  /// what unpack_member() throws.
  virtual Copied copy(const FoundFile& file, const std::filesystem::path& to) const = 0;
  /// A local file with the bytes of the found one, which for a member is its archive. Throws Error(kNotFound, kIo).
  virtual std::filesystem::path on_disk(const FoundFile& file) const = 0;
  /// Whether its bytes come over a network. What on_disk() gives is a copy then, which never changes.
  virtual bool is_far() const = 0;
  /// Makes on_disk() of these quick.
  virtual void bring_near(const std::vector<FoundFile>& /*files*/) const {}
};

/// The disk of this machine, where a found file's location is its path.
std::shared_ptr<const FileOrigin> local_disk();

struct FoundFile {
  std::string path;  ///< relative to the root, with '/'; as the pattern gives it where that is absolute or an address;
                     ///< bytes that are no UTF-8 as \xNN
  std::filesystem::path location;  ///< as its origin knows it
  FileStamp stamp;
  std::string member = {};  ///< of a zip archive at `location`: then `path` is "orders.zip!" and this; else empty
  std::map<std::string, std::optional<std::string>> constants = {};  ///< columns that every row has, and no byte of it
  std::shared_ptr<const FileOrigin> origin = local_disk();
};

struct Found {
  std::vector<FoundFile> files;    ///< in order of the path's bytes
  std::vector<std::string> notes;  ///< what matched and is no file, or could not be looked into
};

}  // namespace c360::ingest
