// A file read in place, as memory.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace c360 {

/// A whole file mapped into memory: the system reads what is asked for, and forgets it where memory is short. Where
/// bytes are gone that were there (somebody cut the file, a disk fails), zeros are read in their place instead of the
/// process being ended by SIGBUS. Any thread may read.
class MappedFile {
 public:
  /// Throws Error(kNotFound or kIo); Error(kIo) also where too many files are mapped (some hundred). An empty file is
  /// mapped as no bytes.
  explicit MappedFile(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  /// As long as this is.
  std::string_view bytes() const { return {begin_, size_}; }
  /// Whether zeros may have been read for bytes that are gone: nothing that was read before can be trusted then.
  bool has_lost_bytes() const;

 private:
  const char* begin_ = nullptr;
  std::size_t size_ = 0;
  std::size_t guard_ = 0;  // among those of all mapped files
};

}  // namespace c360
