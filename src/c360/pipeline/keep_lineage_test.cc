#include <gmock/gmock.h>

#include "c360/pipeline/testing/project_fixture.h"

namespace c360::pipeline {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

using testing::Texts;

class KeepLineageTest : public testing::ProjectFixture {
 protected:
  Texts lineage(const std::string& where) {
    return ask(
        "SELECT name, \"column\", input_schema || '.' || input_name || '.' || coalesce(input_column, '*'), how "
        "FROM meta.lineage WHERE " +
        where + " ORDER BY ALL");
  }
};

TEST_F(KeepLineageTest, IsReadFromTheSnapshotAlone) {
  run();
  remove("models/gold/revenue.sql");
  EXPECT_THAT(lineage("name = 'revenue' AND how IS NOT NULL"),
              ElementsAre("revenue|customer_id|silver.orders.customer_id|copied",
                          "revenue|revenue|silver.orders.amount|aggregated"));
  EXPECT_THAT(lineage("schema = 'silver' AND name = 'orders' AND \"column\" = 'amount'"),
              ElementsAre("orders|amount|bronze.orders.amount|computed"));
  EXPECT_THAT(lineage("schema = 'bronze' AND name = 'orders' AND \"column\" = 'amount'"),
              ElementsAre("orders|amount|raw.orders.amount|copied"));
}

TEST_F(KeepLineageTest, IsKeptAsItIsUntilADefinitionChanges) {
  run();
  const lakehouse::Moment first = moment();
  put("data/orders-2.csv", "order_id,customer_id,amount\n13,1,1.00\n");
  run();
  EXPECT_EQ(moment().lineage_fingerprint, first.lineage_fingerprint);
  EXPECT_EQ(moment().lineage, first.lineage);
  put("models/gold/revenue.sql",
      "-- grain: customer_id\nSELECT customer_id, max(amount) AS revenue FROM silver.orders GROUP BY 1\n");
  run();
  EXPECT_NE(moment().lineage_fingerprint, first.lineage_fingerprint);
}

TEST_F(KeepLineageTest, HasOnlyWhatTheSnapshotHas) {
  run(only({"gold.names"}));
  EXPECT_THAT(lineage("name = 'revenue'"), IsEmpty());
  EXPECT_THAT(lineage("name = 'names' AND how IS NOT NULL"), Not(IsEmpty()));
}

TEST_F(KeepLineageTest, NeverEndsARun) {
  put("models/gold/steps.sql",
      "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r\n");
  run();
  EXPECT_EQ(moment().number, 1);
}

}  // namespace
}  // namespace c360::pipeline
