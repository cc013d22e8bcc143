// Files of this machine: what the standard library lacks for keeping data safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace c360 {

/// Throws Error for a failed system call: kNoSpace for a full disk or quota, kNotFound, else kIo, naming what was tried
/// ("write /path") and the system's reason.
[[noreturn]] void throw_errno(std::string_view tried, const std::filesystem::path& path, int error_number);

/// The whole content of a file. Throws Error(kNotFound or kIo).
std::string read_file(const std::filesystem::path& path);

/// Writes and fsyncs a file, then its folder's entry; replaces what was there. For files that no reader sees yet.
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// fsyncs a file or folder that was written by other means.
void sync_path(const std::filesystem::path& path);

/// A folder that is removed with all it holds when its owner goes. Move-only.
class TemporaryDirectory {
 public:
  /// Made below `parent` (the system's temporary folder by default).
  explicit TemporaryDirectory(const std::filesystem::path& parent = std::filesystem::temp_directory_path());
  ~TemporaryDirectory();
  TemporaryDirectory(TemporaryDirectory&& other) noexcept;
  TemporaryDirectory& operator=(TemporaryDirectory&& other) noexcept;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace c360
