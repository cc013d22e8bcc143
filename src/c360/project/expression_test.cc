#include "c360/project/expression.h"

#include <gmock/gmock.h>

#include <random>

#include "c360/project/evaluate.h"
#include "c360/project/expression_functions.h"

namespace c360::project {
namespace {

using ::testing::HasSubstr;

Expression parsed_expression(const std::string& text) {
  Problems problems;
  Expression expression = parse_expression(text, {"pipelines/p.yaml", 3, 10}, problems);
  problems.throw_if_any();
  return expression;
}

/// The first mistake in a text.
Error first_mistake(const std::string& text) {
  try {
    parsed_expression(text);
  } catch (const ProjectErrors& errors) {
    return errors.errors().front();
  }
  return Error(ErrorCode::kInternal, "no mistake");
}

/// What an expression gives where item is an object, and the activity 'List' has an output.
JsonValue given_item(const std::string& text) {
  Surroundings surroundings;
  surroundings.now = parse_utc("2024-05-31T08:15:00Z");
  surroundings.reference = [](const std::string& name) -> JsonValue {
    if (name == "item") return JsonValue::parse(R"({"folder": "silver/Orders", "rows": [1, 2, 3], "a b": null})");
    return JsonValue::object();
  };
  surroundings.of_activity = [](const std::string& function, const std::string& name) -> JsonValue {
    return {{"function", function}, {"name", name}};
  };
  return evaluate(parsed_expression(text), surroundings);
}

TEST(ExpressionTest, ReadsReferencesAndWhatIsInThem) {
  EXPECT_EQ(given_item("item.folder"), "silver/Orders");
  EXPECT_EQ(given_item("item.rows[2]"), 3);
  EXPECT_EQ(given_item("item['a b']"), nullptr);
  EXPECT_EQ(given_item("item?.colour"), nullptr);
  EXPECT_EQ(given_item("activity('List').name"), "List");
  EXPECT_EQ(given_item("error('List').function"), "error");
}

struct FunctionCase {
  const char* text;
  JsonValue value;
};

class FunctionTest : public ::testing::TestWithParam<FunctionCase> {};

TEST_P(FunctionTest, Gives) {
  EXPECT_EQ(given_item(GetParam().text), GetParam().value) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, FunctionTest,
    ::testing::Values(
        FunctionCase{"equals(1, 1)", true}, FunctionCase{"equals('a', 'A')", false},
        FunctionCase{"equals(1, '1')", false}, FunctionCase{"not(false)", true},
        FunctionCase{"and(true, true, false)", false}, FunctionCase{"or(false, true)", true},
        FunctionCase{"greater(2, 1)", true}, FunctionCase{"greater('a', 'b')", false},
        FunctionCase{"greater_or_equals(2, 2)", true}, FunctionCase{"less(1.5, 2)", true},
        FunctionCase{"less_or_equals(3, 2)", false}, FunctionCase{"if(true, 'a', item.nothing)", "a"},
        FunctionCase{"empty('')", true}, FunctionCase{"empty(create_array())", true}, FunctionCase{"empty(0)", false},
        FunctionCase{"coalesce(null, 'x')", "x"}, FunctionCase{"concat('a', 1, true, null)", "a1true"},
        FunctionCase{"concat(create_array(1), create_array(2))", JsonValue::array({1, 2})},
        FunctionCase{"length('äß')", 2}, FunctionCase{"length(item.rows)", 3},
        FunctionCase{"contains('abc', 'b')", true}, FunctionCase{"contains(item.rows, 4)", false},
        FunctionCase{"contains(item, 'folder')", true}, FunctionCase{"replace('aXbX', 'X', '--')", "a--b--"},
        FunctionCase{"split('a/b', '/')", JsonValue::array({"a", "b"})},
        FunctionCase{"join(split('a/b', '/'), '-')", "a-b"}, FunctionCase{"starts_with('abc', 'ab')", true},
        FunctionCase{"ends_with('abc', 'ab')", false}, FunctionCase{"index_of('äb', 'b')", 1},
        FunctionCase{"index_of('a', 'b')", -1}, FunctionCase{"substring('häuser', 1, 2)", "äu"},
        FunctionCase{"substring('abc', 1)", "bc"}, FunctionCase{"to_lower('ABc')", "abc"},
        FunctionCase{"to_upper('abc')", "ABC"}, FunctionCase{"trim('  a ')", "a"}, FunctionCase{"first(item.rows)", 1},
        FunctionCase{"last(create_array())", nullptr}, FunctionCase{"skip(item.rows, 2)", JsonValue::array({3})},
        FunctionCase{"take(item.rows, 99)", JsonValue::array({1, 2, 3})},
        FunctionCase{"range(2, 3)", JsonValue::array({2, 3, 4})}, FunctionCase{"add(1, 2)", 3},
        FunctionCase{"sub(1, 2)", -1}, FunctionCase{"mul(3, 4)", 12}, FunctionCase{"div(7, 2)", 3},
        FunctionCase{"mod(7, 2)", 1}, FunctionCase{"add(0.5, 1)", 1.5}, FunctionCase{"int('42')", 42},
        FunctionCase{"text(42)", "42"}, FunctionCase{"json('[1]')[0]", 1},
        FunctionCase{"utc_now()", "2024-05-31T08:15:00.000000Z"},
        FunctionCase{"format_time(utc_now(), '%Y-%m')", "2024-05"},
        FunctionCase{"add_seconds('2024-05-31', 60)", "2024-05-31T00:01:00.000000Z"}));

class RefusedCallTest : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(RefusedCallTest, SaysWhatIsWrongAndWhere) {
  try {
    given_item(GetParam().first);
    ADD_FAILURE() << GetParam().first;
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), HasSubstr(GetParam().second));
    EXPECT_EQ(error.where().line, 3);
    EXPECT_GE(error.where().column, 10);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedCallTest,
    ::testing::Values(std::pair{"greater('a', 1)", "two numbers or two texts, not a number"},
                      std::pair{"not('true')", "true or false, not a text"},
                      std::pair{"item.foldr", "has no key 'foldr'"},
                      std::pair{"item.rows[3]", "has 3 entries and no entry 3"},
                      std::pair{"item.folder.name", "is a text and has no key"},
                      std::pair{"int('4x')", "no whole number"}, std::pair{"div(1, 0)", "no number"},
                      std::pair{"add(9223372036854775807, 1)", "no number"}, std::pair{"json('{')", "no JSON"},
                      std::pair{"range(0, 1000000)", "at most 100000"}, std::pair{"first('abc')", "a list, not a text"},
                      std::pair{"format_time('yesterday', '%Y')", "not a time"}));

class ExpressionMistakeTest : public ::testing::TestWithParam<std::tuple<const char*, const char*, int>> {};

TEST_P(ExpressionMistakeTest, IsFoundWithItsColumn) {
  const auto& [text, words, column] = GetParam();
  const Error error = first_mistake(text);
  EXPECT_THAT(error.what(), HasSubstr(words)) << text;
  EXPECT_EQ(error.where().column, column) << text;
}

INSTANTIATE_TEST_SUITE_P(
    All, ExpressionMistakeTest,
    ::testing::Values(std::tuple{"", "a value is missing", 10}, std::tuple{"itm.folder", "did you mean 'item'", 10},
                      std::tuple{"concat('a', lenght('b'))", "did you mean 'length'", 22},
                      std::tuple{"equals(1)", "takes 2 arguments, not 1", 10},
                      std::tuple{"item.folder == 'x'", "'== 'x'' cannot stand here", 22},
                      std::tuple{"'open", "a text has no end", 15}, std::tuple{"\"a\"", "single quotes", 10},
                      std::tuple{"@item()", "leave the @ out", 10}, std::tuple{"item.", "a key's name is missing", 15},
                      std::tuple{"item[1", "ends before its ']'", 16},
                      std::tuple{"1.2.3", "a key's name is missing", 14}, std::tuple{"-x", "no number", 10},
                      std::tuple{"activity(item.name)", "an activity's name, in quotes", 10},
                      std::tuple{"length", "called with brackets", 10}));

TEST(ExpressionTest, IsNotNestedWithoutEnd) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "not(";
  EXPECT_THAT(first_mistake(deep).message(), HasSubstr("nested more than 50"));
}

