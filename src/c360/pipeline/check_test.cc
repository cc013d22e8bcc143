#include "c360/pipeline/check.h"

#include <gmock/gmock.h>

#include "c360/pipeline/testing/project_fixture.h"

namespace c360::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Texts;

class CheckTest : public testing::ProjectFixture {
 protected:
  /// "place: message" of all that is wrong.
  Texts mistakes() {
    Texts texts;
    try {
      check(database_, project());
    } catch (const project::ProjectErrors& several) {
      for (const Error& error : several.errors()) texts.push_back(error.where().to_string() + ": " + error.message());
    }
    return texts;
  }
};

TEST_F(CheckTest, FindsNothingInASoundProject) {
  put("models/gold/top.sql", "SELECT * FROM gold.revenue ORDER BY revenue DESC LIMIT 1\n");
  put("tests/none.sql", "SELECT _source_file FROM silver.orders JOIN quarantine.orders USING (_source_file) LIMIT 0\n");
  EXPECT_THAT(mistakes(), IsEmpty());
}

TEST_F(CheckTest, ListsEveryBadModelWithItsPlace) {
  put("models/gold/a.sql", "SELECT nmae FROM silver.customers\n");
  put("models/gold/b.sql", "SELECT customer_id,\n  amount + true FROM silver.orders\n");
  EXPECT_THAT(mistakes(), ElementsAre(HasSubstr("models/gold/a.sql:1:8: "), HasSubstr("models/gold/b.sql:2:")));
}

TEST_F(CheckTest, TellsAModelThatReadsAnUnknownTable) {
  put("models/gold/a.sql", "SELECT 1 FROM silver.order\n");
  EXPECT_THAT(mistakes(), ElementsAre(HasSubstr("models/gold/a.sql:1:15: ")));
}

TEST_F(CheckTest, TellsAGrainThatIsNoColumn) {
  put("models/gold/revenue.sql", "-- grain: customer\nSELECT customer_id FROM silver.orders\n");
  EXPECT_THAT(mistakes(), ElementsAre(HasSubstr("no column 'customer'")));
}

TEST_F(CheckTest, CompilesTestsAndChecksToo) {
  put("tests/t.sql", "SELECT x FROM gold.revenue\n");
  put("contracts/orders.yaml", orders_contract("checks:\n  - { name: small, where: \"amont < 7\" }\n"));
  const Texts all = mistakes();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_THAT(all, ElementsAre(HasSubstr("contracts/orders.yaml:5:"), HasSubstr("tests/t.sql:1:8")));
}

TEST_F(CheckTest, JudgesTheSelectsOfDashboards) {
  const auto card = [&](const std::string& sql) {
    put("dashboards/mine.yaml", "title: Mine\ncards:\n  - sql: \"" + sql + "\"\n");
    return mistakes();
  };
  EXPECT_THAT(card("SELECT revenue FROM gold.revenue"), IsEmpty());
  EXPECT_THAT(card("SELECT run_id FROM meta.runs"), IsEmpty()) << "which only a run makes";
  EXPECT_THAT(card("SELECT nothing FROM gold.revenue"), ElementsAre(HasSubstr("dashboards/mine.yaml:3:5: ")));
  EXPECT_THAT(card("SELECT 1 FROM gold.nothing"), ElementsAre(HasSubstr("there is no table gold.nothing")));
  EXPECT_THAT(card("SELECT * FROM read_csv('/etc/passwd')"), ElementsAre(HasSubstr("'read_csv' is not allowed")));
  EXPECT_THAT(card("DROP TABLE gold.revenue"), ElementsAre(HasSubstr("dashboards/mine.yaml:3:5: ")));
}

TEST_F(CheckTest, TellsAnUnknownTableOfAViewInAnotherSql) {
  put("models/gold/names.sql", "-- materialize: view\nSELECT customer_id, name FROM silver.customers\n");
  put("models/gold/names.postgresql.sql", "SELECT customer_id, name FROM customer\n");
  EXPECT_THAT(mistakes(), ElementsAre(HasSubstr("models/gold/names.postgresql.sql:1:31: ")));
  put("models/gold/names.postgresql.sql", "SELECT customer_id, name FROM customers\n");
  EXPECT_THAT(mistakes(), IsEmpty());
}

TEST_F(CheckTest, WarnsOfWhatAJoinMultiplies) {
  put("models/gold/pairs.sql",
      "-- Pairs.\nSELECT sum(a.amount) AS total\nFROM silver.orders AS a\nJOIN silver.orders AS b ON b.customer_id = "
      "a.customer_id\n");
  const std::vector<Error> warnings = check(database_, project());
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(warnings[0].where().to_string(), "models/gold/pairs.sql:4:6");
  EXPECT_THAT(warnings[0].message(), HasSubstr("no key of b (its key is order_id)"));
}

TEST_F(CheckTest, KnowsTheKeysOfModelsByTheirGrainAndTheirSelect) {
  put("models/gold/first.sql", "SELECT customer_id, min(order_id) AS order_id FROM silver.orders GROUP BY 1\n");
  put("models/gold/sums.sql",
      "SELECT sum(o.amount) AS total FROM silver.orders o JOIN gold.first f ON f.customer_id = o.customer_id JOIN "
      "gold.revenue r ON r.customer_id = o.customer_id\n");
  EXPECT_THAT(check(database_, project()), IsEmpty());
}

TEST_F(CheckTest, LetsATestProveWhatItCannotTell) {
  const std::string select =
      "SELECT sum(a.amount) AS total FROM silver.orders a JOIN silver.orders b USING (customer_id)\n";
  put("tests/proof.sql", "SELECT 1 WHERE false\n");
  put("models/gold/pairs.sql", "-- adds_up_once: proof\n" + select);
  EXPECT_THAT(check(database_, project()), IsEmpty());
  put("models/gold/pairs.sql", "-- adds_up_once: prof\n" + select);
  EXPECT_THAT(mistakes(), ElementsAre("models/gold/pairs.sql:1:1: there is no test 'prof' in tests/"));
}

TEST_F(CheckTest, CompilesMeasuresAndDimensions) {
  put("metrics/revenue.yaml",
      "entity: revenue\ntable: gold.revenue\nkey: customer_id\ndescription: x.\ncolumns: { customer_id: id }\n"
      "dimensions: { double: revenue * two }\n"
      "measures:\n  revenue: { value: sum(revenue), description: x. }\n"
      "  typo: { value: sum(revenu), description: x. }\n");
  EXPECT_THAT(mistakes(), ElementsAre(HasSubstr("metrics/revenue.yaml:6:15: the dimension 'double'"),
                                      HasSubstr("metrics/revenue.yaml:9:3: the measure 'typo'")));
}

TEST_F(CheckTest, ReadsNoData) {
  std::filesystem::remove_all(root() / "data");
  EXPECT_THAT(mistakes(), IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(root() / "lakehouse" / "_c360"));
}

}  // namespace
}  // namespace c360::pipeline
