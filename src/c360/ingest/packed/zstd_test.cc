#include "c360/ingest/packed/zstd.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zstd.h>

#include "c360/base/error.h"

namespace c360::ingest {
namespace {

/// As the zstd program does it, with a sum behind each frame.
std::string packed(std::string_view text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  out.resize(ZSTD_compress2(context, out.data(), out.size(), text.data(), text.size()));
  ZSTD_freeCCtx(context);
  return out;
}

std::string unpacked_zstd(std::string_view bytes) {
  std::string all;
  unpack_zstd(bytes, "a.zst", [&all](std::string_view piece) { all += piece; });
  return all;
}

std::string zstd_failure(std::string_view bytes) {
  try {
    unpacked_zstd(bytes);
  } catch (const Error& error) {
    return error.message();
  }
  return "no error";
}

std::string some_text() {
  std::string text;
  for (int line = 0; line < 200'000; ++line) text += std::to_string(line * 7919) + "\n";
  return text;
}

TEST(Zstd, unpacks_all_frames) {
  const std::string text = some_text();
  EXPECT_EQ(unpacked_zstd(packed(text)), text);
  EXPECT_EQ(unpacked_zstd(packed("a,") + packed("") + packed("b\n")), "a,b\n");
}

TEST(Zstd, refuses_what_is_cut_or_damaged) {
  const std::string whole = packed(some_text());
  for (const std::size_t size : {std::size_t{4}, std::size_t{20}, whole.size() / 2, whole.size() - 1}) {
    EXPECT_EQ(zstd_failure(whole.substr(0, size)), "the zstd file a.zst is cut off") << size;
  }
  EXPECT_THAT(zstd_failure(whole + "tail of something"), testing::HasSubstr("a.zst is damaged"));
  std::string flipped = whole;
  for (std::size_t at = 1000; at < 1100; ++at) flipped[at] = '\xFF';
  EXPECT_THAT(zstd_failure(flipped), testing::HasSubstr("a.zst is damaged"));
}

TEST(Zstd, unpacks_the_beginning_alone) {
  const std::string text = some_text();
  const std::string whole = packed(text);
  EXPECT_EQ(unpack_zstd_head(whole, 100), text.substr(0, 100));
  const std::string head = unpack_zstd_head(std::string_view(whole).substr(0, whole.size() / 2), text.size());
  EXPECT_EQ(head, text.substr(0, head.size()));
  EXPECT_GT(head.size(), 100'000U);
}

}  // namespace
}  // namespace c360::ingest
