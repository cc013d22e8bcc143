// Blobs to and from local files, large ones in pieces side by side.
#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/ids.h"
#include "c360/base/local_files.h"
#include "c360/base/secrets.h"
#include "c360/base/side_by_side.h"
#include "c360/storage/azure/container.h"

namespace c360::storage::azure {
namespace {

/// The service takes at most 50,000 blocks for one blob.
constexpr std::uint64_t kMostBlocks = 50'000;

/// Makes a file of this size, or makes one that is there so.
void make_file(const std::filesystem::path& path, std::uint64_t size) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) throw_errno("create", path, errno);
  const int failed = ::ftruncate(fd, static_cast<off_t>(size)) == 0 ? 0 : errno;
  ::close(fd);
  if (failed != 0) throw_errno("write", path, failed);
}

/// Block ids of one blob have one length.
std::string block_id(const std::string& upload, std::uint64_t number) {
  return base64(fmt::format("{}-{:06}", upload, number));
}

std::string block_list(const std::string& upload, std::uint64_t blocks) {
  std::string document = "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>";
  for (std::uint64_t i = 0; i < blocks; ++i)
    document += fmt::format("<Uncommitted>{}</Uncommitted>", block_id(upload, i));
  return document + "</BlockList>";
}

std::uint64_t count_of(std::uint64_t size, std::uint64_t piece_bytes) {
  return (size + piece_bytes - 1) / piece_bytes;
}

}  // namespace

std::optional<ObjectInfo> Container::download(const std::string& name, const std::filesystem::path& file,
                                              const Pieces& pieces) const {
  std::optional<ObjectInfo> info = head(name);
  if (!info) return std::nullopt;
  const Asked what = asked("read", name);
  make_file(file, info->size);
  const auto fetch_piece = [&](std::size_t i) {
    const std::uint64_t offset = i * pieces.bytes;
    const std::uint64_t length = std::min(pieces.bytes, info->size - offset);
    Call made = call("GET", name);
    made.with("x-ms-range", fmt::format("bytes={}-{}", offset, offset + length - 1)).with("If-Match", info->etag);
    made.into = fetch::FileTarget{file, offset};
    const fetch::Answer answer = service_.send(made, what);
    if (answer.status == 412 || answer.status == 404)
      throw Error(ErrorCode::kConflict,
                  fmt::format("{} was {} while it was read", what.place, answer.status == 412 ? "replaced" : "removed"),
                  "read it again");
    if (answer.status != 206 && answer.status != 200) refuse(what, answer);
    if (answer.body_bytes != length)
      throw Error(ErrorCode::kIo,
                  fmt::format("{} gave {} bytes where {} were asked for", what.place, answer.body_bytes, length));
  };
  side_by_side(count_of(info->size, pieces.bytes), fetch_piece, pieces.at_once);
  return info;
}

std::string Container::upload_pieces(const std::string& name, const std::filesystem::path& file, std::uint64_t size,
                                     const Pieces& pieces) const {
  const std::string upload = random_uuid();
  const std::uint64_t bytes = std::max(pieces.bytes, (size + kMostBlocks - 1) / kMostBlocks);
  const std::uint64_t blocks = count_of(size, bytes);
  const Asked what = asked("write", name);
  const auto send_piece = [&](std::size_t i) {
    Call made = call("PUT", name);
    made.query = {{"comp", "block"}, {"blockid", block_id(upload, i)}};
    made.body_file = fetch::FilePart{file, i * bytes, std::min(bytes, size - i * bytes)};
    const fetch::Answer answer = service_.send(made, what);
    if (answer.status != 201) refuse(what, answer);
  };
  side_by_side(blocks, send_piece, pieces.at_once);
  Call list = call("PUT", name);
  list.query = {{"comp", "blocklist"}};
  list.body = block_list(upload, blocks);
  const fetch::Answer answer = service_.send(list.with("x-ms-blob-content-type", "application/octet-stream"), what);
  if (answer.status != 201) refuse(what, answer);
  return answer.headers.header("etag").value_or("");
}

ObjectInfo Container::upload(const std::string& name, const std::filesystem::path& file, const Pieces& pieces) {
  std::error_code failure;
  ObjectInfo info;
  info.path = name;
  info.size = std::filesystem::file_size(file, failure);
  if (failure) throw_errno("read", file, failure.value());
  if (info.size > pieces.bytes) {
    info.etag = upload_pieces(name, file, info.size, pieces);
    return info;
  }
  Call made = call("PUT", name);
  made.body_file = fetch::FilePart{file, 0, info.size};
  const fetch::Answer answer = put_blob(std::move(made), name);
  if (answer.status != 201) refuse(asked("write", name), answer);
  info.etag = answer.headers.header("etag").value_or("");
  return info;
}

}  // namespace c360::storage::azure
