// A file without a name, for text that is unpacked or decoded: gone with its last use, whatever happens.
#pragma once

#include <filesystem>
#include <string_view>

namespace c360::ingest {

/// Written once, in the system's folder for temporary files. One thread at a time; move is not needed.
class ScratchFile {
 public:
  /// Throws Error(kIo or kNoSpace), as write() does.
  ScratchFile();
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  void write(std::string_view bytes);
  /// The open file, which the caller closes from now on.
  int release();
  /// For messages.
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
};

}  // namespace c360::ingest
