// Copies of files that others may be writing.
#pragma once

#include <filesystem>

#include "c360/ingest/found_file.h"

namespace c360::ingest {

/// An open file, closed with its owner. Move is not needed.
class OpenFile {
 public:
  /// `descriptor` below 0: none.
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Throws Error(kIo), also for what is no plain file.
FileStamp stamp_of(const OpenFile& file, const std::filesystem::path& path);

/// Copies all bytes of one open file to another, which is empty, sharing blocks where the file system can, else within
/// the kernel where it can. The paths are for messages. Throws Error(kIo, kNoSpace).
void copy_bytes(const OpenFile& from, const OpenFile& to, const std::filesystem::path& source,
                const std::filesystem::path& target);

/// A descriptor of a file that is made or emptied, readable for all. Throws Error(kIo, kNoSpace).
int open_to_write(const std::filesystem::path& path);

/// The bytes of a found file's member in an open file, whose path is for messages. Throws Error(kIo, kNoSpace) and what
/// unpack_member() throws.
void copy_member(const FoundFile& file, const OpenFile& to, const std::filesystem::path& target);

/// A copy that nobody changes: the origin's own where it has one, else one in the system's folder for temporary files,
/// gone with its owner; what is open of it stays readable.
class TemporaryCopy {
 public:
  /// Throws Error(kNotFound, kIo, kNoSpace) and what unpack_member() throws.
  explicit TemporaryCopy(const FoundFile& source);
  ~TemporaryCopy();
  TemporaryCopy(const TemporaryCopy&) = delete;
  TemporaryCopy& operator=(const TemporaryCopy&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  bool is_ours_ = false;
};

}  // namespace c360::ingest
