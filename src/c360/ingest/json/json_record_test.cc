#include "c360/ingest/json/json_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace c360::ingest {
namespace {

using testing::ElementsAre;

/// The fields of a record as "name=text", null as "name", or why it has none.
std::vector<std::string> fields_of(const std::string& record, bool flatten = false) {
  JsonRecordParser parser(flatten);
  const Judgement judgement = parser.parse(record, 0);
  if (judgement.fault != RecordFault::kNone) return {describe_fault(judgement, 0, Encoding::kUtf8)};
  std::vector<std::string> all;
  for (const JsonField& field : parser.fields()) {
    all.push_back(std::string(field.name) + (field.null ? "" : "=" + std::string(field.text)));
  }
  return all;
}

std::string one(const std::string& value) {
  const std::vector<std::string> fields = fields_of(R"({"a":)" + value + "}");
  return fields.size() == 1 ? fields.front() : "not one field";
}

TEST(JsonRecord, keeps_the_text_of_numbers) {
  for (const char* number : {"0", "-0", "12", "12.50", "1e3", "1E+03", "-0.10", "123456789012345678901234567890",
                             "0.1000000000000000000000000000000001", "1e400"}) {
    EXPECT_EQ(one(number), std::string("a=") + number);
  }
}

TEST(JsonRecord, takes_only_what_json_calls_a_number) {
  for (const char* number : {"01", "+1", ".5", "5.", "1e", "0x10", "1_000", "NaN", "Infinity", "-", "--1", "1.2.3"}) {
    EXPECT_THAT(one(number), testing::StartsWith("no JSON: ")) << number;
  }
}

TEST(JsonRecord, tells_texts_words_and_null_apart) {
  EXPECT_THAT(fields_of(R"({"a":"x","b":true,"c":false,"d":null,"e":"","f":"null"})"),
              ElementsAre("a=x", "b=true", "c=false", "d", "e=", "f=null"));
  for (const char* word : {"tru", "True", "nul", "none", "truee"}) {
    EXPECT_THAT(one(word), testing::StartsWith("no JSON: ")) << word;
  }
}

TEST(JsonRecord, reads_escapes) {
  EXPECT_EQ(one(R"("a\"b\\c\/d\b\f\n\r\t")"), "a=a\"b\\c/d\b\f\n\r\t");
  EXPECT_EQ(one(R"("\u00e9\u20ac\ud83d\ude00")"), "a=\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
  EXPECT_THAT(fields_of(R"({"\u0061\"":1})"), ElementsAre("a\"=1"));
}

TEST(JsonRecord, refuses_escapes_that_mean_nothing) {
  for (const char* text : {R"("\x")", R"("\u12")", R"("\ud83d")", R"("\ud83d x")", R"("\ude00")", R"("\ud83d\u0041")",
                           R"({"b":"\ude00"})"}) {
    EXPECT_EQ(one(text), "no JSON: an escape in a text means nothing") << text;
  }
}

TEST(JsonRecord, refuses_what_cannot_be_text) {
  EXPECT_EQ(one("\"caf\xE9\""), "bytes that are no utf-8 text");
  EXPECT_EQ(one("\"\xED\xA0\x80\""), "bytes that are no utf-8 text");
  EXPECT_EQ(one(R"("a\u0000b")"), "a NUL byte");
  EXPECT_EQ(one("\"a\tb\""), "no JSON: a control character stands in a text without an escape");
}

TEST(JsonRecord, writes_nested_values_without_white_space) {
  EXPECT_EQ(one(R"({ "x" : [ 1.0 , "a b" , null , true , { } , [ ] ] , "x" : -0 })"),
            R"(a={"x":[1.0,"a b",null,true,{},[]],"x":-0})");
  EXPECT_EQ(one(R"(["\u00e9\/\"\\\n\u0001\u0000"])"), "a=[\"\xC3\xA9/\\\"\\\\\\n\\u0001\\u0000\"]");
  EXPECT_EQ(one("[]"), "a=[]");
  EXPECT_EQ(one("{}"), "a={}");
}

