#include "c360/serve/kept_folders.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "c360/base/hashing.h"
#include "c360/base/local_files.h"

namespace c360::serve {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUnfinished = ".part";
constexpr const char* kLock = "lock";

/// A descriptor of a folder that is locked at once, or -1.
int locked(const fs::path& folder, int kind) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0 || ::flock(descriptor, kind | LOCK_NB) == 0) return descriptor;
  ::close(descriptor);
  return -1;
}

}  // namespace

UsedFolder::~UsedFolder() {
  ::close(descriptor_);
}

KeptFolders::KeptFolders(const fs::path& cache, const std::string& lakehouse)
    : folder_(cache / ("kept-" + content_hash(lakehouse).substr(0, 16))) {}

fs::path KeptFolders::path_of(const std::string& signature) const {
  return folder_ / signature;
}

std::unique_ptr<UsedFolder> KeptFolders::use(const std::string& signature) const {
  const int descriptor = locked(path_of(signature), LOCK_SH);
  if (descriptor < 0) return nullptr;
  auto used = std::make_unique<UsedFolder>(descriptor);
  std::error_code ignored;
  return fs::exists(path_of(signature), ignored) ? std::move(used) : nullptr;  // deleted before it was locked
}

std::unique_ptr<lakehouse::HeldLock> KeptFolders::try_lock() const {
  std::error_code failure;
  fs::create_directories(folder_, failure);
  if (failure) throw_errno("make", folder_, failure.value());
  fs::permissions(folder_, fs::perms::owner_all, failure);
  return lakehouse::open_file_lock(folder_ / kLock)->try_acquire("kept rows");
}

fs::path KeptFolders::begin(const std::string& signature) const {
  const fs::path folder = folder_ / (signature + kUnfinished);
  std::error_code failure;
  fs::remove_all(folder, failure);
  fs::create_directory(folder, failure);
  if (failure) throw_errno("make", folder, failure.value());
  return folder;
}

void KeptFolders::finish(const std::string& signature) const {
  const fs::path unfinished = folder_ / (signature + kUnfinished);
  for (const auto& entry : fs::directory_iterator(unfinished)) sync_path(entry.path());
  sync_path(unfinished);
  std::error_code failure;
  fs::rename(unfinished, path_of(signature), failure);
  if (failure) throw_errno("rename", path_of(signature), failure.value());
}

void KeptFolders::clean() const {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
    const fs::path& path = entry.path();
    if (path.filename() == kLock) continue;
    const int descriptor = locked(path, LOCK_EX);
    if (descriptor < 0) continue;
    fs::remove_all(path, ignored);
    ::close(descriptor);
  }
}

}  // namespace c360::serve
