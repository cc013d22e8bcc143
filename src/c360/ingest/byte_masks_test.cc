#include "c360/ingest/byte_masks.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace c360::ingest {
namespace {

std::uint64_t slow_mask(const std::string& bytes, char wanted) {
  std::uint64_t mask = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] == wanted) mask |= std::uint64_t{1} << at;
  }
  return mask;
}

TEST(ByteMasks, find_every_byte_at_every_place) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(kBlockBytes, 'x');
    for (char& c : bytes) c = static_cast<char>(random() % 4 == 0 ? random() % 256 : 'x');
    for (const char wanted : {'x', '\0', '"', '\n', '\x80', '\xFF', bytes[round % 64U]}) {
      ASSERT_EQ(equal_mask(bytes.data(), wanted), slow_mask(bytes, wanted));
    }
  }
}

TEST(ByteMasks, see_one_byte_outside_ascii_anywhere) {
  for (std::size_t at = 0; at < kBlockBytes; ++at) {
    std::string bytes(kBlockBytes, '\x7F');
    EXPECT_FALSE(any_high_byte(bytes.data()));
    bytes[at] = '\x80';
    EXPECT_TRUE(any_high_byte(bytes.data())) << at;
  }
}

TEST(ByteMasks, find_nothing_beyond_the_end) {
  for (std::size_t size = 0; size < kBlockBytes; ++size) {
    const std::string bytes(size, '\x01');
    const Block block(bytes.data(), bytes.data() + bytes.size());
    EXPECT_EQ(block.equal('\x01'), slow_mask(bytes, '\x01')) << size;
    EXPECT_FALSE(block.any_high());
  }
}

}  // namespace
}  // namespace c360::ingest
