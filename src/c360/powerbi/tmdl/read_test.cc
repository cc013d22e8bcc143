#include "c360/powerbi/tmdl/read.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace c360::powerbi::tmdl {
namespace {

Document sound(const std::string& text) {
  std::vector<Error> errors;
  Document document = read(text, "a.tmdl", errors);
  for (const Error& error : errors) ADD_FAILURE() << error.what();
  return document;
}

std::vector<std::string> faults(const std::string& text) {
  std::vector<Error> errors;
  read(text, "a.tmdl", errors);
  std::vector<std::string> texts;
  for (const Error& error : errors) texts.emplace_back(error.what());
  return texts;
}

using testing::ElementsAre;

TEST(TmdlRead, TakesWhatMicrosoftShowsAsAnExample) {
  const Document document = sound(
      "/// Sales table\ntable Sales\n\tlineageTag: 1\n\n"
      "\tmeasure 'Sales (LY)' =\n\t\t\tvar ly = 1\n\n\t\t\treturn ly\n\t\tformatString: $ #,##0\n\n"
      "\t\tchangedProperty = FormatString\n\n"
      "\tmeasure Margin = ```\n\t\t\tSUMX (\n\t\t\t    Sales )\n\t\t\t\n\t\t\t```\n\t\tisHidden\n\n"
      "\t\tkpi\n\t\t\ttargetExpression =\n\t\t\t\t[Margin]\n\t\t\t\t  + 1\n\n"
      "\tpartition Sales-1 = m\n\t\tmode: import\n\t\tsource =\n\t\t\t\tlet\n\t\t\t\t    x = 1\n\t\t\t\tin\n\t\t\t\t   "
      " x\n");
  ASSERT_EQ(document.size(), 1U);
  const Object& table = document[0];
  EXPECT_EQ(table.description, "Sales table");
  ASSERT_EQ(table.children.size(), 3U);
  EXPECT_EQ(table.children[0].name, "Sales (LY)");
  EXPECT_EQ(table.children[0].default_value, "var ly = 1\n\nreturn ly");
  EXPECT_EQ(table.children[0].value("formatString"), "$ #,##0");
  EXPECT_EQ(table.children[1].default_value, "SUMX (\n    Sales )\n");
  ASSERT_EQ(table.children[1].children.size(), 1U);
  EXPECT_EQ(table.children[1].children[0].value("targetExpression"), "[Margin]\n  + 1");
  EXPECT_EQ(table.children[2].value("source"), "let\n    x = 1\nin\n    x");
}

TEST(TmdlRead, KnowsTheLineOfEveryObjectAndProperty) {
  const Document document = sound("table A\n\n\tcolumn b = 1\n\t\tisHidden\n");
  EXPECT_EQ(document[0].where.to_string(), "a.tmdl:1");
  EXPECT_EQ(document[0].children[0].where.to_string(), "a.tmdl:3");
  EXPECT_EQ(document[0].children[0].properties[0].where.to_string(), "a.tmdl:4");
}

TEST(TmdlRead, ToldWindowsLineEndsFromText) {
  EXPECT_EQ(sound("table A\r\n\tisHidden\r\n\tlineageTag: 1\r\n")[0].value("lineageTag"), "1");
}

TEST(TmdlRead, GoesOnBehindAMistake) {
  EXPECT_THAT(faults("table A\n  isHidden\n\t\t\tdeep: 1\n\t- no\n\tok: 1\n"),
              ElementsAre("a.tmdl:2: indented by spaces; TMDL is indented by tabs",
                          "a.tmdl:3: indented by 3 tabs where at most 1 can be",
                          "a.tmdl:4: neither an object nor a property: - no"));
}

TEST(TmdlRead, RefusesPropertiesOfNothingAndEmptyValues) {
  EXPECT_THAT(faults("culture: en-US\n"), ElementsAre("a.tmdl:1: 'culture' is a property of no object"));
  EXPECT_THAT(faults("model M\n\tculture:\n"), ElementsAre("a.tmdl:2: 'culture' has no value"));
}

TEST(TmdlRead, RefusesDescriptionsOfNothing) {
  EXPECT_THAT(faults("/// end"), ElementsAre("a.tmdl:2: a description without the object that it describes"));
  EXPECT_THAT(faults("table A\n\t/// no\n\tisHidden\n"),
              ElementsAre("a.tmdl:3: a description above something that is no object"));
}

TEST(TmdlRead, RefusesTextBehindBackticks) {
  EXPECT_THAT(faults("expression a = ``` 1\n\t\t```\n"),
              ElementsAre("a.tmdl:1: something stands behind the opening ```"));
}

TEST(TmdlRead, TakesAnEmptyFileForAnEmptyDocument) {
  EXPECT_TRUE(sound("").empty());
  EXPECT_TRUE(sound("\n\n").empty());
}

}  // namespace
}  // namespace c360::powerbi::tmdl
