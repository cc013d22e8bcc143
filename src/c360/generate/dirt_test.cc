#include "c360/generate/dirt.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "c360/generate/calendar.h"

namespace c360::generate {
namespace {

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// Without blanks, tabs, line ends and no-break spaces.
std::string bare(std::string text) {
  for (std::size_t at; (at = text.find("\xc2\xa0")) != std::string::npos;) text.erase(at, 2);
  std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\n'; });
  return text;
}

TEST(Dirt, NullTokensMeanNothingOnceTrimmedWhateverTheirCase) {
  Random random(1, 1, 1);
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    std::string token;
    dirt::append_null_token(random, token);
    seen.insert(token);
    const std::string meant = lower(bare(token));
    EXPECT_TRUE(meant.empty() || meant == "na" || meant == "n/a" || meant == "null") << token;
  }
  EXPECT_GE(seen.size(), 10U);
}

TEST(Dirt, PaddingAndStretchingAddWhiteSpaceAlone) {
  Random random(1, 1, 2);
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    std::string text = "Home Garden";
    dirt::stretch(random, text);
    dirt::pad(random, text);
    EXPECT_EQ(bare(text), "HomeGarden");
    EXPECT_GT(text.size(), std::string_view("Home Garden").size());
    seen.insert(text);
  }
  EXPECT_TRUE(std::any_of(seen.begin(), seen.end(), [](const auto& t) { return t.find('\t') != t.npos; }));
  EXPECT_TRUE(std::any_of(seen.begin(), seen.end(), [](const auto& t) { return t.find("\xc2\xa0") != t.npos; }));
}

TEST(Dirt, AnotherCaseIsStillTheSameWord) {
  Random random(1, 1, 3);
  std::set<std::string> seen;
  for (int i = 0; i < 50; ++i) {
    std::string text = "Cash On Delivery";
    dirt::change_case(random, text);
    EXPECT_EQ(lower(text), "cash on delivery");
    seen.insert(text);
  }
  EXPECT_GT(seen.size(), 10U);
}

TEST(Dirt, DatesComeInFiveFormats) {
  Random random(1, 1, 4);
  const char* const kFormats[] = {"2024-05-03", "2024/05/03", "03-05-2024", "20240503"};
  for (std::int64_t format = 0; format < 4; ++format) {
    std::string text;
    dirt::append_date(days_of({2024, 5, 3}), format, random, text);
    EXPECT_EQ(text, kFormats[format]);
  }
  std::string text;
  dirt::append_date(days_of({2024, 5, 3}), 4, random, text);
  EXPECT_TRUE(std::regex_match(text, std::regex("2024-05-03 ([01][0-9]|2[0-3])(:[0-5][0-9]){2}"))) << text;
}

TEST(Dirt, TimesComeInFiveFormats) {
  const char* const kFormats[] = {"2024-05-03 01:02:03", "2024/05/03 01:02:03", "03-05-2024 01:02:03",
                                  "20240503 01:02:03", "2024-05-03T01:02:03"};
  for (std::int64_t format = 0; format < 5; ++format) {
    std::string text;
    dirt::append_time(days_of({2024, 5, 3}) * 86'400 + 3'723, format, text);
    EXPECT_EQ(text, kFormats[format]);
  }
}

TEST(Dirt, UnreadableNumbersAreNoNumbersOfTheirType) {
  Random random(1, 1, 5);
  const std::regex money("[+-]?[0-9]{1,10}([.][0-9]{1,2}0*)?"), whole("[+-]?[0-9]{1,10}"), id("[+-]?[0-9]{1,18}");
  for (int i = 0; i < 500; ++i) {
    std::string amount, count, key;
    dirt::append_unreadable(Kind::kMoney, 1250, random, amount);
    dirt::append_unreadable(Kind::kCount, 12, random, count);
    dirt::append_unreadable(Kind::kId, 12, random, key);
    EXPECT_FALSE(std::regex_match(amount, money)) << amount;
    EXPECT_TRUE(!std::regex_match(count, whole) || count.size() > 10) << count;
    EXPECT_FALSE(std::regex_match(key, id)) << key;
    EXPECT_NE(key.find("12"), std::string::npos) << "a broken key still tells rows apart: " << key;
  }
}

TEST(Dirt, ACommaForAPointAndAThirdDecimalKeepTheDigits) {
  Random random(1, 1, 6);
  std::set<std::string> seen;
  for (int i = 0; i < 500; ++i) {
    std::string amount;
    dirt::append_unreadable(Kind::kMoney, 1250, random, amount);
    seen.insert(amount);
  }
  EXPECT_TRUE(seen.contains("12,50"));
  EXPECT_TRUE(seen.contains("12.505"));
  EXPECT_TRUE(seen.contains("EUR 12"));
  EXPECT_TRUE(seen.contains("1e3"));
}

}  // namespace
}  // namespace c360::generate
