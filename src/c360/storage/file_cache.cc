#include "c360/storage/file_cache.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <mutex>
#include <set>
#include <vector>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/base/ids.h"
#include "c360/base/local_files.h"

namespace c360::storage {
namespace {

namespace fs = std::filesystem;

void make_folder(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) throw_errno("create", folder, failure.value());
}

/// A file that is locked while this is there.
class LockedFile {
 public:
  /// `operation` as flock(2) has it. With LOCK_NB, is_held() tells whether it came about.
  LockedFile(const fs::path& path, int operation)
      : path_(path), fd_(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
    if (fd_ < 0) throw_errno("open", path, errno);
    int failed = 0;
    do failed = ::flock(fd_, operation);
    while (failed != 0 && errno == EINTR);
    is_held_ = failed == 0;
  }
  ~LockedFile() { ::close(fd_); }
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;

  bool is_held() const { return is_held_; }
  int get() const { return fd_; }
  /// All that was written to it, also after another process removed its name.
  std::string content() const;

 private:
  fs::path path_;
  int fd_;
  bool is_held_ = false;
};

std::string LockedFile::content() const {
  std::string content;
  char buffer[1 << 12];
  while (true) {
    const ssize_t count = ::pread(fd_, buffer, sizeof buffer, static_cast<off_t>(content.size()));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_errno("read", path_, errno);
    if (count == 0) return content;
    content.append(buffer, static_cast<std::size_t>(count));
  }
}

/// ".parquet": what comes after the last point of an object's name, if it is a plain ending.
std::string ending_of(const std::string& key) {
  const std::string ending = fs::path(key).extension().string();
  const bool is_plain = ending.size() <= 16 && std::all_of(ending.begin(), ending.end(), [](char c) {
                          return c == '.' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
                        });
  return is_plain ? ending : std::string();
}

/// "4096-9f86d081884c7d65.parquet": a copy's size, its version and its ending.
std::string name_of(const std::string& key, const ObjectInfo& version) {
  return fmt::format("{}-{:016x}{}", version.size, short_hash(version.etag), ending_of(key));
}

/// Whether a copy has the size that its name says. What a crash of the machine left half written has another.
bool is_whole(const fs::path& copy) {
  const std::string name = copy.filename().string();
  std::uint64_t size = 0;
  std::from_chars(name.data(), name.data() + name.size(), size);
  std::error_code failure;
  return fs::file_size(copy, failure) == size && !failure;
}

struct Copy {
  fs::path path;
  std::uint64_t size = 0;
  Micros used = 0;
};

Micros modified(const struct stat& status) {
  return Micros{status.st_mtim.tv_sec} * 1'000'000 + status.st_mtim.tv_nsec / 1'000;
}

std::vector<Copy> copies_in(const fs::path& folder) {
  std::vector<Copy> copies;
  std::error_code failure;
  for (fs::recursive_directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure)) {
    struct stat status {};
    if (::stat(it->path().c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    copies.push_back({it->path(), static_cast<std::uint64_t>(status.st_size), modified(status)});
  }
  return copies;
}

std::string relative_name(const fs::path& copy) {
  return copy.parent_path().filename().string() + "/" + copy.filename().string();
}

}  // namespace

/// What a FileCache gave out, for others to see: a file of names, locked while its FileCache is there.
class FileCache::Uses {
 public:
  explicit Uses(fs::path folder) : folder_(std::move(folder)) {}
  ~Uses() {
    if (own_) ::unlink(place_.c_str());
  }

  /// To be called under the folder's lock.
  void add(const fs::path& copy) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!own_) {
      make_folder(folder_);
      place_ = folder_ / random_uuid();
      own_ = std::make_unique<LockedFile>(place_, LOCK_EX);
    }
    const std::string name = relative_name(copy);
    if (!names_.insert(name).second) return;
    const std::string line = name + "\n";
    if (::write(own_->get(), line.data(), line.size()) < 0) throw_errno("write", place_, errno);
  }

  /// Of all FileCaches that are there; the files of those that are gone are removed.
  std::set<std::string> of_all() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::set<std::string> names = names_;
    std::error_code failure;
    for (fs::directory_iterator it(folder_, failure), end; !failure && it != end; it.increment(failure)) {
      if (it->path() == place_) continue;
      const LockedFile other(it->path(), LOCK_SH | LOCK_NB);
      if (other.is_held()) {
        ::unlink(it->path().c_str());
      } else {
        add_names(other.content(), names);
      }
    }
    return names;
  }

 private:
  static void add_names(const std::string& lines, std::set<std::string>& names) {
    for (std::size_t at = 0, end = 0; (end = lines.find('\n', at)) != std::string::npos; at = end + 1)
      names.insert(lines.substr(at, end - at));
  }

  fs::path folder_;
  fs::path place_;
  mutable std::mutex mutex_;
  std::unique_ptr<LockedFile> own_;
  std::set<std::string> names_;
};

