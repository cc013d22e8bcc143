#include "c360/lineage/graph_json.h"

#include <gmock/gmock.h>

namespace c360::lineage {
namespace {

using Ordered = nlohmann::ordered_json;
using model::Derivation;
using model::TableRole;

class GraphJsonTest : public ::testing::Test {
 protected:
  GraphJsonTest() {
    graph_.add(
        {{"silver", "people"}, TableRole::kSilver, "People.", {{"mail", "Where to write", "email", "lower"}}, ""});
    graph_.add({{"gold", "\"odd\" <b>"}, TableRole::kModel, "", {{"loud", "", "", "upper(people.mail)"}}, "a reason"});
    graph_.add({{"gold", "alone"}, TableRole::kModel, "", {}, ""});
    graph_.add({{{"silver", "people"}, "mail"}, {{"gold", "\"odd\" <b>"}, "loud"}, {Derivation::kComputed, true, 0}});
    graph_.add(
        {{{"silver", "people"}, ""}, {{"gold", "\"odd\" <b>"}, ""}, {Derivation::kNone, false, model::kFilters}});
  }

  const Ordered& table(const Ordered& whole, const std::string& name) {
    for (const Ordered& each : whole["tables"])
      if (each["name"] == name) return each;
    throw std::out_of_range(name);
  }

  model::LineageGraph graph_;
};

TEST_F(GraphJsonTest, TellsOfEveryTableAlsoOfOneThatNothingLeadsTo) {
  const Ordered whole = graph_json(graph_);
  EXPECT_EQ(whole["tables"].size(), 3u);
  EXPECT_EQ(table(whole, "alone"), (Ordered{{"schema", "gold"},
                                            {"name", "alone"},
                                            {"role", "model"},
                                            {"description", ""},
                                            {"not_followed", ""},
                                            {"columns", Ordered::array()}}));
}

TEST_F(GraphJsonTest, TellsWhatAColumnIsAndWhoseItShows) {
  const Ordered whole = graph_json(graph_);
  EXPECT_EQ(table(whole, "people")["columns"],
            (Ordered::array(
                {{{"name", "mail"}, {"description", "Where to write"}, {"pii", {"email"}}, {"expression", "lower"}}})));
  const Ordered odd = table(whole, "\"odd\" <b>");
  EXPECT_EQ(odd["columns"][0]["pii"], Ordered({"email"}));
  EXPECT_EQ(odd["not_followed"], "a reason");
}

TEST_F(GraphJsonTest, AnEdgeWithoutAColumnIsAboutRows) {
  EXPECT_EQ(edges_json(graph_),
            (Ordered::array({Ordered::array({"silver.people", "mail", "gold.\"odd\" <b>", "loud", "computed", ""}),
                             Ordered::array({"silver.people", nullptr, "gold.\"odd\" <b>", nullptr, "", "filter"})})));
}

TEST_F(GraphJsonTest, NothingIsTwoEmptyLists) {
  EXPECT_EQ(graph_json({}), (Ordered{{"tables", Ordered::array()}, {"edges", Ordered::array()}}));
}

}  // namespace
}  // namespace c360::lineage
