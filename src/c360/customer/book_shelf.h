// The folder of this machine where customer books are kept.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "c360/lakehouse/lock.h"

namespace c360::customer {

/// How many books of readers who see less than all are kept, and how large they may be together.
struct SightLimits {
  std::size_t most_books = 8;
  std::uint64_t most_bytes = std::uint64_t{4} << 30U;
};

/// Books of one lakehouse by their signatures, those of each sight (of readers who see less than all) apart. A cache:
/// whatever is in it can be deleted at any time. Any thread may call.
class BookShelf {
 public:
  /// Below `cache`, in a folder named after the lakehouse. Nothing is made yet.
  BookShelf(const std::filesystem::path& cache, const std::string& lakehouse);

  /// `sight` is empty for what sees all.
  std::filesystem::path path_of(const std::string& signature, const std::string& sight = {}) const;
  bool has(const std::string& signature, const std::string& sight = {}) const;

  /// The right to make books, or nullptr while another process has it. Makes the folder. Throws Error(kIo or kNoSpace).
  std::unique_ptr<lakehouse::HeldLock> try_lock() const;
  /// Deletes all books but this one and the newest of the others, which a server beside may still open, and what was
  /// left unfinished. Only for who has the lock; what cannot be deleted stays.
  void clean(const std::string& signature) const;

  /// Deletes other books of this sight, and those of others that were used longest ago until no more are left than may
  /// be, and what was left unfinished. Only for who has the lock; what cannot be deleted stays.
  void clean_sights(const std::string& sight, const std::string& signature, const SightLimits& limits) const;
  /// For clean_sights(): a book is used now.
  void note_use(const std::filesystem::path& book) const;

 private:
  std::filesystem::path folder_, sights_;
};

/// Where caches of a user are: $XDG_CACHE_HOME/c360, else ~/.cache/c360, else c360-cache in the system's temporary
/// folder.
std::filesystem::path default_cache();

}  // namespace c360::customer
