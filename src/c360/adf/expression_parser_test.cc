#include "c360/adf/expression_parser.h"

#include <gmock/gmock.h>

#include "c360/adf/finding.h"

namespace c360::adf {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string read(const std::string& text) {
  return project::to_text(parse_expression(text));
}

std::string why(const std::string& text) {
  try {
    parse_text(text);
  } catch (const NoCounterpart& missing) {
    return missing.why;
  }
  return {};
}

TEST(ExpressionParserTest, ReadsCallsMembersAndIndexes) {
  EXPECT_EQ(read("item().folder"), "item().folder");
  EXPECT_EQ(read(" activity( 'Get files' ).output.childItems[0]?.name "),
            "activity('Get files').output.childItems[0]?.name");
  EXPECT_EQ(read("concat('it''s', 12, -1.5, true, null)"), "concat('it''s', 12, -1.5, true, null)");
  EXPECT_EQ(read("json('{\"a\": [1]}').a[item()['x']]"), "json('{\"a\": [1]}').a[item()['x']]");
  EXPECT_EQ(read("@item()"), "item()");
}

TEST(ExpressionParserTest, ATextIsOneExpressionOrHoldsThem) {
  EXPECT_TRUE(parse_text("@item()").is_one_expression);
  const TextParts held = parse_text("day=@{item().day}/@{utcNow('yyyy')}.csv");
  EXPECT_FALSE(held.is_one_expression);
  ASSERT_EQ(held.parts.size(), 5U);
  EXPECT_EQ(held.parts[0].value, "day=");
  EXPECT_EQ(project::to_text(held.parts[3]), "utcNow('yyyy')");
  EXPECT_EQ(held.parts[4].value, ".csv");
  EXPECT_FALSE(parse_text("@{item()}").is_one_expression) << "it is a text, whatever the item is";
}

TEST(ExpressionParserTest, TwoAtsAreTheCharacter) {
  EXPECT_EQ(parse_text("@@me").parts[0].value, "@me");
  EXPECT_EQ(parse_text("a@b").parts[0].value, "a@b");
  EXPECT_EQ(parse_text("x@@{y}").parts[0].value, "x@{y}");
  EXPECT_EQ(parse_text("").parts[0].value, "");
  EXPECT_FALSE(has_expression("a@b"));
  EXPECT_TRUE(has_expression("a@{b()}"));
}

TEST(ExpressionParserTest, BracesWithinTextsEndNothing) {
  const TextParts parts = parse_text("@{concat('}', 'a')}!");
  ASSERT_EQ(parts.parts.size(), 2U);
  EXPECT_EQ(parts.parts[1].value, "!");
}

TEST(ExpressionParserTest, WhatIsNoneIsToldByItsPositionAlone) {
  for (const char* wrong : {"@", "@concat(", "@concat('hunter2", "@item().", "@a b", "@item()[", "@item()[0", "@(1)",
                            "@{item()", "@1.2.3", "@--1", "@equals(1,)", "@hunter2", "@'a' 'b'", "@+"}) {
    EXPECT_THAT(why(wrong), HasSubstr("this is no expression: at character ")) << wrong;
    if (std::string(wrong) != "@hunter2") {
      EXPECT_THAT(why(wrong), Not(HasSubstr("hunter2"))) << wrong;
    }
  }
}

TEST(ExpressionParserTest, WhatIsNestedTooDeepIsRefused) {
  std::string text = "@";
  for (int i = 0; i < 100'000; ++i) text += "not(";
  EXPECT_THAT(why(text), HasSubstr("nested more than 50 deep"));
  EXPECT_EQ(why("@" + std::string(100'000, '@')), "") << "two are the character";
}

}  // namespace
}  // namespace c360::adf
