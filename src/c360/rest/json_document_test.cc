#include "c360/rest/json_document.h"

#include <gtest/gtest.h>

namespace c360::rest {
namespace {

Json parsed(const std::string& text) {
  std::string why;
  return parse_json(text, why).value_or("no JSON: " + why);
}

TEST(JsonDocumentTest, NumbersKeepTheirText) {
  const Json json = parsed(R"([1, -2, 0.5, 12.50, 1e3, 123456789012345678901234567890])");
  std::vector<std::string> texts;
  for (const Json& each : json) texts.push_back(text_of(each).value_or("none"));
  EXPECT_EQ(texts, (std::vector<std::string>{"1", "-2", "0.5", "12.50", "1e3", "123456789012345678901234567890"}));
}

TEST(JsonDocumentTest, NestedValuesAreBuiltInTheirOrder) {
  const std::string text = R"({"b":{"x":[{"y":null},[],{}]},"a":"\u00e4\"","c":true})";
  EXPECT_EQ(parsed(text).dump(), R"({"b":{"x":[{"y":null},[],{}]},"a":"ä\"","c":true})");
}

TEST(JsonDocumentTest, WhatIsNoJsonSaysWhere) {
  std::string why;
  for (const char* text : {"", "<html>", "[1, 2", R"({"a": 1} x)", "{\"a\": \"\xff\"}"})
    EXPECT_FALSE(parse_json(text, why)) << text;
  EXPECT_FALSE(parse_json("[1, 2", why));
  EXPECT_EQ(why, "it ends to be JSON at byte 6 of 5");
}

TEST(JsonDocumentTest, DeepNestingNeedsNoStack) {
  std::string why;
  const std::string deep(200'000, '[');
  EXPECT_FALSE(parse_json(deep, why));
  EXPECT_TRUE(parse_json(deep + std::string(200'000, ']'), why));
}

TEST(JsonDocumentTest, PathsLeadToValues) {
  Json json = parsed(R"({"a": {"b": 7}, "list": [1]})");
  EXPECT_EQ(*find(json, "a.b"), 7);
  EXPECT_EQ(find(json, "a.c"), nullptr);
  EXPECT_EQ(find(json, "list.0"), nullptr);
  EXPECT_EQ(find(json, ""), &json);
  put(json, "a.x.y", 1);
  put(json, "list.z", 2);
  EXPECT_EQ(json.dump(), R"({"a":{"b":7,"x":{"y":1}},"list":{"z":2}})");
}

TEST(JsonDocumentTest, TextOfAnyBytesIsUtf8) {
  EXPECT_EQ(as_utf8("Zürich \"7\"\n"), "Zürich \"7\"\n");
  EXPECT_EQ(as_utf8("Z\xFCrich"), "Z\xEF\xBF\xBDrich");
}

TEST(JsonDocumentTest, IsDescribedByItsNames) {
  EXPECT_EQ(described(parsed(R"({"data": 1, "meta": 2})")), "data, meta");
  EXPECT_EQ(described(parsed("[]")), "an array");
  EXPECT_EQ(described(parsed("{}")), "an empty object");
  EXPECT_EQ(described(parsed("null")), "null");
  EXPECT_EQ(described(parsed("5")), "a number");
}

}  // namespace
}  // namespace c360::rest
