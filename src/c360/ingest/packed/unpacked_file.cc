#include "c360/ingest/packed/unpacked_file.h"

#include <unistd.h>

#include "c360/base/hashing.h"
#include "c360/ingest/gzip.h"
#include "c360/ingest/packed/zstd.h"
#include "c360/ingest/scratch_file.h"
#include "c360/ingest/source_text.h"

namespace c360::ingest {
namespace {

/// The open file with what another holds.
int unpack_file(const std::filesystem::path& packed, const std::string& name) {
  const MappedFile file(packed);
  ScratchFile scratch;
  const auto unpack = is_gzip(file.bytes()) ? unpack_gzip : unpack_zstd;
  unpack(file.bytes(), name, [&scratch](std::string_view piece) { scratch.write(piece); });
  return scratch.release();
}

}  // namespace

bool is_packed(std::string_view first) {
  return is_gzip(first) || is_zstd(first);
}

Unpacked::Unpacked(const std::filesystem::path& packed, const std::string& name)
    : descriptor_(unpack_file(packed, name)) {}

Unpacked::~Unpacked() {
  ::close(descriptor_);
}

std::filesystem::path Unpacked::path() const {
  return "/proc/self/fd/" + std::to_string(descriptor_);
}

UnpackedFile::UnpackedFile(const std::filesystem::path& packed, const std::string& name, const Open& open)
    : SourceFile(name), unpacked_(packed, name), inner_(open(unpacked_.path())) {
  header_ = inner_->header();
  scan_ = inner_->scan();
  const MappedFile file(packed);
  content_hash_ = c360::content_hash(file.bytes());
  size_ = file.bytes().size();
}

}  // namespace c360::ingest
