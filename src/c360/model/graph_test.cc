#include "c360/model/graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace c360::model {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class GraphTest : public ::testing::Test {
 protected:
  GraphTest() {
    project::Contract orders;
    orders.entity = "orders";
    orders.from = "orders";
    project_.contracts.push_back(orders);
    project::Source source;
    source.name = "orders";
    project_.sources.push_back(source);
  }

  void add(const std::string& name, const std::string& sql) {
    project::ModelSpec spec;
    spec.schema = "gold";
    spec.name = name;
    spec.sql = sql;
    spec.where = {"models/gold/" + name + ".sql", 1, 1};
    project_.models.push_back(spec);
  }

  std::vector<std::string> order() {
    std::vector<std::string> names;
    for (const Node& node : in_build_order(connection_, project_)) names.push_back(node.spec->name);
    return names;
  }

  /// The text of the first mistake.
  std::string mistake() {
    try {
      in_build_order(connection_, project_);
    } catch (const project::ProjectErrors& errors) {
      return errors.errors().front().what();
    }
    return "none";
  }

  project::Project project_;
  engine::Database database_;
  engine::Connection connection_ = database_.connect();
};

TEST_F(GraphTest, PutsEveryModelAfterAllThatItReads) {
  add("a", "SELECT * FROM gold.c");
  add("b", "SELECT * FROM silver.orders");
  add("c", "SELECT * FROM gold.b");
  EXPECT_THAT(order(), ElementsAre("b", "c", "a"));
}

TEST_F(GraphTest, RefusesACircleWithItsPath) {
  add("a", "SELECT * FROM gold.b");
  add("b", "SELECT * FROM gold.c");
  add("c", "SELECT * FROM gold.a");
  EXPECT_THAT(mistake(), HasSubstr("gold.a → gold.b → gold.c → gold.a"));
}

TEST_F(GraphTest, RefusesAModelThatReadsItself) {
  add("a", "SELECT * FROM gold.a");
  EXPECT_THAT(mistake(), HasSubstr("gold.a → gold.a"));
}

TEST_F(GraphTest, SuggestsTheTableThatWasMeant) {
  add("a", "SELECT *\nFROM silver.ordesr");
  EXPECT_THAT(mistake(), HasSubstr("models/gold/a.sql:2:6: there is no table 'silver.ordesr'"));
  EXPECT_THAT(mistake(), HasSubstr("did you mean 'silver.orders'?"));
}

TEST_F(GraphTest, AsksForTheSchemaOfATable) {
  add("a", "SELECT * FROM orders");
  EXPECT_THAT(mistake(), HasSubstr("without its schema"));
}

TEST_F(GraphTest, RefusesTheClockAndChance) {
  for (const char* sql : {"SELECT now()", "SELECT current_date", "SELECT random()", "SELECT today()"}) {
    project_.models.clear();
    add("a", sql);
    EXPECT_THAT(mistake(), HasSubstr("gives another answer at every run")) << sql;
  }
}

TEST_F(GraphTest, RefusesFilesThatAreNoSource) {
  add("a", "SELECT * FROM read_csv('x.csv')");
  EXPECT_THAT(mistake(), HasSubstr("read_csv() reads rows from outside"));
}

TEST_F(GraphTest, AllowsRowsMadeOfArguments) {
  add("a", "SELECT * FROM range(10)");
  EXPECT_EQ(mistake(), "none");
}

TEST_F(GraphTest, RefusesSeveralStatementsAndOtherStatements) {
  add("a", "SELECT 1; SELECT 2");
  EXPECT_THAT(mistake(), HasSubstr("one SELECT is expected here, not 2"));
  project_.models.clear();
  add("a", "DROP TABLE x");
  EXPECT_THAT(mistake(), HasSubstr("models/gold/a.sql"));
}

TEST_F(GraphTest, TellsAllMistakesAtOnce) {
  add("a", "SELECT * FROM silver.x, silver.y");
  add("b", "SELEC");
  try {
    in_build_order(connection_, project_);
    FAIL() << "mistakes went unnoticed";
  } catch (const project::ProjectErrors& errors) {
    EXPECT_EQ(errors.errors().size(), 3u);
  }
}

TEST(Graph, KnowsFunctionsThatAreUnstable) {
  EXPECT_TRUE(is_unstable("now"));
  EXPECT_TRUE(is_unstable("random"));
  EXPECT_FALSE(is_unstable("lower"));
}

}  // namespace
}  // namespace c360::model
