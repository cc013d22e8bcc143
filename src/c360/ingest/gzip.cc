#include "c360/ingest/gzip.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "c360/base/error.h"

namespace c360::ingest {
namespace {

constexpr int kGzipWindow = 15 + 16;
constexpr std::size_t kPiece = 1024 * 1024;

/// One member after the other, out of memory.
class Unpacker {
 public:
  Unpacker(std::string_view packed, const std::string& name) : packed_(packed), name_(name), piece_(kPiece) {
    if (inflateInit2(&stream_, kGzipWindow) != Z_OK) throw Error(ErrorCode::kInternal, "zlib does not start");
  }
  ~Unpacker() { inflateEnd(&stream_); }
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  void run(const std::function<void(std::string_view)>& take_piece) {
    while (true) {
      member(take_piece);
      if (packed_.find_first_not_of('\0') == std::string_view::npos) return;
      if (!is_gzip(packed_)) fail("is followed by bytes that are no gzip");
      inflateReset(&stream_);
    }
  }

 private:
  void member(const std::function<void(std::string_view)>& take_piece) {
    int state = Z_OK;
    while (state != Z_STREAM_END) {
      const auto offered = std::min<std::size_t>(packed_.size(), std::numeric_limits<uInt>::max());
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed_.data()));
      stream_.avail_in = static_cast<uInt>(offered);
      stream_.next_out = reinterpret_cast<Bytef*>(piece_.data());
      stream_.avail_out = static_cast<uInt>(piece_.size());
      state = inflate(&stream_, Z_NO_FLUSH);
      packed_.remove_prefix(offered - stream_.avail_in);
      judge(state);
      take_piece({piece_.data(), piece_.size() - stream_.avail_out});
    }
  }

  void judge(int state) const {
    if (state == Z_BUF_ERROR || (state == Z_OK && packed_.empty() && stream_.avail_out > 0)) fail("is cut off");
    if (state != Z_OK && state != Z_STREAM_END) {
      fail(fmt::format("is damaged ({})", stream_.msg != nullptr ? stream_.msg : "no reason given"));
    }
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw Error(ErrorCode::kData, fmt::format("the gzip file {} {}", name_, what),
                "bring the whole file again; nothing of it was taken in");
  }

  std::string_view packed_;
  const std::string& name_;
  std::vector<char> piece_;
  z_stream stream_{};
};

}  // namespace

bool is_gzip(std::string_view bytes) {
  return bytes.starts_with("\x1F\x8B");
}

void unpack_gzip(std::string_view packed, const std::string& name,
                 const std::function<void(std::string_view)>& take_piece) {
  Unpacker(packed, name).run(take_piece);
}

std::string unpack_gzip_head(std::string_view packed, std::size_t limit) {
  std::string head(limit, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) throw Error(ErrorCode::kInternal, "zlib does not start");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(head.data());
  stream.avail_out = static_cast<uInt>(head.size());
  inflate(&stream, Z_SYNC_FLUSH);
  head.resize(limit - stream.avail_out);
  inflateEnd(&stream);
  return head;
}

}  // namespace c360::ingest
