#include "c360/model/lineage_graph.h"

#include <gmock/gmock.h>

namespace c360::model {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Use kCopied{Derivation::kCopied, true, 0};
constexpr Use kSummed{Derivation::kAggregated, true, 0};
constexpr Use kCounted{Derivation::kAggregated, false, 0};
constexpr Use kFiltered{Derivation::kNone, false, kFilters};

class LineageGraphTest : public ::testing::Test {
 protected:
  LineageGraphTest() {
    graph_.add(
        {{"silver", "c"}, TableRole::kSilver, "", {{"name", "Who it is", "name", ""}, {"born", "", "birth", ""}}, ""});
    graph_.add(
        {{"gold", "g"}, TableRole::kModel, "", {{"label", "", "", ""}, {"n", "", "", ""}, {"age", "", "", ""}}, ""});
    graph_.add({{{"silver", "c"}, "name"}, {{"gold", "g"}, "label"}, kCopied});
    graph_.add({{{"silver", "c"}, "name"}, {{"gold", "g"}, "n"}, kCounted});
    graph_.add({{{"silver", "c"}, "born"}, {{"gold", "g"}, "age"}, kSummed});
    graph_.add({{{"silver", "c"}, "name"}, {{"gold", "g"}, "age"}, kFiltered});
    graph_.add({{{"silver", "c"}, "name"}, {{"gold", "g"}, ""}, kFiltered});
  }

  LineageGraph graph_;
};

TEST_F(LineageGraphTest, KeepsPersonalDataPersonalUnlessItIsOnlyCounted) {
  EXPECT_THAT(graph_.pii_of({"gold", "g"}, "label"), ElementsAre("name"));
  EXPECT_THAT(graph_.pii_of({"gold", "g"}, "n"), IsEmpty());
  EXPECT_THAT(graph_.pii_of({"gold", "g"}, "age"), ElementsAre("birth"));
  EXPECT_THAT(graph_.pii_of({"silver", "c"}, "name"), ElementsAre("name"));
  EXPECT_THAT(graph_.pii_of({"gold", "nothing"}, "x"), IsEmpty());
}

TEST_F(LineageGraphTest, LetsCopiesInheritDescriptions) {
  EXPECT_EQ(graph_.description_of({"gold", "g"}, "label"), "Who it is");
  EXPECT_EQ(graph_.description_of({"gold", "g"}, "n"), "");
}

TEST_F(LineageGraphTest, TakesACopysOwnDescriptionFirst) {
  graph_.add({{"gold", "g"}, TableRole::kModel, "", {{"label", "Its own", "", ""}}, ""});
  EXPECT_EQ(graph_.description_of({"gold", "g"}, "label"), "Its own");
}

TEST_F(LineageGraphTest, InheritsNothingWhereSourcesDisagree) {
  graph_.add({{{"silver", "c"}, "born"}, {{"gold", "g"}, "label"}, kCopied});
  EXPECT_EQ(graph_.description_of({"gold", "g"}, "label"), "");
}

TEST_F(LineageGraphTest, GivesNewTablesASchemaOfTheirOwn) {
  EXPECT_EQ(graph_.free_schema("warehouse"), "warehouse");
  EXPECT_EQ(graph_.free_schema("gold"), "gold_");
  graph_.add({{"gold_", "g"}, TableRole::kPublished, "", {}, ""});
  EXPECT_EQ(graph_.free_schema("gold"), "gold__");
}

TEST_F(LineageGraphTest, PublishesCopiesOfWholeTables) {
  graph_.add_copy({{"warehouse", "g"}, TableRole::kPublished, "", {}, ""}, {"gold", "g"});
  EXPECT_THAT(graph_.pii_of({"warehouse", "g"}, "label"), ElementsAre("name"));
  EXPECT_EQ(graph_.description_of({"warehouse", "g"}, "label"), "Who it is");
  EXPECT_THAT(graph_.readers({"gold", "g"}), ElementsAre(lakehouse::TableName{"warehouse", "g"}));
  EXPECT_THAT(graph_.inputs({"warehouse", "g"}), ElementsAre(lakehouse::TableName{"gold", "g"}));
}

TEST_F(LineageGraphTest, FindsEdgesAtBothEnds) {
  EXPECT_EQ(graph_.into({{"gold", "g"}, "age"}).size(), 2u);
  EXPECT_EQ(graph_.into({{"gold", "g"}, ""}).size(), 1u);
  EXPECT_EQ(graph_.out_of({{"silver", "c"}, "name"}).size(), 4u);
}

TEST_F(LineageGraphTest, EndsInACircle) {
  graph_.add({{{"gold", "g"}, "label"}, {{"silver", "c"}, "name"}, kCopied});
  EXPECT_THAT(graph_.pii_of({"gold", "g"}, "label"), ElementsAre("name"));
}

}  // namespace
}  // namespace c360::model
