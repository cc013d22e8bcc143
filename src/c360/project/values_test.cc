#include "c360/project/values.h"

#include <gtest/gtest.h>

#include "c360/base/machine.h"
#include "c360/project/column_values.h"

namespace c360::project {
namespace {

template <class V>
std::optional<V> value_of(const Value<V>& value, const std::string& written) {
  Problems problems;
  return value.read(YamlNode::scalar(written, {"f", 1, 1}), "'it'", problems);
}

TEST(Values, MemoryIsWrittenInDecimalUnits) {
  EXPECT_EQ(value_of(memory_amount(), "4GB"), 4000000000U);
  EXPECT_EQ(value_of(memory_amount(), "1.5 gb"), 1500000000U);
  EXPECT_EQ(value_of(memory_amount(), "512MB"), 512000000U);
  EXPECT_EQ(value_of(memory_amount(), "2TB"), 2000000000000U);
}

TEST(Values, MemoryCanBeAShareOfTheMachine) {
  EXPECT_EQ(value_of(memory_amount(), "100%"), usable_memory());
  EXPECT_LT(*value_of(memory_amount(), "10%"), usable_memory() / 9);
}

TEST(Values, MemoryThatIsNoneIsRefused) {
  for (const char* written : {"", "4", "GB", "-1GB", "0GB", "0%", "101%", "nanGB", "4 apples", "1e30TB"})
    EXPECT_FALSE(value_of(memory_amount(), written)) << written;
}

TEST(Values, SharesAreNumbersOrPercentages) {
  EXPECT_EQ(value_of(share(), "0.25"), 0.25);
  EXPECT_EQ(value_of(share(), "25%"), 0.25);
  EXPECT_EQ(value_of(share(), "0"), 0.0);
  EXPECT_EQ(value_of(share(), "100 %"), 1.0);
  for (const char* written : {"1.5", "-0.1", "101%", "x", "nan", ""})
    EXPECT_FALSE(value_of(share(), written)) << written;
}

TEST(Values, ACharacterIsOneByteOrAWord) {
  const Value<char> delimiter = character({{"tab", '\t'}});
  EXPECT_EQ(value_of(delimiter, ";"), ';');
  EXPECT_EQ(value_of(delimiter, "tab"), '\t');
  for (const char* written : {"", "||", "é", "\n"}) EXPECT_FALSE(value_of(delimiter, written)) << written;
}

TEST(Values, CommaSeparatedPartsKnowTheirPlaces) {
  const YamlNode list = split_at_commas(YamlNode::scalar("a,  bc ,d", {"f", 3, 10}));
  ASSERT_EQ(list.items.size(), 3U);
  EXPECT_EQ(list.items[1].text, "bc");
  EXPECT_EQ(list.items[1].where.column, 14);
  EXPECT_EQ(list.items[2].text, "d");
}

TEST(Values, TextsThatHoldSecretsAreRefusedWithoutShowingThem) {
  Problems problems;
  const auto value = text("a folder").read(YamlNode::scalar("${env:LAKE}", {"f", 1, 1}), "'lakehouse'", problems);
  EXPECT_FALSE(value);
  EXPECT_TRUE(problems.reported({"f", 1, 1}));
}

TEST(Values, ColumnTypesAreThoseOfContractsOnly) {
  EXPECT_EQ(value_of(column_type(), "Decimal(12, 2)"), sql::Type::decimal(12, 2));
  EXPECT_EQ(value_of(column_type(), "datetime")->kind, sql::TypeKind::kDatetime);
  for (const char* written : {"binary", "tinyint", "float", "decimal", "decimal(0,0)", "decimal(39,1)", ""})
    EXPECT_FALSE(value_of(column_type(), written)) << written;
}

TEST(Values, AReferenceIsAnEntityAndAColumn) {
  EXPECT_EQ(value_of(reference(), "customers.customer_id"), (Reference{"customers", "customer_id"}));
  for (const char* written : {"customers", ".id", "customers.", "a.b.c", ""})
    EXPECT_FALSE(value_of(reference(), written)) << written;
}

TEST(Values, CleanStepsAreWordsOrMaps) {
  EXPECT_EQ(value_of(clean_step(), "squeeze")->kind, CleanStep::Kind::kSqueeze);
  Problems problems;
  const YamlNode replace = parse_yaml("replace: { pattern: '-' }", "f", problems).value_or(YamlNode{});
  const YamlNode map = parse_yaml("map: { m: Male, n: null }", "f", problems).value_or(YamlNode{});
  EXPECT_EQ(clean_step().read(replace, "a step", problems)->pattern, "-");
  EXPECT_EQ(clean_step().read(map, "a step", problems)->values,
            (std::map<std::string, std::string>{{"m", "Male"}, {"n", "null"}}));
  EXPECT_TRUE(problems.empty());
}

}  // namespace
}  // namespace c360::project
