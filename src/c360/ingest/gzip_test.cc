#include "c360/ingest/gzip.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/ingest/fixture/packed.h"

namespace c360::ingest {
namespace {

using fixture::gzipped;

std::string unpacked_gzip(std::string_view packed) {
  std::string text;
  unpack_gzip(packed, "f.gz", [&text](std::string_view piece) { text += piece; });
  return text;
}

std::string failure(std::string_view packed) {
  try {
    unpacked_gzip(packed);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kData);
    return error.message();
  }
  return "no failure";
}

/// Text that packing does not make much smaller.
std::string noise(std::size_t size) {
  std::string text;
  std::uint32_t state = 1;
  while (text.size() < size) text += static_cast<char>((state = state * 1'664'525 + 1'013'904'223) >> 24);
  return text;
}

TEST(Gzip, is_known_by_its_first_bytes) {
  EXPECT_TRUE(is_gzip(gzipped("a")));
  EXPECT_TRUE(is_gzip("\x1F\x8B"));
  for (const char* bytes : {"", "\x1F", "id,name\n", "PK"}) EXPECT_FALSE(is_gzip(bytes));
}

TEST(Gzip, gives_the_text_back_whatever_its_size) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{1} << 20, (std::size_t{1} << 20) + 1, std::size_t{3'000'000}}) {
    const std::string text = noise(size);
    EXPECT_TRUE(unpacked_gzip(gzipped(text)) == text) << size;
  }
}

TEST(Gzip, reads_members_one_after_another_and_padding_behind_them) {
  EXPECT_EQ(unpacked_gzip(gzipped("a,b\n") + gzipped("") + gzipped("1,2\n")), "a,b\n1,2\n");
  EXPECT_EQ(unpacked_gzip(gzipped("a") + std::string(512, '\0')), "a");
}

TEST(Gzip, tells_a_file_that_is_cut_anywhere) {
  const std::string packed = gzipped("id,name\n1,a\n2,b\n");
  for (std::size_t size = 2; size < packed.size(); ++size) {
    EXPECT_EQ(failure(packed.substr(0, size)), "the gzip file f.gz is cut off") << size;
  }
  const std::string second = gzipped("first") + packed;
  EXPECT_EQ(failure(second.substr(0, second.size() - 1)), "the gzip file f.gz is cut off");
}

TEST(Gzip, tells_a_file_that_is_damaged) {
  const std::string packed = gzipped(noise(5000));
  for (const std::size_t at : {packed.size() / 2, packed.size() - 8, packed.size() - 1}) {
    std::string damaged = packed;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    EXPECT_TRUE(failure(damaged).starts_with("the gzip file f.gz is ")) << failure(damaged);
  }
}

TEST(Gzip, tells_what_follows_that_is_none) {
  EXPECT_EQ(failure(gzipped("a") + "id,name\n"), "the gzip file f.gz is followed by bytes that are no gzip");
  EXPECT_EQ(failure(gzipped("a") + std::string(3, '\0') + "x"),
            "the gzip file f.gz is followed by bytes that are no gzip");
}

TEST(Gzip, gives_the_beginning_of_what_is_cut) {
  const std::string text = noise(100'000);
  const std::string packed = gzipped(text);
  EXPECT_EQ(unpack_gzip_head(packed, 1000), text.substr(0, 1000));
  const std::string head = unpack_gzip_head(packed.substr(0, packed.size() / 2), 100'000);
  EXPECT_GT(head.size(), 10'000U);
  EXPECT_TRUE(text.starts_with(head));
  EXPECT_EQ(unpack_gzip_head(gzipped("ab"), 1000), "ab");
  EXPECT_EQ(unpack_gzip_head("\x1F\x8Bnonsense", 1000), "");
}

}  // namespace
}  // namespace c360::ingest
