#include "c360/base/hashing.h"

#include <gtest/gtest.h>

#include <set>

namespace c360 {
namespace {

TEST(HashingTest, IsTheXxh3OfTheBytes) {
  EXPECT_EQ(content_hash(""), "99aa06d3014798d86001c324468d497f");
  EXPECT_EQ(content_hash("a"), "a96faf705af16834e6c632b61e964e1f");
  EXPECT_EQ(short_hash(""), 0x2d06800538d394c2U);
  EXPECT_EQ(short_hash("a"), 0xe6c632b61e964e1fU);
}

TEST(HashingTest, IsTheSameHoweverTheBytesCome) {
  std::string bytes;
  for (int i = 0; i < 3000; ++i) bytes += static_cast<char>(i * 7);
  for (const std::size_t piece : {1, 7, 240, 241, 1024, 2999}) {
    ContentHash hash;
    for (std::size_t at = 0; at < bytes.size(); at += piece) hash.update(std::string_view(bytes).substr(at, piece));
    EXPECT_EQ(hash.hex(), content_hash(bytes)) << piece;
  }
}

TEST(HashingTest, TellsWhatItHasSeenSoFarAndGoesOn) {
  ContentHash hash;
  hash.update("ab");
  EXPECT_EQ(hash.hex(), content_hash("ab"));
  hash.update("c");
  EXPECT_EQ(hash.hex(), content_hash("abc"));
}

TEST(HashingTest, DiffersWithEveryByteTheirOrderAndTheirNumber) {
  const std::set<std::string> hashes = {content_hash(""),    content_hash(std::string(1, '\0')),
                                        content_hash("ab"),  content_hash("ba"),
                                        content_hash("ab "), content_hash("aB")};
  EXPECT_EQ(hashes.size(), 6u);
}

TEST(HashingTest, MovesWithItsOwner) {
  ContentHash first;
  first.update("ab");
  ContentHash second = std::move(first);
  second.update("c");
  EXPECT_EQ(second.hex(), content_hash("abc"));
}

}  // namespace
}  // namespace c360
