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

}  // namespace

BookShelf::BookShelf(const fs::path& cache, const std::string& lakehouse)
    : folder_(cache / ("customers-" + content_hash(lakehouse).substr(0, 16))) {}

fs::path BookShelf::path_of(const std::string& signature) const {
  return folder_ / (signature + kBook);
}

bool BookShelf::has(const std::string& signature) const {
  std::error_code ignored;
  return fs::exists(path_of(signature), ignored);
}

std::unique_ptr<lakehouse::HeldLock> BookShelf::try_lock() const {
  std::error_code failure;
  fs::create_directories(folder_, failure);
  if (failure) throw_errno("make", folder_, failure.value());
  fs::permissions(folder_, fs::perms::owner_all, failure);
  return lakehouse::open_file_lock(folder_ / "lock")->try_acquire("customer book");
}

void BookShelf::clean(const std::string& signature) const {
  std::error_code ignored;
  std::vector<std::pair<fs::file_time_type, fs::path>> others;
  for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
    const fs::path& path = entry.path();
    if (path.extension() == kUnfinished) fs::remove(path, ignored);
    if (path.extension() == kBook && path != path_of(signature))
      others.emplace_back(fs::last_write_time(path, ignored), path);
  }
  std::sort(others.rbegin(), others.rend());
  for (std::size_t i = 1; i < others.size(); ++i) fs::remove(others[i].second, ignored);
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
