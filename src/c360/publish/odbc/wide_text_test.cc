#include "c360/publish/odbc/wide_text.h"

#include <gmock/gmock.h>

namespace c360::publish::odbc {
namespace {

using ::testing::ElementsAre;

std::string back(const WideText& text) {
  return narrow(text.data(), text.size());
}

TEST(WideTextTest, TextsComeBackAsTheyWere) {
  for (const std::string text : {"", "abc", "größe", "漢字", "😀 x", "\xF4\x8F\xBF\xBF", "\xEF\xBF\xBF", "\xDF\xBF"})
    EXPECT_EQ(back(wide(text)), text);
}

TEST(WideTextTest, CharactersBeyondSixteenBitsAreTwoUnits) {
  EXPECT_THAT(wide("a😀"), ElementsAre(0x61, 0xD83D, 0xDE00));
}

TEST(WideTextTest, WhatIsNoUtf8IsToldAsUnknown) {
  EXPECT_THAT(wide("a\xFFz"), ElementsAre('a', 0xFFFD, 'z'));
  EXPECT_THAT(wide("\xC3"), ElementsAre(0xFFFD)) << "cut off";
  EXPECT_THAT(wide("\xC0\x80"), ElementsAre(0xFFFD, 0xFFFD)) << "longer than need be";
  EXPECT_THAT(wide("\xE0\x80\x80"), ElementsAre(0xFFFD, 0xFFFD, 0xFFFD));
  EXPECT_THAT(wide("\xED\xA0\x80"), ElementsAre(0xFFFD, 0xFFFD, 0xFFFD)) << "a surrogate";
}

TEST(WideTextTest, LoneSurrogatesAreToldAsUnknown) {
  EXPECT_EQ(back({0xD83D}), "\uFFFD");
  EXPECT_EQ(back({0xDE00, 'a'}), "\uFFFDa");
  EXPECT_EQ(back({0xD83D, 'a'}), "\uFFFDa");
}

}  // namespace
}  // namespace c360::publish::odbc