TEST(JsonRecord, flattens_objects_and_no_arrays) {
  EXPECT_THAT(fields_of(R"({"a":{"b":1,"c":{"d":"x","e":null}},"f":[{"g":1}],"h":{},"i":{"j":{}}})", true),
              ElementsAre("a.b=1", "a.c.d=x", "a.c.e", R"(f=[{"g":1}])", "h={}", "i.j={}"));
  EXPECT_THAT(fields_of(R"({"a":{"b":1},"a.b":2})", true), ElementsAre("the field 'a.b' comes twice"));
}

TEST(JsonRecord, refuses_a_name_that_comes_twice) {
  EXPECT_THAT(fields_of(R"({"a":1,"b":2,"a":1})"), ElementsAre("the field 'a' comes twice"));
  EXPECT_THAT(fields_of(R"({"a":1,"A":2})"), ElementsAre("a=1", "A=2"));
}

TEST(JsonRecord, refuses_what_is_no_object) {
  for (const char* value : {"", "1", "\"a\"", "null", "[1]", "[{}]", "a,b"}) {
    EXPECT_THAT(fields_of(value), ElementsAre("no JSON object")) << value;
  }
  EXPECT_THAT(fields_of("{}"), ElementsAre());
}

TEST(JsonRecord, refuses_broken_structure) {
  for (const char* record : {"{",
                             "{\"a\"}",
                             "{\"a\":}",
                             "{\"a\":1,}",
                             "{,}",
                             "{\"a\" 1}",
                             "{a:1}",
                             "{'a':1}",
                             "{\"a\":1 \"b\":2}",
                             "{\"a\":[1}",
                             "{\"a\":[1,]}",
                             "{\"a\":{\"b\":1]}",
                             "{\"a\":1}}",
                             "{\"a\":1} x",
                             "{\"a\":1}{\"b\":2}",
                             "{\"a\":\"x\"1}",
                             "{\"a\":12\"b\"}",
                             "{\"a\":\"b}",
                             "{\"a\":// no\n1}",
                             "{1:2}",
                             "{\"a\":1]"}) {
    const std::vector<std::string> told = fields_of(record);
    ASSERT_EQ(told.size(), 1U) << record;
    EXPECT_THAT(told.front(), testing::StartsWith("no JSON: ")) << record;
  }
}

TEST(JsonRecord, bounds_the_depth) {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  EXPECT_EQ(one(nested(499)), "a=" + nested(499));
  EXPECT_EQ(one(nested(500)), "values nested deeper than 500 levels");
  EXPECT_EQ(one(nested(1'000'000)), "values nested deeper than 500 levels");
  std::string objects;
  for (int level = 0; level < 100'000; ++level) objects += R"({"a":)";
  EXPECT_THAT(fields_of(objects, true).front(),
              testing::AnyOf(testing::HasSubstr("no JSON"), testing::HasSubstr("500")));
}

TEST(JsonRecord, reads_in_place_and_from_a_copy_alike) {
  const std::string record = R"({"a":"plain text that is long","b":12.50,"c":"esc\n"})";
  const std::string text = record + std::string(64, '9');
  JsonRecordParser parser(false);
  for (const std::size_t behind : {std::size_t{0}, std::size_t{63}, std::size_t{64}}) {
    const std::string_view view = std::string_view(text).substr(0, record.size());
    ASSERT_EQ(parser.parse(view, behind).fault, RecordFault::kNone);
    EXPECT_EQ(parser.fields()[0].text, "plain text that is long");
    EXPECT_EQ(parser.fields()[0].text.data(), text.data() + 6) << "a text without escapes is not copied";
    EXPECT_TRUE(parser.fields()[0].stable);
    EXPECT_EQ(parser.fields()[1].text, "12.50");
    EXPECT_FALSE(parser.fields()[2].stable);
  }
}

TEST(JsonRecord, tells_whether_the_names_are_those_of_the_record_before) {
  JsonRecordParser parser(false);
  const auto same = [&](const char* record) {
    return parser.parse(record, 0).fault == RecordFault::kNone && parser.same_names();
  };
  EXPECT_FALSE(same(R"({"a":1,"b":2})"));
  EXPECT_TRUE(same(R"({"a":3,"b":null})"));
  EXPECT_FALSE(same(R"({"b":1,"a":2})"));
  EXPECT_FALSE(same(R"({"a":1)"));
  EXPECT_FALSE(same(R"({"b":1,"a":2})"));
}

}  // namespace
}  // namespace c360::ingest
