#include "c360/ingest/landing.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <vector>

#include "c360/base/ids.h"
#include "c360/base/local_files.h"

namespace c360::ingest {
namespace {

constexpr int kAttempts = 3;
constexpr std::size_t kLongestName = 120;

/// An open file, closed with its owner.
class OpenFile {
 public:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

FileStamp stamp_of(const OpenFile& file, const std::filesystem::path& path) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw_errno("read", path, errno);
  FileStamp stamp;
  stamp.size = static_cast<std::uint64_t>(status.st_size);
  stamp.modified_ns = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
  stamp.inode = status.st_ino;
  return stamp;
}

void write_all(const OpenFile& to, const char* bytes, std::size_t size, const std::filesystem::path& path) {
  while (size > 0) {
    const ssize_t done = ::write(to.get(), bytes, size);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) throw_errno("write", path, errno);
    bytes += done;
    size -= static_cast<std::size_t>(done);
  }
}

void copy_through_memory(const OpenFile& from, const OpenFile& to, const FoundFile& file,
                         const std::filesystem::path& target) {
  std::vector<char> piece(1 << 20);
  while (true) {
    const ssize_t got = ::read(from.get(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_errno("read", file.location, errno);
    if (got == 0) return;
    write_all(to, piece.data(), static_cast<std::size_t>(got), target);
  }
}

/// Copies within the kernel; goes on through memory from wherever the kernel stops.
void copy(const OpenFile& from, const OpenFile& to, const FoundFile& file, const std::filesystem::path& target) {
  if (::ioctl(to.get(), FICLONE, from.get()) == 0) return;
  constexpr std::size_t kPiece = std::size_t{64} << 20;
  ssize_t done = 1;
  while (done > 0) done = ::copy_file_range(from.get(), nullptr, to.get(), nullptr, kPiece, 0);
  if (done < 0 && errno == ENOSPC) throw_errno("write", target, errno);
  copy_through_memory(from, to, file, target);
}

/// The file's own name in letters that every store can hold.
std::string plain_name(const std::string& path) {
  std::string name = path.substr(path.rfind('/') + 1);
  if (name.size() > kLongestName) name = name.substr(name.size() - kLongestName);
  for (char& c : name) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    if (!plain) c = '_';
  }
  return name;
}

}  // namespace

Landed land(storage::ObjectStore& lake, const std::string& source, std::int64_t file_no, const FoundFile& file) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const OpenFile from(::open(file.location.c_str(), O_RDONLY | O_CLOEXEC));
    if (from.get() < 0 && (errno == ENOENT || errno == ENOTDIR)) return {Landed::Kind::kVanished, {}, {}};
    if (from.get() < 0) throw_errno("read", file.location, errno);
    const FileStamp before = stamp_of(from, file.location);
    const storage::StagedObject staged = lake.stage(
        fmt::format("landing/{}/{:06}-{}-{}", source, file_no, random_uuid().substr(0, 8), plain_name(file.path)));
    {
      const OpenFile to(::open(staged.local_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
      if (to.get() < 0) throw_errno("write", staged.local_path, errno);
      copy(from, to, file, staged.local_path);
    }
    if (stamp_of(from, file.location) == before) {
      lake.finish(staged);
      return {Landed::Kind::kCopied, staged.path, before};
    }
    std::filesystem::remove(staged.local_path);
  }
  return {Landed::Kind::kRestless, {}, {}};
}

}  // namespace c360::ingest
