// A raw file being written: lines in large writes, with the line end and byte order mark that it was given.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace c360::generate {

/// Owned by the one who writes it; one thread at a time. Throws Error(kNoSpace, kNotFound or kIo).
class RawFile {
 public:
  /// Replaces what was there.
  RawFile(std::filesystem::path path, bool windows_line_ends, bool byte_order_mark);

  /// The line being written; end_line() closes it.
  std::string& line() { return buffer_; }
  void end_line();

  /// Writes what is left. Without it the file stays incomplete.
  void close();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  void flush();

  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Closer> file_;
  std::string_view line_end_;
  std::string buffer_;
};

}  // namespace c360::generate
