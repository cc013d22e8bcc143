#include "c360/cli/visible_text.h"

#include <gmock/gmock.h>

namespace c360::cli {
namespace {

using ::testing::ElementsAre;

TEST(VisibleTextTest, ShowsControlCharactersInsteadOfObeyingThem) {
  EXPECT_EQ(one_line("a\nb\tc\r\033[31m\a\x7f"), "a\\nb\\tc\\r\\x1b[31m\\x07\\x7f");
  EXPECT_EQ(one_line("\xc2\x9b"), "\\x9b");
  EXPECT_EQ(one_line(std::string("a\0b", 3)), "a\\x00b");
}

TEST(VisibleTextTest, ShowsMarksThatTurnTheWritingRound) {
  EXPECT_EQ(one_line("txt\u202Efdp"), "txt\\u202efdp");
  EXPECT_EQ(one_line("\u2066x"), "\\u2066x");
}

TEST(VisibleTextTest, LeavesLettersOfAllKindsAlone) {
  EXPECT_EQ(one_line("Zoë 東京 😀 \"x\""), "Zoë 東京 😀 \"x\"");
}

TEST(VisibleTextTest, KeepsBytesThatAreNoTextWithinTheLine) {
  EXPECT_EQ(one_line("caf\xe9"), "caf\xe9");
}

TEST(VisibleTextTest, KeepsLineBreaksWhereAsked) {
  EXPECT_EQ(several_lines("a\nb\r"), "a\nb\\r");
}

TEST(VisibleTextTest, MeasuresWhatTheTerminalShows) {
  use_utf8();
  EXPECT_EQ(display_width("abc"), 3u);
  EXPECT_EQ(display_width("Zoë"), 3u);
  EXPECT_EQ(display_width("東京"), 4u);
  EXPECT_EQ(display_width("e\u0301"), 1u);
  EXPECT_EQ(display_width(""), 0u);
}

TEST(VisibleTextTest, CutsAtTheWidthAndSaysSo) {
  use_utf8();
  EXPECT_EQ(cut("abcdef", 6), "abcdef");
  EXPECT_EQ(cut("abcdefg", 6), "abcde…");
  EXPECT_EQ(cut("東京東京", 6), "東京…");
  EXPECT_EQ(cut("abc", 0), "");
}

TEST(VisibleTextTest, WrapsBetweenWords) {
  EXPECT_THAT(wrapped("one two three four", 9), ElementsAre("one two", "three", "four"));
  EXPECT_THAT(wrapped("unbreakable", 3), ElementsAre("unbreakable"));
  EXPECT_THAT(wrapped("", 3), ElementsAre(""));
}

}  // namespace
}  // namespace c360::cli
