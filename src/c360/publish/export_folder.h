// The folder of an export: what in it is ours, and how it becomes the next export.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "c360/lakehouse/lock.h"

namespace c360::publish {

/// Files in a folder that an export owns, by the list that it keeps there (.c360-export.json). Files that people added
/// stay; those that they changed are only overwritten when told. One export works on a folder at a time.
class ExportFolder {
 public:
  /// Path below the folder → its bytes.
  using Files = std::map<std::string, std::string>;

  /// Opens a folder for an export of a kind ("powerbi", "docs") of a project; it may be absent. Throws Error(kUsage)
  /// for a folder that holds other files and no such list, and for an export of another kind or project,
  /// Error(kConflict) where another export is at work.
  ExportFolder(std::filesystem::path folder, std::string kind, std::string project);

  /// Files of the last export that people have changed or taken away since, sorted.
  std::vector<std::string> changed_by_people() const;
  /// Throws Error(kUsage), naming them, where there are some.
  void refuse_changed() const;

  struct Counts {
    std::size_t written = 0;
    std::size_t unchanged = 0;
    std::size_t removed = 0;
  };
  /// The snapshot whose rows the data files hold; 0 where there are none, or an older c360 has written them.
  std::int64_t snapshot() const { return snapshot_; }

  /// Makes the folder hold exactly these files and the data files of a snapshot, beside what people added. Each file is
  /// replaced as a whole, and only if it differs; the list names the new files from before the first is written, so
  /// that an export that is cut off is completed by the next. `write_data` is called with a path to write each data
  /// file to.
  Counts replace(const Files& files, const std::set<std::string>& data, std::int64_t snapshot,
                 const std::function<void(const std::string& name, const std::filesystem::path& path)>& write_data);

 private:
  void read_list();
  void write_list(const std::map<std::string, std::set<std::string>>& files, const std::set<std::string>& data,
                  std::int64_t snapshot, bool complete) const;
  void remove_old(const Files& files, const std::set<std::string>& data, Counts& counts) const;

  std::filesystem::path folder_;
  std::string kind_;
  std::string project_;
  std::unique_ptr<lakehouse::HeldLock> lock_;
  std::map<std::string, std::set<std::string>> files_;  ///< path → hashes that an export has given or begun to give it
  std::set<std::string> data_;
  std::int64_t snapshot_ = 0;
  bool complete_ = true;  ///< false: the last export was cut off
};

}  // namespace c360::publish
