#include "c360/engine/values/text_cleaner.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::values {
namespace {

using Kind = CleanStep::Kind;

CleanStep step(Kind kind) {
  return {kind, {}, {}, {}};
}
CleanStep replace(std::string pattern, std::string by) {
  return {Kind::kReplace, std::move(pattern), std::move(by), {}};
}

const std::vector<std::string> kNullTokens = {"", "NA", "n/a", "null", "not available"};

std::string clean(std::string_view raw, const std::vector<CleanStep>& steps = {},
                  const std::vector<std::string>& null_tokens = kNullTokens) {
  CleaningBuffers buffers;
  const std::optional<std::string_view> text = TextCleaner(null_tokens, steps).clean(raw, buffers);
  return text ? std::string(*text) : "NULL";
}

TEST(TextCleaner, NullTokensAreFoundInAnyCaseAndWithWhiteSpaceAround) {
  for (const std::string_view raw : {"", " ", "\t\u00A0", "NA", "na", "Na", " n/A ", "NULL", "nuLL", "Not Available"}) {
    EXPECT_EQ(clean(raw), "NULL") << raw;
  }
  for (const std::string_view raw : {"NAN", "n.a.", "nul", "none", "N A", "not  available"}) EXPECT_EQ(clean(raw), raw);
}

TEST(TextCleaner, NullTokensBeyondAsciiIgnoreCaseToo) {
  EXPECT_EQ(clean("UNGÜLTIG", {}, {"ungültig"}), "NULL");
  EXPECT_EQ(clean("Straße", {}, {"STRASSE"}), "NULL");
  EXPECT_EQ(clean("ungultig", {}, {"ungültig"}), "ungultig");
}

TEST(TextCleaner, AnEmptyTextIsAValueWhereNoTokenSaysOtherwise) {
  EXPECT_EQ(clean("  ", {}, {"NA"}), "");
  EXPECT_EQ(clean("x", {}, {}), "x");
}

TEST(TextCleaner, StepsWorkInTheirOrder) {
  EXPECT_EQ(clean("  home   &\tKITCHEN ", {step(Kind::kSqueeze), step(Kind::kTitle)}), "Home & Kitchen");
  EXPECT_EQ(clean("Ab", {step(Kind::kUpper), step(Kind::kLower)}), "ab");
  EXPECT_EQ(clean("Ab", {step(Kind::kLower), step(Kind::kUpper)}), "AB");
  EXPECT_EQ(clean("Nr. 12-34", {step(Kind::kDigits)}), "1234");
  EXPECT_EQ(clean("+49 30 1234567", {step(Kind::kPhone)}), "+49301234567");
  EXPECT_EQ(clean("JOHN @X.org", {step(Kind::kEmail)}), "john@x.org");
}

TEST(TextCleaner, AValueThatTheStepsEmptyIsNull) {
  EXPECT_EQ(clean("none", {step(Kind::kDigits)}), "NULL");
  EXPECT_EQ(clean("xxx", {replace("x", " ")}), "NULL");
  CleanStep to_nothing{Kind::kMap, {}, {}, {{"-", ""}}};
  EXPECT_EQ(clean("-", {to_nothing}), "NULL");
}

TEST(TextCleaner, ReplaceChangesEveryMatchAndKnowsGroups) {
  EXPECT_EQ(clean("a-b-c", {replace("-", "")}), "abc");
  EXPECT_EQ(clean("12 EUR", {replace("EUR", "")}), "12");
  EXPECT_EQ(clean("Doe, John", {replace("(\\w+), (\\w+)", "\\2 \\1")}), "John Doe");
}

TEST(TextCleaner, MapChangesWholeValuesOnly) {
  CleanStep map{Kind::kMap, {}, {}, {{"f", "Female"}, {"m", "Male"}}};
  EXPECT_EQ(clean("F", {step(Kind::kLower), map}), "Female");
  EXPECT_EQ(clean("fm", {step(Kind::kLower), map}), "fm");
  EXPECT_EQ(clean("F", {map}), "F");
}

TEST(TextCleaner, OneCleanerGivesTheSameWhateverItsBuffersHeldBefore) {
  const TextCleaner cleaner(kNullTokens, {step(Kind::kSqueeze), step(Kind::kTitle)});
  CleaningBuffers buffers;
  EXPECT_EQ(cleaner.clean(" a long  text of   many words ", buffers), "A Long Text Of Many Words");
  EXPECT_EQ(cleaner.clean("na", buffers), std::nullopt);
  EXPECT_EQ(cleaner.clean("b", buffers), "B");
}

TEST(TextCleaner, PatternsThatAreNoneAreRefused) {
  EXPECT_THROW(clean("a", {replace("(", "")}), Error);
  EXPECT_THROW(clean("a", {replace("a", "\\1")}), Error);
}

}  // namespace
}  // namespace c360::values
