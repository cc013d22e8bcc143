#include "c360/ingest/packed/zstd.h"

#include <fmt/format.h>
#include <zstd.h>

#include <memory>

#include "c360/base/error.h"

namespace c360::ingest {
namespace {

struct FreeStream {
  void operator()(ZSTD_DCtx* stream) const { ZSTD_freeDCtx(stream); }
};
using ZstdStream = std::unique_ptr<ZSTD_DCtx, FreeStream>;

ZstdStream new_stream() {
  ZstdStream stream(ZSTD_createDCtx());
  if (!stream) throw Error(ErrorCode::kInternal, "zstd does not start");
  return stream;
}

[[noreturn]] void refuse_zstd(const std::string& name, const std::string& what) {
  throw Error(ErrorCode::kData, fmt::format("the zstd file {} {}", name, what),
              "bring the whole file again; nothing of it was taken in");
}

}  // namespace

bool is_zstd(std::string_view bytes) {
  using namespace std::string_view_literals;
  return bytes.starts_with("\x28\xB5\x2F\xFD"sv);
}

void unpack_zstd(std::string_view packed, const std::string& name,
                 const std::function<void(std::string_view)>& take_piece) {
  const ZstdStream stream = new_stream();
  std::string piece(ZSTD_DStreamOutSize(), '\0');
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  std::size_t wanted = 1;  // 0: at the end of a frame
  while (in.pos < in.size || wanted != 0) {
    ZSTD_outBuffer out{piece.data(), piece.size(), 0};
    const std::size_t before = in.pos;
    wanted = ZSTD_decompressStream(stream.get(), &out, &in);
    if (ZSTD_isError(wanted) != 0) refuse_zstd(name, fmt::format("is damaged ({})", ZSTD_getErrorName(wanted)));
    if (out.pos > 0) take_piece({piece.data(), out.pos});
    if (wanted != 0 && in.pos == before && out.pos == 0) refuse_zstd(name, "is cut off");
  }
}

std::string unpack_zstd_head(std::string_view packed, std::size_t limit) {
  const ZstdStream stream = new_stream();
  std::string head(limit, '\0');
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  ZSTD_outBuffer out{head.data(), head.size(), 0};
  while (out.pos < out.size) {
    const std::size_t before_in = in.pos;
    const std::size_t before_out = out.pos;
    const std::size_t wanted = ZSTD_decompressStream(stream.get(), &out, &in);
    if (ZSTD_isError(wanted) != 0 || (in.pos == before_in && out.pos == before_out)) break;
  }
  head.resize(out.pos);
  return head;
}

}  // namespace c360::ingest
