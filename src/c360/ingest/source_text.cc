#include "c360/ingest/source_text.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/ingest/gzip.h"
#include "c360/ingest/packed/zstd.h"
#include "c360/ingest/scratch_file.h"

namespace c360::ingest {
namespace {

constexpr std::size_t kSmallFile = 16 * 1024;
constexpr std::size_t kDecodePiece = 1024 * 1024;
constexpr std::size_t kHeadBytes = 4096;

int open_to_read(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw_errno("read", path, errno);
  return descriptor;
}

std::string read_all(int descriptor, std::size_t size, const std::filesystem::path& path) {
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const ssize_t got = ::pread(descriptor, bytes.data() + have, size - have, static_cast<off_t>(have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_errno("read", path, errno);
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

struct Closer {
  int descriptor;
  ~Closer() { ::close(descriptor); }
};

void refuse_archives(std::string_view bytes, const std::string& name) {
  using namespace std::string_view_literals;
  const auto refuse = [&name](const char* kind) {
    throw Error(ErrorCode::kUnsupported, name + " is a " + kind + " file, which c360 does not unpack",
                "unpack it, or pack it with gzip or zstd");
  };
  if (bytes.starts_with("PK\x03\x04"sv)) refuse("zip");
  if (bytes.starts_with("\x28\xB5\x2F\xFD"sv)) refuse("zstd");
  if (bytes.starts_with("BZh"sv) && bytes.size() > 10 && bytes.substr(4, 2) == "1A"sv) refuse("bzip2");
  if (bytes.starts_with("\xFD"
                        "7zXZ\0"sv)) {
    refuse("xz");
  }
  if (bytes.starts_with("PAR1"sv)) refuse("Parquet");
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path) : MappedFile(open_to_read(path), path) {}

MappedFile::MappedFile(int descriptor, const std::filesystem::path& path) {
  const Closer closer{descriptor};
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) throw_errno("read", path, errno);
  if (S_ISDIR(status.st_mode)) throw_errno("read", path, EISDIR);
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ <= kSmallFile || !map(descriptor)) small_ = read_all(descriptor, size_, path);
}

/// False where the process has too many mappings already, or the file system has none.
bool MappedFile::map(int descriptor) {
  void* mapping = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (mapping == MAP_FAILED) return false;
  mapping_ = mapping;
  ::madvise(mapping_, size_, MADV_SEQUENTIAL);
  return true;
}

MappedFile::~MappedFile() {
  if (mapping_ != nullptr) ::munmap(mapping_, size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : small_(std::move(other.small_)), mapping_(std::exchange(other.mapping_, nullptr)), size_(other.size_) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(small_, other.small_);
  std::swap(mapping_, other.mapping_);
  std::swap(size_, other.size_);
  return *this;
}

std::string_view MappedFile::bytes() const {
  if (mapping_ == nullptr) return small_;
  return {static_cast<const char*>(mapping_), size_};
}

void MappedFile::let_go(std::uint64_t begin, std::uint64_t end) const {
  if (mapping_ == nullptr) return;
  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  const std::uint64_t first = (begin + page - 1) / page * page;
  const std::uint64_t last = end >= size_ ? size_ : end / page * page;
  if (first < last) ::madvise(static_cast<char*>(mapping_) + first, last - first, MADV_DONTNEED);
}

SourceText::SourceText(const std::filesystem::path& path, const std::string& name, std::optional<Encoding> wanted)
    : raw_(path) {
  if (is_gzip(raw_.bytes())) {
    compressed_ = true;
    ScratchFile scratch;
    unpack_gzip(raw_.bytes(), name, [&scratch](std::string_view piece) { scratch.write(piece); });
    unpacked_ = MappedFile(scratch.release(), scratch.path());
  }
  if (is_zstd(raw_.bytes())) {
    compressed_ = true;
    ScratchFile scratch;
    unpack_zstd(raw_.bytes(), name, [&scratch](std::string_view piece) { scratch.write(piece); });
    unpacked_ = MappedFile(scratch.release(), scratch.path());
  }
  refuse_archives(unpacked(), name);
  const HeadEncoding head = detect_head(unpacked().substr(0, kHeadBytes));
  const Encoding encoding = wanted.value_or(head.encoding.value_or(Encoding::kUtf8));
  begin_ = head.encoding == encoding ? head.mark_bytes : 0;
  if (encoding != Encoding::kUtf8) decode_as(encoding);
}

void SourceText::decode_as(Encoding encoding) {
  ScratchFile scratch;
  std::string_view rest = unpacked().substr(begin_);
  std::string piece;
  while (!rest.empty()) {
    piece.clear();
    const bool last = rest.size() <= kDecodePiece;
    rest.remove_prefix(decode(rest.substr(0, kDecodePiece), encoding, last, piece));
    scratch.write(piece);
  }
  decoded_ = MappedFile(scratch.release(), scratch.path());
  encoding_ = encoding;
  begin_ = 0;
}

void SourceText::let_go(std::uint64_t begin, std::uint64_t end) const {
  (decoded_ ? *decoded_ : unpacked_ ? *unpacked_ : raw_).let_go(begin, end);
}

void SourceText::let_go() const {
  raw_.let_go(0, raw_.bytes().size());
  if (unpacked_) unpacked_->let_go(0, unpacked_->bytes().size());
  if (decoded_) decoded_->let_go(0, decoded_->bytes().size());
}

std::string_view SourceText::text() const {
  return decoded_ ? decoded_->bytes() : unpacked();
}

}  // namespace c360::ingest
