// JSON that is read, YAML that is written, names and spans.
#include <gmock/gmock.h>

#include "c360/adf/json_text.h"
#include "c360/adf/names.h"
#include "c360/adf/time_span.h"
#include "c360/adf/yaml_text.h"
#include "c360/base/error.h"
#include "c360/project/names.h"
#include "c360/project/yaml_document.h"

namespace c360::adf {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string refusal(const std::string& text) {
  try {
    parse_json(text, "a.json");
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(JsonTextTest, TellsWhereItIsNone) {
  EXPECT_EQ(parse_json("\xEF\xBB\xBF{\"a\": 1}", "a.json")["a"], 1);
  EXPECT_THAT(refusal("{\n  \"a\": hunter2 }"), HasSubstr("a.json:2:8: this is no JSON"));
  EXPECT_THAT(refusal("{\n  \"a\": hunter2 }"), Not(HasSubstr("hunter2")));
  EXPECT_THAT(refusal(""), HasSubstr("this is no JSON"));
  EXPECT_THAT(refusal("\xFF\xFE"), HasSubstr("this is no JSON"));
  EXPECT_THAT(refusal(std::string(3'000'000, '[')), HasSubstr("nested more than 200 deep"));
  EXPECT_THAT(refusal(std::string(kLargestFile + 1, ' ')), HasSubstr("larger than 64 MiB"));
  EXPECT_EQ(refusal("\"" + std::string(300, '[') + "\\\"[\""), "") << "brackets within a text are none";
}

TEST(YamlTextTest, ReadsBackAsItWas) {
  const Json value =
      Json::parse(R"({"a": "plain text", "b": "yes", "c": "12", "d": "# no: comment", "e": "line\nend\t\"x\" \\ ü",
    "f": [], "g": {}, "h": [1, true, null, "x", [2, []], {"i": {"j": "k"}, "l": ""}], "a key: ": "- x", "true": "null", "m": "x "})");
  project::Problems problems;
  const auto node = project::parse_yaml(to_yaml(value), "x.yaml", problems);
  problems.throw_if_any();
  ASSERT_TRUE(node.has_value());
  EXPECT_EQ(node->find("e")->text, "line\nend\t\"x\" \\ ü");
  EXPECT_TRUE(node->find("b")->quoted);
  EXPECT_TRUE(node->find("c")->quoted);
  EXPECT_EQ(node->find("a key: ")->text, "- x");
  EXPECT_EQ(node->find("m")->text, "x ");
  ASSERT_EQ(node->find("h")->items.size(), 6U);
  EXPECT_EQ(node->find("h")->items[5].find("i")->find("j")->text, "k");
  EXPECT_EQ(node->find("f")->kind, project::YamlNode::Kind::kList);
  EXPECT_EQ(node->find("g")->kind, project::YamlNode::Kind::kMap);
}

TEST(YamlTextTest, CommentsStandAboveAndCannotEnd) {
  const Json value = {{"list", Json::array({Json{{kComment, "one\ntwo: three"}, {"name", "x"}}})}};
  EXPECT_EQ(to_yaml(value), "list:\n  # one two: three\n  - name: x\n");
  EXPECT_EQ(comment_lines("a\r\nb\x01"), "# a b\n");
}

TEST(NamesTest, AreLegalAndNeverTheSame) {
  Names names;
  EXPECT_EQ(names.of("silver_to_sql"), "silver_to_sql");
  EXPECT_EQ(names.of("Daily load (EU)"), "Daily_load_EU");
  EXPECT_EQ(names.of("Daily-load-EU"), "Daily_load_EU_2");
  EXPECT_EQ(names.of("daily_LOAD_eu"), "daily_LOAD_eu_3");
  EXPECT_EQ(names.of("Daily load (EU)"), "Daily_load_EU");
  for (const char* odd : {"../../etc/passwd", "", "12", "größe", "a/b", "..", "con\n", "\xF0\x9F\x98\x80"}) {
    const std::string name = names.of(odd);
    EXPECT_FALSE(project::fault_of_table_name(name).has_value()) << odd << " " << name;
  }
  EXPECT_LE(names.of(std::string(5000, 'x')).size(), 100U);
  names.reserve("Taken");
  EXPECT_EQ(names.of("taken"), "taken_2");
}

TEST(TimeSpanTest, IsTheShortestWay) {
  for (const auto& [there, here] : std::vector<std::pair<std::string, std::string>>{{"0.12:00:00", "12h"},
                                                                                    {"7.00:00:00", "7d"},
                                                                                    {"00:01:30", "90s"},
                                                                                    {"00:10:00", "10m"},
                                                                                    {"1.00:00:01", "86401s"},
                                                                                    {"00:00:01.5000000", "1s"},
                                                                                    {"9999.00:00:00", "366d"}})
    EXPECT_EQ(span_of(there), here) << there;
  for (const char* wrong : {"", "12", "a:b:c", "00:00:00", "1:2", "-1:00:00", "@x", "1.2.3:00:00"})
    EXPECT_FALSE(span_of(wrong).has_value()) << wrong;
  EXPECT_FALSE(span_of(7).has_value());
}

}  // namespace
}  // namespace c360::adf
