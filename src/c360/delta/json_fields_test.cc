#include "c360/delta/json_fields.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"

namespace c360::delta {
namespace {

using nlohmann::json;

TEST(JsonFieldsTest, AbsentAndNullAreTheSame) {
  const json object = {{"null", nullptr}};
  for (const char* key : {"null", "absent"}) {
    EXPECT_EQ(find_field(object, key), nullptr);
    EXPECT_EQ(text_field(object, key), std::nullopt);
    EXPECT_EQ(integer_field(object, key), std::nullopt);
    EXPECT_EQ(flag_field(object, key), std::nullopt);
    EXPECT_EQ(text_list_field(object, key), std::nullopt);
    EXPECT_TRUE(text_map_field(object, key).empty());
    EXPECT_THROW(required_text(object, key), Error);
    EXPECT_THROW(required_integer(object, key), Error);
  }
}

TEST(JsonFieldsTest, NothingIsInWhatIsNoObject) {
  for (const json& value : {json(3), json("text"), json::array({1})}) EXPECT_EQ(find_field(value, "a"), nullptr);
}

TEST(JsonFieldsTest, IntegersMayStandInQuotes) {
  const json object = {{"number", 7}, {"text", "-7"}, {"word", "seven"}, {"half", 7.5}, {"long", "7 "}};
  EXPECT_EQ(integer_field(object, "number"), 7);
  EXPECT_EQ(integer_field(object, "text"), -7);
  for (const char* key : {"word", "half", "long"}) EXPECT_THROW(integer_field(object, key), Error) << key;
}

TEST(JsonFieldsTest, IntegersBeyondSixtyFourBitsAreNone) {
  const json object = json::parse(R"({"most": 9223372036854775807, "more": 9223372036854775808, "text":
      "9223372036854775808", "least": -9223372036854775808, "less": -9223372036854775809})");
  EXPECT_EQ(integer_field(object, "most"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(integer_field(object, "least"), std::numeric_limits<std::int64_t>::min());
  for (const char* key : {"more", "text", "less"}) EXPECT_THROW(integer_field(object, key), Error) << key;
}

TEST(JsonFieldsTest, FlagsMayStandInQuotes) {
  const json object = {{"flag", false}, {"text", "true"}, {"word", "yes"}, {"number", 1}};
  EXPECT_EQ(flag_field(object, "flag"), false);
  EXPECT_EQ(flag_field(object, "text"), true);
  for (const char* key : {"word", "number"}) EXPECT_THROW(flag_field(object, key), Error) << key;
}

TEST(JsonFieldsTest, MapsTakeValuesOfAnyKindAsText) {
  const json object = {{"map", {{"a", "x"}, {"b", 1}, {"c", nullptr}, {"d", {{"e", true}}}}}, {"list", json::array()}};
  EXPECT_EQ(text_map_field(object, "map"),
            (std::map<std::string, std::string>{{"a", "x"}, {"b", "1"}, {"d", R"({"e":true})"}}));
  EXPECT_EQ(nullable_text_map_field(object, "map").at("c"), std::nullopt);
  EXPECT_THROW(text_map_field(object, "list"), Error);
}

TEST(JsonFieldsTest, ListsHoldStringsOnly) {
  const json object = {{"list", {"a", "b"}}, {"mixed", {"a", 1}}, {"text", "a"}};
  EXPECT_EQ(text_list_field(object, "list"), (std::vector<std::string>{"a", "b"}));
  EXPECT_THROW(text_list_field(object, "mixed"), Error);
  EXPECT_THROW(text_list_field(object, "text"), Error);
}

TEST(JsonFieldsTest, BrokenTextIsCorruptUnderItsName) {
  try {
    parse_json("{", "the hint");
    FAIL() << "was read";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCorrupt);
    EXPECT_EQ(error.message(), "the hint is not JSON");
  }
}

TEST(JsonFieldsTest, WritesOneLine) {
  EXPECT_EQ(write_json({{"b", "two\nlines"}, {"a", 1}}), R"({"b":"two\nlines","a":1})");
}

}  // namespace
}  // namespace c360::delta
