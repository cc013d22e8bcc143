#include "c360/engine/values/unicode_text.h"

#include <gtest/gtest.h>

#include <array>

namespace c360::values {
namespace {

using Append = void (*)(std::string_view, std::string&);

std::string changed(Append append, std::string_view text) {
  std::string out = "kept ";
  append(text, out);
  EXPECT_EQ(out.substr(0, 5), "kept ");
  return out.substr(5);
}

TEST(UnicodeText, CharactersAreCodePoints) {
  EXPECT_EQ(count_characters(""), 0U);
  EXPECT_EQ(count_characters("abc"), 3U);
  EXPECT_EQ(count_characters("Müller"), 6U);
  EXPECT_EQ(count_characters("e\u0301"), 2U);
  EXPECT_EQ(count_characters("\xF0\x9F\x98\x80!"), 2U);
  EXPECT_EQ(count_characters("a\xFF\xC3"), 3U);
}

TEST(UnicodeText, EveryWhiteSpaceCharacterIsTrimmedAtBothEnds) {
  const std::array<std::string_view, 25> spaces = {"\t",     "\n",     "\v",     "\f",     "\r",     " ",      "\u0085",
                                                   "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
                                                   "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u2028",
                                                   "\u2029", "\u202F", "\u205F", "\u3000"};
  for (const std::string_view space : spaces) {
    const std::string padded = std::string(space) + "a b" + std::string(space) + std::string(space);
    EXPECT_EQ(trim(padded), "a b") << "white space of " << space.size() << " bytes";
    EXPECT_EQ(trim(space), "");
  }
}

TEST(UnicodeText, CharactersNextToWhiteSpaceInUnicodeAreNotTrimmed) {
  for (const std::string_view text :
       {"\u200B", "\uFEFF", "\u2060", "\u180E", "\u00AD", "é", "à", "…", "\u2010", "　a"}) {
    const std::string_view trimmed = trim(text);
    EXPECT_FALSE(trimmed.empty()) << text;
  }
  EXPECT_EQ(trim("à"), "à");
  EXPECT_EQ(trim("\u00A0à\u00A0"), "à");
}

TEST(UnicodeText, BytesThatAreNoUtf8StayAsTheyAre) {
  EXPECT_EQ(trim(" \x85 "), "\x85");
  EXPECT_EQ(trim(" \xA0 "), "\xA0");
  EXPECT_EQ(trim("\xE2\x80"), "\xE2\x80");
  EXPECT_EQ(changed(append_lower, "A\xFF\xC3"), "a\xFF\xC3");
  EXPECT_EQ(changed(append_title, "a\xFF b\xC3"), "A\xFF B\xC3");
}

TEST(UnicodeText, LettersChangeTheirCaseBeyondAscii) {
  EXPECT_EQ(changed(append_lower, "ÄÖÜ ÇA Ωμέγα ЖЗ"), "äöü ça ωμέγα жз");
  EXPECT_EQ(changed(append_upper, "straße élan"), "STRAẞE ÉLAN");
  EXPECT_EQ(changed(append_lower, "MiXeD 123 _-"), "mixed 123 _-");
  EXPECT_EQ(changed(append_upper, "MiXeD 123 _-"), "MIXED 123 _-");
}

TEST(UnicodeText, TitleRaisesTheFirstCharacterOfEachWordAndLowersTheRest) {
  EXPECT_EQ(changed(append_title, "home & kitchen"), "Home & Kitchen");
  EXPECT_EQ(changed(append_title, "ELECTRONICS"), "Electronics");
  EXPECT_EQ(changed(append_title, "o'neil mc-donald"), "O'neil Mc-donald");
  EXPECT_EQ(changed(append_title, "  two  blanks"), "  Two  Blanks");
  EXPECT_EQ(changed(append_title, "élan ÜBER\u00A0ähnlich"), "Élan Über\u00A0Ähnlich");
  EXPECT_EQ(changed(append_title, "ǆ"), "ǅ");
  EXPECT_EQ(changed(append_title, ""), "");
}

TEST(UnicodeText, SqueezingLeavesOneBlankWhereAnyWhiteSpaceWas) {
  EXPECT_EQ(changed(append_squeezed, "  a \t\u00A0 b\r\nc  "), "a b c");
  EXPECT_EQ(changed(append_squeezed, "ab"), "ab");
  EXPECT_EQ(changed(append_squeezed, " \t "), "");
}

TEST(UnicodeText, FoldingMakesTextsEqualThatDifferInCase) {
  EXPECT_EQ(changed(append_folded, "STRASSE"), changed(append_folded, "straße"));
  EXPECT_EQ(changed(append_folded, "N/A"), "n/a");
  EXPECT_EQ(changed(append_folded, "ÉLAN"), changed(append_folded, "élan"));
}

TEST(UnicodeText, LettersLoseTheirMarks) {
  EXPECT_EQ(changed(append_without_marks, "Übersicht Größe"), "Ubersicht Grosse");
  EXPECT_EQ(changed(append_without_marks, "Żółć, Ærø, naïve"), "Zolc, Aero, naive");
  EXPECT_EQ(changed(append_without_marks, "注文 \xff"), "注文 \xff");
}

TEST(UnicodeText, AsciiIsToldFromTheRestAtEveryPosition) {
  EXPECT_TRUE(is_ascii(""));
  EXPECT_TRUE(is_ascii("exactly8 and more"));
  for (std::size_t at = 0; at < 20; ++at) {
    std::string text(20, 'a');
    text[at] = '\x80';
    EXPECT_FALSE(is_ascii(text)) << at;
  }
}

TEST(UnicodeText, LongTextsAreCutBetweenCharacters) {
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("abcd", 3), "abc…");
  EXPECT_EQ(shortened("aéé", 2), "a…");
}

}  // namespace
}  // namespace c360::values
