#include "c360/engine/text_cell.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

namespace c360::engine {
namespace {

TEST(TextCellTest, HoldsTextsOfEveryLengthAroundTheInlineLimit) {
  const std::string text = "abcdefghijklmnopqrst";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const auto part = std::string_view(text).substr(0, size);
    EXPECT_EQ(TextCell::of(part).view(), part);
  }
}

TEST(TextCellTest, ShortTextsAreEqualAsBytes) {
  const TextCell a = TextCell::of(std::string("abc"));
  const TextCell b = TextCell::of(std::string("abcd").substr(0, 3));
  EXPECT_EQ(std::memcmp(&a, &b, sizeof a), 0);
}

TEST(TextCellTest, OnlyShortTextsAreCopied) {
  std::string text = "abc";
  const TextCell small = TextCell::of(text);
  text = "a text of more than twelve bytes";
  const TextCell large = TextCell::of(text);
  EXPECT_EQ(small.view(), "abc");
  EXPECT_EQ(large.view().data(), text.data());
}

TEST(TextArenaTest, KeepsManyTextsUntilItIsCleared) {
  TextArena arena;
  std::vector<std::string_view> kept;
  for (int i = 0; i < 20'000; ++i) kept.push_back(arena.keep("text number " + std::to_string(i)));
  for (int i = 0; i < 20'000; ++i) EXPECT_EQ(kept[static_cast<std::size_t>(i)], "text number " + std::to_string(i));
  arena.clear();
  EXPECT_EQ(arena.keep("again"), "again");
}

TEST(TextArenaTest, KeepsATextLargerThanItsBlocks) {
  TextArena arena;
  const std::string large(1'000'000, 'x');
  EXPECT_EQ(arena.keep(large), large);
}

}  // namespace
}  // namespace c360::engine
