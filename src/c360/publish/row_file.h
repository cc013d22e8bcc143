// Rows on their way from a target into a database of ours.
#pragma once

#include <filesystem>
#include <fstream>
#include <string_view>

namespace c360::publish {

/// A file of CSV records, complete once close() has returned. Throws Error(kIo) where it cannot be written. One thread
/// at a time.
class RowFile {
 public:
  explicit RowFile(std::filesystem::path path);

  /// One or more records with their line ends.
  void add(std::string_view records);
  void close();

 private:
  void check() const;

  std::filesystem::path path_;
  std::ofstream out_;
};

}  // namespace c360::publish
