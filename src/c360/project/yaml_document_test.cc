#include "c360/project/yaml_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace c360::project {
namespace {

std::string place_of(const Location& where) {
  return where.to_string();
}

/// The tree of a text that has no mistakes.
YamlNode parsed(const std::string& text) {
  Problems problems;
  const std::optional<YamlNode> node = parse_yaml(text, "f.yaml", problems);
  EXPECT_TRUE(problems.empty());
  return node.value_or(YamlNode{});
}

std::string mistakes_in(const std::string& text) {
  Problems problems;
  parse_yaml(text, "f.yaml", problems);
  try {
    problems.throw_if_any();
  } catch (const ProjectErrors& errors) {
    return errors.what();
  }
  return "none";
}

TEST(YamlDocument, EveryNodeKnowsItsPlace) {
  const YamlNode root = parsed("a: 1\nb:\n  - x\n  - { c: y }\n");
  EXPECT_EQ(place_of(root.where), "f.yaml:1:1");
  EXPECT_EQ(place_of(root.find("a")->where), "f.yaml:1:4");
  EXPECT_EQ(place_of(root.find("b")->items[0].where), "f.yaml:3:5");
  EXPECT_EQ(place_of(root.find("b")->items[1].find("c")->where), "f.yaml:4:10");
}

TEST(YamlDocument, APathLeadsToTheLastNodeThatIsThere) {
  const YamlNode root = parsed("columns:\n  id: { type: bigint }\n");
  EXPECT_EQ(place_of(root.place({"columns", "id", "type"})), "f.yaml:2:15");
  EXPECT_EQ(place_of(root.place({"columns", "id", "min"})), "f.yaml:2:7");
  EXPECT_EQ(place_of(root.place({"checks"})), "f.yaml:1:1");
}

TEST(YamlDocument, AnAbsentValueIsPlacedAtItsKey) {
  const YamlNode root = parsed("a:\nb: 1\n");
  EXPECT_EQ(root.find("a")->kind, YamlNode::Kind::kNothing);
  EXPECT_EQ(place_of(root.find("a")->where), "f.yaml:1:1");
}

TEST(YamlDocument, TheWordsForNullKeepTheirText) {
  const YamlNode root = parsed("[null, ~, NULL, \"null\", 'x']");
  ASSERT_EQ(root.items.size(), 5U);
  EXPECT_EQ(root.items[0].text, "null");
  EXPECT_EQ(root.items[1].text, "~");
  EXPECT_EQ(root.items[2].text, "NULL");
  EXPECT_EQ(root.items[3].kind, YamlNode::Kind::kScalar);
  EXPECT_TRUE(root.items[3].quoted);
}

TEST(YamlDocument, NothingAtAllIsANode) {
  EXPECT_EQ(parsed("").kind, YamlNode::Kind::kNothing);
  EXPECT_EQ(parsed("# only a comment\n").kind, YamlNode::Kind::kNothing);
}

TEST(YamlDocument, TabsAreFineInValuesAndComments) {
  EXPECT_EQ(parsed("a: \"x\ty\"\n\t# comment\n").find("a")->text, "x\ty");
}

TEST(YamlDocument, WhatTheFilesDoNotUseIsRefusedWithItsPlace) {
  EXPECT_THAT(mistakes_in("a: 1\na: 2\n"), testing::HasSubstr("f.yaml:2:1: the key 'a' is given twice"));
  EXPECT_THAT(mistakes_in("a: &x 1\n"), testing::HasSubstr("f.yaml:1:4: an anchor"));
  EXPECT_THAT(mistakes_in("a: !mine 1\n"), testing::HasSubstr("a tag (!mine)"));
  EXPECT_THAT(mistakes_in("? [a, b]\n: 1\n"), testing::HasSubstr("a key must be a name, not a list"));
  EXPECT_THAT(mistakes_in("a: 1\n---\nb: 1\n"), testing::HasSubstr("f.yaml:2:1: a second YAML document"));
}

TEST(YamlDocument, SyntaxErrorsHaveAPlace) {
  EXPECT_THAT(mistakes_in("a: 1\nb: [1, 2\nc: 3\n"), testing::HasSubstr("f.yaml:3:"));
  EXPECT_THAT(mistakes_in("a: b: c\n"), testing::StartsWith("f.yaml:1:"));
  EXPECT_THAT(mistakes_in(std::string(5000, '[')), testing::HasSubstr("not valid YAML"));
}

TEST(YamlDocument, LongValuesAreCutInMessagesBetweenCharacters) {
  const std::string shown = YamlNode::scalar(std::string(59, 'a') + "ééé", {}).described();
  EXPECT_EQ(shown, "'" + std::string(59, 'a') + "…'");
}

}  // namespace
}  // namespace c360::project
