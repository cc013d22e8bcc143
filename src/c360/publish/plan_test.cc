#include "c360/publish/plan.h"

#include <gmock/gmock.h>

namespace c360::publish {
namespace {

using ::testing::ElementsAre;

PlannedTable table(const std::string& name, const std::vector<std::string>& targets) {
  PlannedTable planned;
  planned.definition.name = name;
  for (const std::string& target : targets) planned.definition.foreign_keys.push_back({name + target, {}, target, {}});
  return planned;
}

/// "name→target,target" of each.
std::vector<std::string> order_of(std::vector<PlannedTable> tables) {
  std::vector<std::string> texts;
  for (const PlannedTable& planned : parents_first(std::move(tables))) {
    std::string text = planned.definition.name;
    for (const auto& key : planned.definition.foreign_keys) text += ">" + key.target;
    texts.push_back(text);
  }
  return texts;
}

TEST(ParentsFirstTest, ParentsComeBeforeTheirChildren) {
  EXPECT_THAT(order_of({table("payments", {"orders"}), table("orders", {"customers"}), table("customers", {})}),
              ElementsAre("customers", "orders>customers", "payments>orders"));
}

TEST(ParentsFirstTest, TablesWithoutReferencesKeepTheirOrder) {
  EXPECT_THAT(order_of({table("b", {}), table("a", {}), table("c", {"a"})}), ElementsAre("b", "a", "c>a"));
}

TEST(ParentsFirstTest, ATableMayReferToItself) {
  EXPECT_THAT(order_of({table("a", {"a"})}), ElementsAre("a>a"));
}

TEST(ParentsFirstTest, TheReferenceThatClosesACircleIsLeftOut) {
  EXPECT_THAT(order_of({table("a", {"b"}), table("b", {"c"}), table("c", {"a"})}), ElementsAre("c", "b>c", "a>b"));
}

TEST(ContentTest, ReadsWhatItWrites) {
  Content delta;
  delta.table_id = "6f1a-22 b";
  delta.version = 12;
  EXPECT_EQ(Content::parse(delta.to_string()), delta);
  Content rows;
  rows.fingerprint = "abc";
  EXPECT_EQ(Content::parse(rows.to_string()), rows);
}

TEST(SettleKeyTest, AKeyWithNullsIsNoPrimaryKey) {
  sql::TableDefinition definition;
  definition.name = "t";
  definition.columns.resize(2);
  definition.columns[0].name = "k";
  definition.columns[1].name = "v";
  definition.key.columns = {"k"};
  settle_key(definition, false);
  EXPECT_EQ(definition.key.name, "t_pkey");
  EXPECT_TRUE(definition.columns[0].required);
  settle_key(definition, true);
  EXPECT_EQ(definition.key.name, "t_key");
  EXPECT_FALSE(definition.columns[0].required);
  EXPECT_FALSE(definition.columns[1].required);
}

}  // namespace
}  // namespace c360::publish
