#include "c360/publish/published_tables.h"

#include <gmock/gmock.h>

#include "c360/publish/testing/read_back.h"

namespace c360::publish {
namespace {

using lakehouse::TableName;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Texts;

class PublishedTablesTest : public testing::ReadBack<testing::PublishFixture> {};

TEST_F(PublishedTablesTest, RowsOfEveryTypeComeBackAsTheyWere) {
  put("models/gold/kinds.sql",
      "SELECT order_id, amount, CASE WHEN order_id = 10 THEN '' WHEN order_id = 11 THEN NULL ELSE 'a,\"b' || chr(10) "
      "|| "
      "'\\.' END AS \"te\"\"xt\", ['x', NULL, 'it''s'] AS list, {'a': 1, 'b': '}'} AS struct, "
      "timestamptz '2024-03-31 02:30:00.000001+02' AS instant, timestamp '1969-12-31 23:59:59' AS wall, "
      "'\\x00\\xFFa'::blob AS bytes, order_id / 7 AS real, order_id = 10 AS yes FROM silver.orders\n");
  put("models/gold/lonely.sql", "SELECT CASE WHEN order_id = 10 THEN 'x' END AS only FROM silver.orders\n");
  run_and_publish();
  const auto tables = open();
  EXPECT_EQ(tables->snapshot(), 1);
  EXPECT_THAT(tables->place(), HasSubstr("schema shop of "));
  for (const char* name : {"kinds", "revenue", "lonely"})
    EXPECT_EQ(read_back(*tables, {"gold", name}), in_lake({"gold", name})) << name;
  EXPECT_THAT(read_back(*tables, {"silver", "orders"}), ElementsAre("10|1|5.00", "11|2|7.50", "12|1|2.25"));
  EXPECT_FALSE(tables->has({"silver", "nothing"}));
}

TEST_F(PublishedTablesTest, OneMomentIsReadWhateverOthersDo) {
  run_and_publish();
  const auto tables = open();
  in_database("UPDATE shop.orders SET amount = 99");
  EXPECT_THAT(read_back(*tables, {"silver", "orders"}), ElementsAre("10|1|5.00", "11|2|7.50", "12|1|2.25"));
  engine::Database another;
  engine::Connection into = another.connect();
  const auto later = open(into);
  EXPECT_THAT(read_back(*later, {"silver", "orders"}, into), ElementsAre("10|1|99.00", "11|2|99.00", "12|1|99.00"));
}

TEST_F(PublishedTablesTest, ViewsThatAreViewsThereAreRead) {
  put("models/gold/names.sql", "-- materialize: view\nSELECT customer_id, name FROM silver.customers\n");
  put("models/gold/names.postgresql.sql", "SELECT customer_id, upper(name) AS name FROM customers\n");
  run_and_publish();
  const auto tables = open();
  EXPECT_THAT(read_back(*tables, {"gold", "names"}), ElementsAre("1|ANN", "2|BOB")) << "as it stands there";
}

TEST_F(PublishedTablesTest, NothingPublishedAndAnothersSchemaAreTold) {
  run();
  EXPECT_THROW(open(), Error);
  publish();
  in_database("UPDATE shop.c360_publication SET project = 'other'");
  try {
    open();
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kConflict);
    EXPECT_THAT(error.message(), HasSubstr("belongs to the project 'other'"));
  }
}

TEST_F(PublishedTablesTest, AColumnThatAnotherHandTookAwayIsNamed) {
  run_and_publish();
  in_database("ALTER TABLE shop.orders DROP COLUMN amount");
  const auto tables = open();
  try {
    read_back(*tables, {"silver", "orders"});
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), HasSubstr("silver.orders cannot be read: "));
    EXPECT_THAT(error.message(), HasSubstr("amount"));
  }
}

}  // namespace
}  // namespace c360::publish
