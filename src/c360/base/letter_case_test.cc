#include "c360/base/letter_case.h"

#include <gtest/gtest.h>

namespace c360 {
namespace {

TEST(LetterCaseTest, OnlyAsciiLettersChange) {
  EXPECT_EQ(to_lower("AZaz09_-ÄÉ[]@`"), "azaz09_-ÄÉ[]@`");
  EXPECT_EQ(to_lower(""), "");
}

TEST(LetterCaseTest, ComparesWithoutIt) {
  EXPECT_TRUE(equal_ignoring_case("Content-Type", "content-TYPE"));
  EXPECT_FALSE(equal_ignoring_case("Content-Type", "Content-Typ"));
  EXPECT_FALSE(equal_ignoring_case("a", "b"));
}

}  // namespace
}  // namespace c360
