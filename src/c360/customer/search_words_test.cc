#include "c360/customer/search_words.h"

#include <gmock/gmock.h>

#include <functional>
#include <random>

namespace c360::customer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SearchWords, AreRunsOfLettersAndDigitsWithoutCaseAndAccents) {
  EXPECT_THAT(words_of("Zoë  O'Hara-SMITH"), ElementsAre("zoe", "o", "hara", "smith"));
  EXPECT_THAT(words_of("anna.rao134@Example.ORG"), ElementsAre("anna", "rao134", "example", "org"));
  EXPECT_THAT(words_of("Größe\u00a0\u2003Łódź"), ElementsAre("grosse", "lodz"));
  EXPECT_THAT(words_of("張偉 Ωmega"), ElementsAre("張偉", "ωmega"));
  EXPECT_THAT(words_of(" \t'\";--"), IsEmpty());
}

TEST(SearchWords, OfBytesThatAreNoTextAreFoundAsTheyAre) {
  EXPECT_THAT(words_of("a\xff\xfe b"), ElementsAre("a\xff\xfe", "b"));
  EXPECT_EQ(letters_of("\xc3").size(), 1U);
  EXPECT_EQ(bytes_of_letters("äb", 1), 2U);
  EXPECT_EQ(bytes_of_letters("ä", 9), 2U);
}

TEST(SearchWords, ANumberIsItsDigits) {
  EXPECT_EQ(digits_of_phone("+49 (0)171 / 555-12"), "49017155512");
  EXPECT_EQ(digits_of_phone("0049 171"), "49171");
  EXPECT_EQ(digits_of_phone("none"), "");
  EXPECT_THAT(phone_words("123"), ElementsAre("\x01"
                                              "123",
                                              "\x02"
                                              "321"));
  EXPECT_THAT(phone_words(""), IsEmpty());
}

TEST(SearchWords, ForgiveByLength) {
  EXPECT_EQ(allowed_errors("ann"), 0);
  EXPECT_EQ(allowed_errors("anna"), 1);
  EXPECT_EQ(allowed_errors("annabel"), 1);
  EXPECT_EQ(allowed_errors("annabell"), 2);
  EXPECT_EQ(allowed_errors("zöë"), 0);
  EXPECT_EQ(allowed_errors("12345678"), 0);
}

TEST(SearchWords, AreMetExactlyByTheirBeginningOrWithErrors) {
  const auto how = [](const char* asked, const char* word) {
    const auto match = match_word(asked, word);
    return match ? to_string(match->how) + std::to_string(match->errors) : "none";
  };
  EXPECT_EQ(how("anna", "anna"), "exact0");
  EXPECT_EQ(how("ann", "anna"), "prefix0");
  EXPECT_EQ(how("anan", "anna"), "typing_error1");
  EXPECT_EQ(how("anma", "anna"), "typing_error1");
  EXPECT_EQ(how("annna", "anna"), "typing_error1");
  EXPECT_EQ(how("hanna", "anna"), "typing_error1");
  EXPECT_EQ(how("elizabth", "elizabeth"), "typing_error1");
  EXPECT_EQ(how("elziabteh", "elizabeth"), "typing_error2");
  EXPECT_EQ(how("elziabthe", "elizabeth"), "none");
  EXPECT_EQ(how("an", "na"), "none");
  EXPECT_EQ(how("anna", "berta"), "none");
}

/// The definition, without any shortcut.
int errors_by_definition(const std::string& a, const std::string& b) {
  const std::function<int(std::size_t, std::size_t)> least = [&](std::size_t i, std::size_t j) -> int {
    if (i == 0) return static_cast<int>(j);
    if (j == 0) return static_cast<int>(i);
    int best = std::min(least(i - 1, j), least(i, j - 1)) + 1;
    best = std::min(best, least(i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1));
    if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = std::min(best, least(i - 2, j - 2) + 1);
    return best;
  };
  return least(a.size(), b.size());
}

TEST(SearchWords, TypingErrorsAreCountedAsDefined) {
  std::mt19937 random(7);
  const auto word = [&] {
    std::string made(random() % 6, 'a');
    for (char& letter : made) letter = static_cast<char>('a' + random() % 3);
    return made;
  };
  for (int i = 0; i < 400; ++i) {
    const std::string a = word(), b = word();
    const int right = errors_by_definition(a, b);
    for (int most = 0; most <= 2; ++most)
      EXPECT_EQ(typing_errors(a, b, most), right <= most ? std::optional(right) : std::nullopt) << a << " " << b;
  }
}

}  // namespace
}  // namespace c360::customer
