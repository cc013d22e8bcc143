#include "c360/base/local_files.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/ids.h"

namespace c360 {
namespace {

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags, std::string_view tried)
      : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {
    if (fd_ < 0) throw_errno(tried, path, errno);
  }
  ~Descriptor() { ::close(fd_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

void write_all(int fd, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_errno("write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

void throw_errno(std::string_view tried, const std::filesystem::path& path, int error_number) {
  ErrorCode code = ErrorCode::kIo;
  std::string hint;
  if (error_number == ENOSPC || error_number == EDQUOT) {
    code = ErrorCode::kNoSpace;
    hint = "free some space and run again; what was there before is still whole";
  } else if (error_number == ENOENT) {
    code = ErrorCode::kNotFound;
  }
  throw Error(code, fmt::format("cannot {} {}: {}", tried, path.string(), std::strerror(error_number)), hint);
}

std::string read_file(const std::filesystem::path& path) {
  const Descriptor file(path, O_RDONLY, "read");
  std::string content;
  char buffer[1 << 16];
  while (true) {
    const ssize_t count = ::read(file.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_errno("read", path, errno);
    if (count == 0) return content;
    content.append(buffer, static_cast<std::size_t>(count));
  }
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  {
    const Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC, "create");
    write_all(file.get(), bytes, path);
    if (::fsync(file.get()) != 0) throw_errno("sync", path, errno);
  }
  sync_path(path.has_parent_path() ? path.parent_path() : ".");
}

void sync_path(const std::filesystem::path& path) {
  const Descriptor file(path, O_RDONLY, "open");
  if (::fsync(file.get()) != 0) throw_errno("sync", path, errno);
}

TemporaryDirectory::TemporaryDirectory(const std::filesystem::path& parent)
    : path_(parent / ("c360-" + random_uuid())) {
  std::error_code error;
  std::filesystem::create_directories(path_, error);
  if (error) throw_errno("create", path_, error.value());
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

TemporaryDirectory::TemporaryDirectory(TemporaryDirectory&& other) noexcept : path_(std::exchange(other.path_, {})) {}

TemporaryDirectory& TemporaryDirectory::operator=(TemporaryDirectory&& other) noexcept {
  std::swap(path_, other.path_);
  return *this;
}

}  // namespace c360