FileCache::FileCache(fs::path folder, std::uint64_t limit)
    : folder_(std::move(folder)),
      limit_(limit),
      uses_(std::make_unique<Uses>(folder_ / "uses")),
      added_since_look_(limit) {}  // the first copy has a look at what others left

FileCache::~FileCache() = default;

std::optional<fs::path> FileCache::find(const std::string& key, const std::optional<ObjectInfo>& version) {
  const fs::path folder = folder_ / "copies" / content_hash(key);
  make_folder(folder_);
  const LockedFile stays(folder_ / "lock", LOCK_SH);
  std::error_code failure;
  for (fs::directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure)) {
    const fs::path copy = it->path();
    if (version && copy.filename() != name_of(key, *version)) continue;
    if (!is_whole(copy)) {
      ::unlink(copy.c_str());
      continue;
    }
    uses_->add(copy);
    ::utimensat(AT_FDCWD, copy.c_str(), nullptr, 0);
    return copy;
  }
  return std::nullopt;
}

fs::path FileCache::keep(const std::string& key, const ObjectInfo& version, const fs::path& file) {
  std::error_code failure;
  const std::uint64_t size = fs::file_size(file, failure);
  if (failure || size != version.size)
    throw Error(ErrorCode::kIo, fmt::format("{} has {} bytes, and {} has {}", key, version.size, file.string(), size));
  sync_path(file);
  const fs::path copy = folder_ / "copies" / content_hash(key) / name_of(key, version);
  const LockedFile stays(folder_ / "lock", LOCK_SH);
  make_folder(copy.parent_path());
  uses_->add(copy);
  if (::rename(file.c_str(), copy.c_str()) != 0) throw_errno("create", copy, errno);
  return copy;
}

std::optional<fs::path> FileCache::get(const std::string& key, const std::optional<ObjectInfo>& version,
                                       const Fetch& fetch) {
  if (auto copy = find(key, version)) return copy;
  make_folder(folder_ / "bringing");
  std::optional<fs::path> copy;
  std::uint64_t size = 0;
  {
    const LockedFile alone(folder_ / "bringing" / fmt::format("{:02x}", short_hash(key) % 256), LOCK_EX);
    if ((copy = find(key, version))) return copy;
    const fs::path place = new_place("copy");
    const std::optional<ObjectInfo> brought = fetch(place);
    if (brought) copy = keep(key, *brought, place);
    if (brought) size = brought->size;
    std::error_code gone;
    fs::remove_all(place.parent_path(), gone);
  }
  if (copy) make_room(size);
  return copy;
}

void FileCache::put(const std::string& key, const ObjectInfo& version, const fs::path& file) {
  make_folder(folder_);
  keep(key, version, file);
  make_room(version.size);
}

fs::path FileCache::new_place(const std::string& name) {
  const fs::path folder = folder_ / "new" / random_uuid();
  make_folder(folder);
  return folder / name;
}

/// Looks at all copies only when enough was added to matter.
void FileCache::make_room(std::uint64_t added) {
  if (added_since_look_.fetch_add(added) + added <= limit_ / 16) return;
  added_since_look_ = 0;
  const LockedFile alone(folder_ / "lock", LOCK_EX);
  std::vector<Copy> copies = copies_in(folder_ / "copies");
  std::uint64_t total = 0;
  for (const Copy& copy : copies) total += copy.size;
  if (total <= limit_) return;
  const std::set<std::string> in_use = uses_->of_all();
  std::sort(copies.begin(), copies.end(), [](const Copy& a, const Copy& b) { return a.used < b.used; });
  for (const Copy& copy : copies) {
    if (total <= limit_ - limit_ / 8) break;
    if (in_use.count(relative_name(copy.path)) > 0) continue;
    if (::unlink(copy.path.c_str()) == 0) total -= copy.size;
    ::rmdir(copy.path.parent_path().c_str());  // stays where another version is in it
  }
}

void FileCache::remove_leftovers(Micros written_before) {
  std::error_code failure;
  for (fs::directory_iterator it(folder_ / "new", failure), end; !failure && it != end; it.increment(failure)) {
    struct stat status {};
    std::error_code gone;
    if (::stat(it->path().c_str(), &status) == 0 && modified(status) < written_before) fs::remove_all(it->path(), gone);
  }
}

}  // namespace c360::storage
