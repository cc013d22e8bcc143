#include "c360/ingest/scratch_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

#include "c360/base/local_files.h"

namespace c360::ingest {

ScratchFile::ScratchFile() {
  std::string name = (std::filesystem::temp_directory_path() / "c360-text-XXXXXX").string();
  descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
  path_ = name;
  if (descriptor_ < 0) throw_errno("write", path_, errno);
  ::unlink(name.c_str());
}

ScratchFile::~ScratchFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void ScratchFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(descriptor_, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) throw_errno("write", path_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
}

int ScratchFile::release() {
  return std::exchange(descriptor_, -1);
}

}  // namespace c360::ingest
