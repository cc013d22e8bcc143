#include "c360/project/template.h"

#include <gmock/gmock.h>

#include "c360/project/evaluate.h"

namespace c360::project {
namespace {

using ::testing::HasSubstr;

Template read_value(const std::string& yaml) {
  Problems problems;
  const auto node = parse_yaml(yaml, "pipelines/p.yaml", problems);
  Template value = read_template(node.value(), problems);
  problems.throw_if_any();
  return value;
}

JsonValue worked_out(const std::string& yaml) {
  Surroundings surroundings;
  surroundings.reference = [](const std::string&) -> JsonValue {
    return {{"n", 3}, {"list", {1, 2}}, {"name", "orders"}};
  };
  return evaluate(read_value(yaml), surroundings);
}

TEST(TemplateTest, AWholeExpressionKeepsItsType) {
  EXPECT_EQ(worked_out("${item.n}"), 3);
  EXPECT_EQ(worked_out("${item.list}"), JsonValue::array({1, 2}));
  EXPECT_EQ(worked_out("\"${item.n}\""), 3);
}

TEST(TemplateTest, WithinTextItIsText) {
  EXPECT_EQ(worked_out("data/${item.name}-${item.n}.csv"), "data/orders-3.csv");
  EXPECT_EQ(worked_out("all of ${item.list}"), "all of [1,2]");
}

TEST(TemplateTest, UnquotedScalarsAreWhatTheyLookLike) {
  EXPECT_EQ(worked_out("12"), 12);
  EXPECT_EQ(worked_out("1.5"), 1.5);
  EXPECT_EQ(worked_out("true"), true);
  EXPECT_EQ(worked_out("\"12\""), "12");
  EXPECT_EQ(worked_out("2024-05-31"), "2024-05-31");
  EXPECT_EQ(worked_out("infinity"), "infinity");
  EXPECT_EQ(worked_out("null"), nullptr);
}

TEST(TemplateTest, ListsAndMapsHoldExpressions) {
  EXPECT_EQ(worked_out("[a, \"${item.n}\", { k: \"${item.name}\" }]"),
            JsonValue::parse(R"(["a", 3, {"k": "orders"}])"));
  EXPECT_EQ(constant_of(read_value("[1, { a: b }]")), JsonValue::parse(R"([1, {"a": "b"}])"));
  EXPECT_EQ(constant_of(read_value("[\"${item}\"]")), std::nullopt);
}

TEST(TemplateTest, TwoDollarsAreTheCharactersThemselves) {
  EXPECT_EQ(worked_out("'$${item.n} costs $5'"), "${item.n} costs $5");
}

TEST(TemplateTest, ABraceWithinATextOfAnExpressionEndsNothing) {
  EXPECT_EQ(worked_out("${concat('}', item.n)}"), "}3");
}

TEST(TemplateTest, MistakesAreToldAtTheirColumn) {
  try {
    read_value("data/${itm.n}");
    ADD_FAILURE();
  } catch (const ProjectErrors& errors) {
    EXPECT_EQ(errors.errors()[0].where().to_string(), "pipelines/p.yaml:1:8");
  }
  EXPECT_THROW(read_value("data/${item.n"), ProjectErrors);
}

TEST(TemplateTest, TakesNoSecrets) {
  for (const char* text : {"a ${env:PASSWORD}", "${file:key.txt}"}) {
    try {
      read_value(text);
      ADD_FAILURE() << text;
    } catch (const ProjectErrors& errors) {
      EXPECT_THAT(errors.errors()[0].message(), HasSubstr("a secret cannot stand here"));
    }
  }
}

}  // namespace
}  // namespace c360::project
