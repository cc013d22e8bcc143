// The folder of this machine where customer books are kept.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "c360/lakehouse/lock.h"

namespace c360::customer {

/// Books of one lakehouse by their signatures. A cache: whatever is in it can be deleted at any time. Any thread may
/// call.
class BookShelf {
 public:
  /// Below `cache`, in a folder named after the lakehouse. Nothing is made yet.
  BookShelf(const std::filesystem::path& cache, const std::string& lakehouse);

  std::filesystem::path path_of(const std::string& signature) const;
  bool has(const std::string& signature) const;

  /// The right to make books, or nullptr while another process has it. Makes the folder. Throws Error(kIo or kNoSpace).
  std::unique_ptr<lakehouse::HeldLock> try_lock() const;
  /// Deletes all books but this one and the newest of the others, which a server beside may still open, and what was
  /// left unfinished. Only for who has the lock; what cannot be deleted stays.
  void clean(const std::string& signature) const;

 private:
  std::filesystem::path folder_;
};

/// Where caches of a user are: $XDG_CACHE_HOME/c360, else ~/.cache/c360, else c360-cache in the system's temporary
/// folder.
std::filesystem::path default_cache();

}  // namespace c360::customer
