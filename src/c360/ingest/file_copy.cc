#include "c360/ingest/file_copy.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/ingest/packed/member_file.h"

namespace c360::ingest {
namespace {

void write_all(const OpenFile& to, const char* bytes, std::size_t size, const std::filesystem::path& path) {
  while (size > 0) {
    const ssize_t done = ::write(to.get(), bytes, size);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) throw_errno("write", path, errno);
    bytes += done;
    size -= static_cast<std::size_t>(done);
  }
}

void copy_through_memory(const OpenFile& from, const OpenFile& to, const std::filesystem::path& source,
                         const std::filesystem::path& target) {
  std::vector<char> piece(1 << 20);
  while (true) {
    const ssize_t got = ::read(from.get(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_errno("read", source, errno);
    if (got == 0) return;
    write_all(to, piece.data(), static_cast<std::size_t>(got), target);
  }
}

/// Copies are of one moment: a file that changes meanwhile has another stamp than before.
class LocalDisk final : public FileOrigin {
 public:
  Copied copy(const FoundFile& file, const std::filesystem::path& to) const override {
    const OpenFile from(::open(file.location.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (from.get() < 0 && (errno == ENOENT || errno == ENOTDIR)) return {Copied::Kind::kVanished};
    if (from.get() < 0) throw_errno("read", file.location, errno);
    const FileStamp before = stamp_of(from, file.location);
    const OpenFile target(open_to_write(to));
    if (file.member.empty()) {
      copy_bytes(from, target, file.location, to);
    } else {
      copy_member(file, target, to);
    }
    return {stamp_of(from, file.location) == before ? Copied::Kind::kWhole : Copied::Kind::kChanged, before};
  }
  std::filesystem::path on_disk(const FoundFile& file) const override { return file.location; }
  bool is_far() const override { return false; }
};

}  // namespace

std::shared_ptr<const FileOrigin> local_disk() {
  static const auto disk = std::make_shared<const LocalDisk>();
  return disk;
}

int open_to_write(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) throw_errno("write", path, errno);
  return descriptor;
}

OpenFile::~OpenFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

FileStamp stamp_of(const OpenFile& file, const std::filesystem::path& path) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw_errno("read", path, errno);
  if (!S_ISREG(status.st_mode)) throw Error(ErrorCode::kIo, "cannot read " + path.string() + ": it is no plain file");
  FileStamp stamp;
  stamp.size = static_cast<std::uint64_t>(status.st_size);
  stamp.modified_ns = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
  stamp.inode = status.st_ino;
  return stamp;
}

void copy_bytes(const OpenFile& from, const OpenFile& to, const std::filesystem::path& source,
                const std::filesystem::path& target) {
  if (::ioctl(to.get(), FICLONE, from.get()) == 0) return;
  constexpr std::size_t kPiece = std::size_t{64} << 20;
  ssize_t done = 1;
  while (done > 0) done = ::copy_file_range(from.get(), nullptr, to.get(), nullptr, kPiece, 0);
  if (done < 0 && errno == ENOSPC) throw_errno("write", target, errno);
  copy_through_memory(from, to, source, target);
}

void copy_member(const FoundFile& file, const OpenFile& to, const std::filesystem::path& target) {
  unpack_member(file, [&](std::string_view piece) { write_all(to, piece.data(), piece.size(), target); });
}

TemporaryCopy::TemporaryCopy(const FoundFile& source) {
  if (source.origin->is_far() && source.member.empty()) {
    path_ = source.origin->on_disk(source);
    return;
  }
  std::string name = (std::filesystem::temp_directory_path() / "c360-copy-XXXXXX").string();
  const OpenFile made(::mkostemp(name.data(), O_CLOEXEC));
  if (made.get() < 0) throw_errno("write", name, errno);
  path_ = name;
  is_ours_ = true;
  try {
    const Copied copied = source.origin->copy(source, path_);
    if (copied.kind == Copied::Kind::kVanished) throw_errno("read", source.location, ENOENT);
  } catch (...) {
    ::unlink(path_.c_str());
    throw;
  }
}

TemporaryCopy::~TemporaryCopy() {
  if (is_ours_) ::unlink(path_.c_str());
}

}  // namespace c360::ingest
