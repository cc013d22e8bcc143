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
