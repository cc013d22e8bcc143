#include "c360/ingest/file_hash.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "c360/base/hashing.h"
#include "c360/base/local_files.h"

namespace c360::ingest {

std::optional<std::string> hash_file(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  if (descriptor < 0) throw_errno("read", path, errno);
  ContentHash hash;
  std::vector<char> piece(1 << 20);
  ssize_t got = 1;
  while (got != 0) {
    got = ::read(descriptor, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) break;
    hash.update({piece.data(), static_cast<std::size_t>(got)});
  }
  const int failure = errno;
  ::close(descriptor);
  if (got < 0) throw_errno("read", path, failure);
  return hash.hex();
}

}  // namespace c360::ingest
