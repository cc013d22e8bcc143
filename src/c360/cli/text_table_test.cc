#include "c360/cli/text_table.h"

#include <gtest/gtest.h>

#include "c360/cli/testing/captured.h"

namespace c360::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string table(const std::vector<std::string>& header, const Rows& rows, std::size_t width = 0) {
  return testing::captured([&](std::FILE* out) { print_table(out, header, rows, width); });
}

TEST(TextTableTest, AlignsTextsLeftAndNumbersRight) {
  EXPECT_EQ(table({"name", ">rows"}, {{"orders", "7"}, {"x", "1,200"}}),
            "name     rows\n------  -----\norders      7\nx       1,200\n");
}

TEST(TextTableTest, ShowsTheHeaderOfNoRows) {
  EXPECT_EQ(table({"a", ">b"}, {}), "a  b\n-  -\n");
}

TEST(TextTableTest, LeavesNoBlanksAtTheEndOfALine) {
  EXPECT_EQ(table({"a", "b"}, {{"x", ""}, {"", "y"}}), "a  b\n-  -\nx\n   y\n");
}

TEST(TextTableTest, ShowsControlCharacters) {
  EXPECT_EQ(table({"a"}, {{"\033[2J"}}), "a\n-------\n\\x1b[2J\n");
}

TEST(TextTableTest, ShrinksItsGapsBeforeAnythingElse) {
  EXPECT_EQ(table({"aa", "bb", "cc"}, {}, 8), "aa bb cc\n-- -- --\n");
}

TEST(TextTableTest, WrapsTheLastColumnOfANarrowTerminal) {
  EXPECT_EQ(table({"e", "why"}, {{"x", "required(a) 10, required(b) 9, type(c) 8"}}, 32),
            "e why\n- ------------------------------\nx required(a) 10, required(b) 9,\n  type(c) 8\n");
}

TEST(TextTableTest, LeavesOutWhatThereIsNoRoomFor) {
  const Rows rows = {{"orders", "1,000", "2.5 s", "400"}};
  const std::vector<std::string> header = {"entity", ">read", ">?time", ">?rows/s"};
  EXPECT_EQ(table(header, rows), table(header, rows, 28));
  EXPECT_EQ(table(header, rows, 19), "entity  read  time\n------ ----- -----\norders 1,000 2.5 s\n");
  EXPECT_EQ(table(header, rows, 13), "entity   read\n------  -----\norders  1,000\n");
  EXPECT_EQ(table(header, rows, 5), "entity  read\n------ -----\norders 1,000\n");
}

TEST(TextTableTest, RatherWrapsTheLastColumnThanLeavesOneOut) {
  EXPECT_EQ(
      table({"e", "?kind", "why"}, {{"x", "abc", "a text that is longer than there is room"}}, 34),
      "e kind why\n- ---- ---------------------------\nx abc  a text that is longer than\n       there is room\n");
}

TEST(TextTableTest, LetsStandWhatCannotBeMadeToFit) {
  EXPECT_EQ(table({"first", "second"}, {{"12345678", "x"}}, 10), "first    second\n-------- ------\n12345678 x\n");
}

TEST(TextTableTest, WritesMarkdown) {
  TextTable made({"a", "n"}, {false, true});
  made.add({"x", "10"});
  EXPECT_EQ(testing::captured([&](std::FILE* out) { made.print_markdown(out); }),
            "| a |  n |\n| --- | --: |\n| x | 10 |\n");
}

}  // namespace
}  // namespace c360::cli
