#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/ids.h"
#include "c360/base/local_files.h"
#include "c360/storage/object_path.h"
#include "c360/storage/object_store.h"

namespace c360::storage {
namespace {

namespace fs = std::filesystem;

/// Files under this name are being written; list() never shows them.
constexpr std::string_view kTemporaryPrefix = ".c360-tmp-";

class File {
 public:
  File(fs::path path, int flags) : path_(std::move(path)), fd_(::open(path_.c_str(), flags | O_CLOEXEC, 0644)) {}
  ~File() {
    if (is_open()) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return fd_ >= 0; }
  int get() const { return fd_; }
  [[noreturn]] void fail(std::string_view tried, int error_number) const { throw_errno(tried, path_, error_number); }

  struct stat status() const {
    struct stat result {};
    if (::fstat(fd_, &result) != 0) fail("stat", errno);
    return result;
  }

  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("write", errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  std::string read(std::uint64_t offset, std::uint64_t length) const {
    std::string bytes(length, '\0');
    std::size_t done = 0;
    while (done < length) {
      const ssize_t got = ::pread(fd_, bytes.data() + done, length - done, static_cast<off_t>(offset + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) fail("read", errno);
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
  }

  void sync() const {
    if (::fsync(fd_) != 0) fail("sync", errno);
  }

 private:
  fs::path path_;
  int fd_;
};

bool means_absent(int error_number) {
  return error_number == ENOENT || error_number == ENOTDIR;
}

ObjectInfo describe(std::string path, const struct stat& status) {
  const Micros modified = Micros{status.st_mtim.tv_sec} * 1'000'000 + status.st_mtim.tv_nsec / 1'000;
  return {std::move(path), static_cast<std::uint64_t>(status.st_size), modified};
}

bool is_temporary(const fs::path& path) {
  return path.filename().string().starts_with(kTemporaryPrefix);
}

/// Bytes under a name that no reader sees, removed again unless they were moved to their own name.
class TemporaryFile {
 public:
  TemporaryFile(const fs::path& folder, std::string_view bytes)
      : path_(folder / (std::string(kTemporaryPrefix) + random_uuid())) {
    const File file(path_, O_WRONLY | O_CREAT | O_EXCL);
    if (!file.is_open()) file.fail("create", errno);
    try {
      file.write(bytes);
      file.sync();
    } catch (...) {
      ::unlink(path_.c_str());
      throw;
    }
  }
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// Gives the file its name unless that is taken; atomic.
PutOutcome move_if_absent(const fs::path& from, const fs::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return PutOutcome::kCreated;
  if (errno == EINVAL || errno == ENOSYS) {
    if (::link(from.c_str(), to.c_str()) == 0) return PutOutcome::kCreated;
  }
  if (errno != EEXIST) throw_errno("create", to, errno);
  return PutOutcome::kAlreadyExists;
}

class LocalStore final : public ObjectStore {
 public:
  explicit LocalStore(fs::path root) : root_(std::move(root)) {}

  std::optional<std::string> get(const std::string& path) const override { return get_range(path, 0, UINT64_MAX); }
  std::optional<std::string> get_range(const std::string& path, std::uint64_t offset,
                                       std::uint64_t length) const override;
  std::optional<ObjectInfo> head(const std::string& path) const override;
  PutOutcome put_if_absent(const std::string& path, std::string_view bytes) override;
  void put(const std::string& path, std::string_view bytes) override;
  std::vector<ObjectInfo> list(const std::string& prefix, const std::string& start_after,
                               bool recursive) const override;
  void remove(const std::string& path) override;
  void remove_leftovers(Micros written_before) override;
  StagedObject stage(const std::string& path) override;
  std::uint64_t finish(const StagedObject& staged) override;
  fs::path local_file(const std::string& path) const override { return place_of(path); }
  std::optional<ObjectInfo> download(const std::string& path, const fs::path& file) const override;
  std::string display(const std::string& path) const override { return (path.empty() ? root_ : root_ / path).string(); }

 private:
  fs::path place_of(const std::string& path) const;
  void make_folder(const fs::path& folder);

  fs::path root_;
};

fs::path LocalStore::place_of(const std::string& path) const {
  check_object_path(path);
  return root_ / path;
}

std::optional<std::string> LocalStore::get_range(const std::string& path, std::uint64_t offset,
                                                 std::uint64_t length) const {
  const File file(place_of(path), O_RDONLY);
  if (!file.is_open()) {
    if (means_absent(errno)) return std::nullopt;
    file.fail("read", errno);
  }
  const struct stat status = file.status();
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  const auto size = static_cast<std::uint64_t>(status.st_size);
  return file.read(offset, std::min(length, size - std::min(offset, size)));
}

std::optional<ObjectInfo> LocalStore::head(const std::string& path) const {
  const fs::path place = place_of(path);
  struct stat status {};
  if (::stat(place.c_str(), &status) != 0) {
    if (means_absent(errno)) return std::nullopt;
    throw_errno("look at", place, errno);
  }
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return describe(path, status);
}

std::optional<ObjectInfo> LocalStore::download(const std::string& path, const fs::path& file) const {
  std::optional<ObjectInfo> info = head(path);
  if (!info) return std::nullopt;
  std::error_code failure;
  fs::copy_file(place_of(path), file, fs::copy_options::overwrite_existing, failure);
  if (means_absent(failure.value())) return std::nullopt;
  if (failure) throw_errno("copy to", file, failure.value());
  return info;
}

/// Makes the folder and those above it; each new entry is durable in its parent.
void LocalStore::make_folder(const fs::path& folder) {
  std::error_code failure;
  if (folder.empty() || fs::is_directory(folder, failure)) return;
  make_folder(folder.parent_path());
  fs::create_directory(folder, failure);
  if (failure) throw_errno("create", folder, failure.value());
  sync_path(folder.has_parent_path() ? folder.parent_path() : fs::path("."));
}

PutOutcome create(const fs::path& place, std::string_view bytes) {
  if (::access(place.c_str(), F_OK) == 0) return PutOutcome::kAlreadyExists;
  const TemporaryFile temporary(place.parent_path(), bytes);
  return move_if_absent(temporary.path(), place);
}

/// Durable also where another writer was first: it may have been killed before it made its object's name durable, and
/// who is told that the object is there builds on it.
PutOutcome LocalStore::put_if_absent(const std::string& path, std::string_view bytes) {
  const fs::path place = place_of(path);
  make_folder(place.parent_path());
  const PutOutcome outcome = create(place, bytes);
  sync_path(place.parent_path());
  return outcome;
}

void LocalStore::put(const std::string& path, std::string_view bytes) {
  const fs::path place = place_of(path);
  make_folder(place.parent_path());
  const TemporaryFile temporary(place.parent_path(), bytes);
  if (::rename(temporary.path().c_str(), place.c_str()) != 0) throw_errno("replace", place, errno);
  sync_path(place.parent_path());
}

/// Walks folders of one store and collects the files that a listing shows.
class Listing {
 public:
  Listing(const fs::path& root, const std::string& start_after, bool recursive)
      : root_(root), start_after_(start_after), recursive_(recursive) {}

  void walk(const std::string& folder) {
    std::error_code failure;
    fs::directory_iterator entries(folder.empty() ? root_ : root_ / folder, failure);
    if (failure && !means_absent(failure.value())) throw_errno("list", root_ / folder, failure.value());
    for (; !failure && entries != fs::directory_iterator(); entries.increment(failure)) {
      visit(*entries,
            folder.empty() ? entries->path().filename().string() : folder + "/" + entries->path().filename().string());
    }
    if (failure && !means_absent(failure.value())) throw_errno("list", root_ / folder, failure.value());
  }

  std::vector<ObjectInfo> sorted() && {
    std::sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return std::move(found_);
  }

 private:
  void visit(const fs::directory_entry& entry, std::string path) {
    std::error_code unreadable;
    if (entry.is_directory(unreadable)) {
      if (recursive_) walk(path);
      return;
    }
    if (path <= start_after_ || is_temporary(entry.path())) return;
    struct stat status {};
    if (::stat(entry.path().c_str(), &status) == 0 && S_ISREG(status.st_mode)) {
      found_.push_back(describe(std::move(path), status));
    }
  }

  const fs::path& root_;
  const std::string& start_after_;
  bool recursive_;
  std::vector<ObjectInfo> found_;
};

std::vector<ObjectInfo> LocalStore::list(const std::string& prefix, const std::string& start_after,
                                         bool recursive) const {
  const std::string folder = prefix.ends_with('/') ? prefix.substr(0, prefix.size() - 1) : prefix;
  if (!folder.empty()) check_object_path(folder);
  Listing listing(root_, start_after, recursive);
  listing.walk(folder);
  return std::move(listing).sorted();
}

void LocalStore::remove(const std::string& path) {
  const fs::path place = place_of(path);
  if (::unlink(place.c_str()) != 0 && !means_absent(errno)) throw_errno("remove", place, errno);
}

void LocalStore::remove_leftovers(Micros written_before) {
  std::error_code failure;
  fs::recursive_directory_iterator entries(root_, failure);
  for (; !failure && entries != fs::recursive_directory_iterator(); entries.increment(failure)) {
    if (!is_temporary(entries->path())) continue;
    struct stat status {};
    const bool found = ::stat(entries->path().c_str(), &status) == 0;
    if (found && describe({}, status).modified < written_before) ::unlink(entries->path().c_str());
  }
  if (failure && !means_absent(failure.value())) throw_errno("list", root_, failure.value());
}

StagedObject LocalStore::stage(const std::string& path) {
  const fs::path place = place_of(path);
  make_folder(place.parent_path());
  return {path, place};
}

std::uint64_t LocalStore::finish(const StagedObject& staged) {
  const File file(staged.local_path, O_RDONLY);
  if (!file.is_open()) file.fail("finish", errno);
  file.sync();
  sync_path(staged.local_path.parent_path());
  return static_cast<std::uint64_t>(file.status().st_size);
}

}  // namespace

std::unique_ptr<ObjectStore> open_local_store(const std::filesystem::path& root) {
  return std::make_unique<LocalStore>(fs::absolute(root).lexically_normal());
}

}  // namespace c360::storage
