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

}  // namespace

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

void copy_found(const FoundFile& file, const OpenFile& from, const OpenFile& to, const std::filesystem::path& target) {
  if (file.member.empty()) return copy_bytes(from, to, file.location, target);
  unpack_member(file, [&](std::string_view piece) { write_all(to, piece.data(), piece.size(), target); });
}

TemporaryCopy::TemporaryCopy(const FoundFile& source) {
  const OpenFile from(::open(source.location.c_str(), O_RDONLY | O_CLOEXEC));
  if (from.get() < 0) throw_errno("read", source.location, errno);
  std::string name = (std::filesystem::temp_directory_path() / "c360-copy-XXXXXX").string();
  const OpenFile to(::mkostemp(name.data(), O_CLOEXEC));
  if (to.get() < 0) throw_errno("write", name, errno);
  path_ = name;
  try {
    copy_found(source, from, to, path_);
  } catch (...) {
    ::unlink(path_.c_str());
    throw;
  }
}

TemporaryCopy::~TemporaryCopy() {
  ::unlink(path_.c_str());
}

}  // namespace c360::ingest
