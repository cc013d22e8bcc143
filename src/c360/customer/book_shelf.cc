#include "c360/customer/book_shelf.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/base/local_files.h"

namespace c360::customer {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBook = ".book";
constexpr const char* kUnfinished = ".part";

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// What the names of a sight's books begin with.
std::string beginning_of(const std::string& sight) {
  return content_hash(sight).substr(0, 16) + "-";
}

struct Shelved {
  fs::file_time_type used;
  fs::path path;
  std::uint64_t size = 0;
};

/// The books of a folder, those used last first. Removes what was left unfinished.
std::vector<Shelved> books_in(const fs::path& folder) {
  std::error_code ignored;
  std::vector<Shelved> books;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const fs::path& path = entry.path();
    if (path.extension() == kUnfinished) fs::remove(path, ignored);
    if (path.extension() != kBook) continue;
    std::error_code gone;
    const Shelved book{fs::last_write_time(path, gone), path, fs::file_size(path, gone)};
    if (!gone) books.push_back(book);
  }
  std::sort(books.begin(), books.end(), [](const Shelved& a, const Shelved& b) { return a.used > b.used; });
  return books;
}

}  // namespace

BookShelf::BookShelf(const fs::path& cache, const std::string& lakehouse)
    : folder_(cache / ("customers-" + content_hash(lakehouse).substr(0, 16))), sights_(folder_ / "sights") {}

fs::path BookShelf::path_of(const std::string& signature, const std::string& sight) const {
  return sight.empty() ? folder_ / (signature + kBook) : sights_ / (beginning_of(sight) + signature + kBook);
}

bool BookShelf::has(const std::string& signature, const std::string& sight) const {
  std::error_code ignored;
  return fs::exists(path_of(signature, sight), ignored);
}

std::unique_ptr<lakehouse::HeldLock> BookShelf::try_lock() const {
  std::error_code failure;
  fs::create_directories(sights_, failure);
  if (failure) throw_errno("make", folder_, failure.value());
  fs::permissions(folder_, fs::perms::owner_all, failure);
  return lakehouse::open_file_lock(folder_ / "lock")->try_acquire("customer book");
}

void BookShelf::clean(const std::string& signature) const {
  std::error_code ignored;
  std::vector<Shelved> others = books_in(folder_);
  std::erase_if(others, [&](const Shelved& book) { return book.path == path_of(signature); });
  for (std::size_t i = 1; i < others.size(); ++i) fs::remove(others[i].path, ignored);
}

void BookShelf::clean_sights(const std::string& sight, const std::string& signature, const SightLimits& limits) const {
  note_use(path_of(signature, sight));
  std::error_code ignored;
  std::size_t count = 0;
  std::uint64_t bytes = 0;
  for (const Shelved& book : books_in(sights_)) {
    const bool is_outdated =
        book.path.filename().string().starts_with(beginning_of(sight)) && book.path != path_of(signature, sight);
    const bool fits = count < limits.most_books && bytes + book.size <= limits.most_bytes;
    if (is_outdated || !fits) {
      fs::remove(book.path, ignored);
    } else {
      ++count;
      bytes += book.size;
    }
  }
}

void BookShelf::note_use(const fs::path& book) const {
  std::error_code ignored;
  fs::last_write_time(book, fs::file_time_type::clock::now(), ignored);
}

fs::path default_cache() {
  if (const std::string given = variable("XDG_CACHE_HOME"); fs::path(given).is_absolute())
    return fs::path(given) / "c360";
  if (const std::string home = variable("HOME"); fs::path(home).is_absolute())
    return fs::path(home) / ".cache" / "c360";
  std::error_code ignored;
  return fs::temp_directory_path(ignored) / "c360-cache";
}

}  // namespace c360::customer