/// Expressions of all kinds, made by chance.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::string text(int depth) {
    switch (depth <= 0 ? random_() % 4 : random_() % 8) {
      case 0:
        return "item";
      case 1:
        return std::to_string(static_cast<int>(random_() % 2000) - 1000);
      case 2:
        return random_() % 2 == 0 ? "'it''s } here'" : "''";
      case 3:
        return random_() % 2 == 0 ? "null" : "true";
      case 4:
        return "item." + std::string(random_() % 2 == 0 ? "rows" : "x_1");
      case 5:
        return "item[" + text(depth - 1) + "]";
      case 6:
        return "if(" + text(depth - 1) + ",  " + text(depth - 1) + "," + text(depth - 1) + " )";
      default:
        return "concat( " + text(depth - 1) + ", " + text(depth - 2) + ")?.key";
    }
  }

 private:
  std::mt19937 random_;
};

TEST(ExpressionTest, PrintedAndParsedAgainIsTheSame) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    const std::string written = Maker(seed).text(5);
    const std::string once = to_text(parsed_expression(written));
    EXPECT_EQ(to_text(parsed_expression(once)), once) << written;
  }
}

TEST(ExpressionTest, WhateverIsWrittenIsReadOrRefused) {
  std::mt19937 random(7);
  const std::string letters = "item.'(),[]${}?0-1abe \"\n";
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t n = random() % 12; n > 0; --n) text += letters[random() % letters.size()];
    Problems problems;
    const Expression expression = parse_expression(text, {"f", 1, 1}, problems);
    if (!problems.empty()) continue;
    EXPECT_EQ(to_text(parsed_expression(to_text(expression))), to_text(expression)) << text;
  }
}

TEST(ExpressionTest, EveryFunctionTellsHowItIsCalled) {
  for (const ExpressionFunction& function : expression_functions()) {
    EXPECT_TRUE(function.usage.starts_with(function.name + "(")) << function.name;
    EXPECT_EQ(find_function(function.name), &function);
  }
}

}  // namespace
}  // namespace c360::project
