#include "c360/project/column_rules.h"

#include <gtest/gtest.h>

namespace c360::project {
namespace {

ColumnSpec column(const char* type) {
  ColumnSpec spec;
  spec.type = sql::Type::parse(type);
  return spec;
}

TEST(ColumnRules, ValuesOfTheTypeAreFine) {
  EXPECT_FALSE(fault_of_value(column("bigint"), "it", "-12"));
  EXPECT_FALSE(fault_of_value(column("decimal(5,2)"), "it", "123.40"));
  EXPECT_FALSE(fault_of_value(column("date"), "it", "2024-02-29"));
  EXPECT_FALSE(fault_of_value(column("boolean"), "it", "true"));
  EXPECT_FALSE(fault_of_value(column("string"), "it", ""));
}

TEST(ColumnRules, TimesMayBeWrittenByTheColumnsFormats) {
  ColumnSpec spec = column("date");
  EXPECT_TRUE(fault_of_value(spec, "it", "31/12/2024"));
  spec.formats = {"%d/%m/%Y"};
  EXPECT_FALSE(fault_of_value(spec, "it", "31/12/2024"));
}

TEST(ColumnRules, TheFaultOfAValueIsASentence) {
  EXPECT_EQ(fault_of_value(column("decimal(5,2)"), "the default", "1.234"),
            "the default '1.234' has more than 2 decimals");
  EXPECT_EQ(fault_of_value(column("bigint"), "'min'", ""), "'min' '' is no bigint");
}

TEST(ColumnRules, ADefaultKeepsTheColumnsOwnRules) {
  ColumnSpec spec = column("bigint");
  spec.min = "1";
  spec.max = "10";
  for (const auto& [text, rule] : {std::pair{"0", "min"}, {"11", "max"}}) {
    spec.default_value = text;
    EXPECT_EQ(rule_broken_by_default(spec), rule);
  }
  spec.default_value = "10";
  EXPECT_EQ(rule_broken_by_default(spec), std::nullopt);
  spec.accepted = {"1", "2"};
  EXPECT_EQ(rule_broken_by_default(spec), "accepted");
}

TEST(ColumnRules, ADefaultMustMatchThePattern) {
  ColumnSpec spec = column("string");
  spec.pattern = "[a-z]+";
  spec.default_value = "NA";
  EXPECT_EQ(rule_broken_by_default(spec), "pattern");
}

TEST(ColumnRules, LengthsAreCountedInCharacters) {
  ColumnSpec spec = column("string");
  spec.default_value = "Größe";
  EXPECT_TRUE(is_within_length(spec, "Größe"));
  spec.max_length = 5;
  EXPECT_EQ(rule_broken_by_default(spec), std::nullopt);
  spec.max_length = 4;
  EXPECT_FALSE(is_within_length(spec, "Größe"));
  EXPECT_EQ(rule_broken_by_default(spec), "max_length");
}

TEST(ColumnRules, ARangeIsEmptyWhenItsEndsAreTheWrongWayRound) {
  ColumnSpec spec = column("date");
  spec.min = "2024-01-02";
  EXPECT_FALSE(is_range_empty(spec));
  spec.max = "2024-01-02";
  EXPECT_FALSE(is_range_empty(spec));
  spec.max = "2024-01-01";
  EXPECT_TRUE(is_range_empty(spec));
}

TEST(ColumnRules, ReplacementsMayOnlyNameGroupsOfTheirPattern) {
  EXPECT_FALSE(fault_of_step({CleanStep::Kind::kReplace, "(a)", "\\1", {}}));
  EXPECT_TRUE(fault_of_step({CleanStep::Kind::kReplace, "a", "\\1", {}}));
  EXPECT_FALSE(fault_of_step({CleanStep::Kind::kTrim, "(", "", {}}));
}

}  // namespace
}  // namespace c360::project
