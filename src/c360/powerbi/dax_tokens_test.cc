#include "c360/powerbi/dax_tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::powerbi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Kind = DaxToken::Kind;

std::string fault(const std::string& expression) {
  try {
    dax_references(expression);
    return "none";
  } catch (const Error& error) {
    return error.message();
  }
}

TEST(DaxTokens, AreNamesTextsNumbersAndSigns) {
  EXPECT_THAT(dax_tokens("SUM('My table'[a]]b]) <> 1.5 && \"x\"\"y\" -- end"),
              ElementsAre(DaxToken{Kind::kName, "SUM"}, DaxToken{Kind::kSign, "("}, DaxToken{Kind::kTable, "My table"},
                          DaxToken{Kind::kBrackets, "a]b"}, DaxToken{Kind::kSign, ")"}, DaxToken{Kind::kSign, "<>"},
                          DaxToken{Kind::kNumber, "1.5"}, DaxToken{Kind::kSign, "&&"}, DaxToken{Kind::kText, "x\"y"}));
}

TEST(DaxTokens, LeaveCommentsOut) {
  EXPECT_THAT(dax_tokens("/* a\n */ 1 // b\n -- c\n"), ElementsAre(DaxToken{Kind::kNumber, "1"}));
}

TEST(DaxTokens, KeepDotsInFunctionNames) {
  EXPECT_EQ(dax_tokens("PERCENTILE.INC(1)")[0].text, "PERCENTILE.INC");
}

TEST(DaxReferences, AreColumnsTablesMeasuresAndFunctions) {
  const auto found =
      dax_references("CALCULATE([Revenue], 'Orders'[status] == \"a [b]\", ALL('Date'), Orders[day] > 1)");
  EXPECT_THAT(found.columns,
              ElementsAre(DaxReferences::Column{"Orders", "status"}, DaxReferences::Column{"Orders", "day"}));
  EXPECT_THAT(found.measures, ElementsAre("Revenue"));
  EXPECT_THAT(found.tables, ElementsAre("Date"));
  EXPECT_THAT(found.functions, ElementsAre("CALCULATE", "ALL"));
}

TEST(DaxReferences, TakeWordsOfTheLanguageForNoTables) {
  const auto found = dax_references("VAR a = NOT [x] RETURN [y]");
  EXPECT_THAT(found.columns, IsEmpty());
  EXPECT_THAT(found.measures, ElementsAre("x", "y"));
}

TEST(DaxReferences, LeaveOutColumnsThatTheExpressionMakes) {
  EXPECT_THAT(dax_references("MAXX(SELECTCOLUMNS('Orders', \"@value\", 'Orders'[amount]), [@value])").measures,
              IsEmpty());
}

TEST(DaxReferences, RefuseWhatDoesNotFitTogether) {
  EXPECT_EQ(fault("SUM('a'[b]"), "a '(' is not closed");
  EXPECT_EQ(fault("1)"), "a ')' too many");
  EXPECT_EQ(fault("{1)"), "a ')' too many");
  EXPECT_THAT(fault("\"open"), HasSubstr("does not end"));
  EXPECT_THAT(fault("'open"), HasSubstr("does not end"));
  EXPECT_THAT(fault("[open"), HasSubstr("does not end"));
  EXPECT_THAT(fault("/* open"), HasSubstr("does not end"));
  EXPECT_THAT(fault("a ; b"), HasSubstr("no use"));
}

}  // namespace
}  // namespace c360::powerbi
