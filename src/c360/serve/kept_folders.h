// The folders of this machine with what is kept of snapshots' rows.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "c360/lakehouse/lock.h"

namespace c360::serve {

/// A folder that nobody deletes as long as this lives.
class UsedFolder {
 public:
  explicit UsedFolder(int descriptor) : descriptor_(descriptor) {}
  ~UsedFolder();
  UsedFolder(const UsedFolder&) = delete;
  UsedFolder& operator=(const UsedFolder&) = delete;

 private:
  int descriptor_;
};

/// Folders of one lakehouse by their signatures. A cache: whatever is in it can be deleted while no server runs. Any
/// thread may call, any process beside.
class KeptFolders {
 public:
  /// Below `cache`, in a folder named after the lakehouse. Nothing is made yet.
  KeptFolders(const std::filesystem::path& cache, const std::string& lakehouse);

  std::filesystem::path path_of(const std::string& signature) const;
  /// Keeps the folder from being deleted; nullptr where there is none (any more).
  std::unique_ptr<UsedFolder> use(const std::string& signature) const;

  /// The right to make and delete folders, or nullptr while another process has it. Makes the folder of all. Throws
  /// Error(kIo or kNoSpace).
  std::unique_ptr<lakehouse::HeldLock> try_lock() const;
  /// An empty folder to fill, as path_of() another one; finish() gives it its name. Only for who has the lock.
  std::filesystem::path begin(const std::string& signature) const;
  void finish(const std::string& signature) const;
  /// Deletes the folders that nobody uses, and what was left unfinished. Only for who has the lock.
  void clean() const;

 private:
  std::filesystem::path folder_;
};

}  // namespace c360::serve
