#include <gmock/gmock.h>

#include "c360/publish/testing/publish_fixture.h"

namespace c360::publish {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Texts;

class FirstLoadTest : public testing::PublishFixture {};

TEST_F(FirstLoadTest, TablesStandInTheProjectsSchemaUnderTheirNames) {
  run_and_publish();
  EXPECT_THAT(in_database("SELECT table_name FROM information_schema.tables WHERE table_schema = 'shop' ORDER BY 1"),
              ElementsAre("c360_foreign_changes", "c360_publication", "c360_tables", "customers", "names", "orders",
                          "revenue"));
  EXPECT_THAT(in_database("SELECT * FROM shop.orders ORDER BY 1"), ElementsAre("10|1|5.00", "11|2|7.50", "12|1|2.25"));
  EXPECT_THAT(in_database("SELECT * FROM shop.revenue ORDER BY 1"), ElementsAre("1|7.25", "2|7.50"));
}

TEST_F(FirstLoadTest, ServiceColumnsAreNotPublished) {
  run_and_publish();
  EXPECT_THAT(in_database("SELECT column_name FROM information_schema.columns WHERE table_schema = 'shop' AND "
                          "column_name LIKE '\\_%'"),
              ElementsAre());
}

TEST_F(FirstLoadTest, ContractsGiveTypesKeysAndReferences) {
  run_and_publish();
  EXPECT_THAT(
      in_database("SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute WHERE attrelid "
                  "= 'shop.orders'::regclass AND attnum > 0 ORDER BY attnum"),
      ElementsAre("order_id|bigint|t", "customer_id|bigint|t", "amount|numeric(12,2)|t"));
  EXPECT_THAT(in_database("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = "
                          "'shop'::regnamespace AND conname NOT LIKE 'c360%' ORDER BY 1"),
              ElementsAre("customers_pkey|PRIMARY KEY (customer_id)",
                          "orders_customer_id_fkey|FOREIGN KEY (customer_id) REFERENCES shop.customers(customer_id)",
                          "orders_pkey|PRIMARY KEY (order_id)", "revenue_pkey|PRIMARY KEY (customer_id)"));
  EXPECT_THAT(
      in_database("SELECT indexname FROM pg_indexes WHERE schemaname = 'shop' AND tablename = 'orders' ORDER BY 1"),
      ElementsAre("orders_customer_id_idx", "orders_pkey"));
}

TEST_F(FirstLoadTest, OrphansThatOnlyWarnStandThereWithoutAForeignKey) {
  run_and_publish();
  std::string contract = orders_contract();
  const std::string reference = "references: customers.customer_id";
  put("contracts/orders.yaml",
      contract.replace(contract.find(reference), reference.size(), reference + ", orphans: warn"));
  put("data/orders_2.csv", "order_id,customer_id,amount\n13,77,1.00\n");
  run_and_publish();
  EXPECT_THAT(in_database("SELECT customer_id FROM shop.orders WHERE order_id = 13"), ElementsAre("77"));
  EXPECT_THAT(in_database("SELECT conname FROM pg_constraint WHERE conname = 'orders_customer_id_fkey'"),
              ElementsAre());
}

TEST_F(FirstLoadTest, AModelRefersToATableOfItsKey) {
  put("models/gold/revenue.sql",
      "-- grain: customer_id\n-- references: customer_id -> silver.customers.customer_id\n"
      "SELECT customer_id, sum(amount) AS revenue FROM silver.orders GROUP BY customer_id\n");
  run_and_publish();
  EXPECT_THAT(in_database("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = "
                          "'revenue_customer_id_fkey'"),
              ElementsAre("FOREIGN KEY (customer_id) REFERENCES shop.customers(customer_id)"));
}

TEST_F(FirstLoadTest, AGrainWithNullIsAUniqueIndex) {
  put("models/gold/revenue.sql",
      "-- grain: customer_id\nSELECT CASE WHEN customer_id > 1 THEN customer_id END AS customer_id, sum(amount) AS "
      "revenue FROM silver.orders GROUP BY 1\n");
  run_and_publish();
  EXPECT_THAT(
      in_database("SELECT indexdef FROM pg_indexes WHERE schemaname = 'shop' AND tablename = 'revenue'"),
      ElementsAre("CREATE UNIQUE INDEX revenue_key ON shop.revenue USING btree (customer_id) NULLS NOT DISTINCT"));
  EXPECT_THAT(in_database("SELECT * FROM shop.revenue ORDER BY 2"), ElementsAre("-|7.25", "2|7.50"));
}

TEST_F(FirstLoadTest, EveryTypeComesAsItIs) {
  put("models/gold/types.sql",
      R"(SELECT (-9223372036854775808)::BIGINT AS a, 2147483647::INTEGER AS b, -7::SMALLINT AS c,
 8::TINYINT AS d, -99999999999999999999999999999999.123456::DECIMAL(38,6) AS e, 0.10::DECIMAL(4,2) AS f,
 0.1::DOUBLE AS g, 'nan'::DOUBLE AS h, 1.25::FLOAT AS i, true AS j, DATE '0044-03-15 (BC)' AS k,
 TIMESTAMPTZ '1969-12-31 23:59:59.999999+00' AS l, TIMESTAMP '2024-02-29 12:00:00.5' AS m, '\x00\xff'::BLOB AS n,
 ['a', NULL, 'b'] AS o, {'x': 1, 'y': [DATE '2024-01-01']} AS p, 'it''s "ü" \ ' AS q, NULL::DATE AS r,
 170141183460469231731687303715884105727::HUGEINT - 70141183460469231731687303715884105728 AS s, '' AS t
)");
  run_and_publish();
  EXPECT_THAT(
      in_database(
          "SELECT a, b, c, d, e, f, g, h, i, j, k, l AT TIME ZONE 'UTC', m, n, o, p, q, r, s, t FROM shop.types"),
      ElementsAre("-9223372036854775808|2147483647|-7|8|-99999999999999999999999999999999.123456|0.10|0.1|NaN|1.25|t|"
                  "0044-03-15 BC|1969-12-31 23:59:59.999999|2024-02-29 12:00:00.5|\\x00ff|[\"a\", null, \"b\"]|"
                  "{\"x\": 1, \"y\": [\"2024-01-01\"]}|it's \"ü\" \\ |-|99999999999999999999999999999999999999|"));
}

TEST_F(FirstLoadTest, ThousandsOfRowsAreTheSameRows) {
  put("models/gold/many.sql",
      "-- grain: id\nSELECT range AS id, (range * 37 % 100000 / 100)::DECIMAL(9,2) AS amount, 'text ' || range AS t,\n"
      "CASE WHEN range % 3 = 0 THEN DATE '2000-01-01' + (range % 20000)::INTEGER END AS d FROM range(200000)\n");
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "many"), "created 200000 200000 0 0");
  const std::string sums = "count(*), sum(amount), sum(length(t)), count(d), min(d), max(d), sum(id)";
  EXPECT_EQ(in_database("SELECT " + sums + " FROM shop.many"), ask("SELECT " + sums + " FROM gold.many"));
}

TEST_F(FirstLoadTest, TheSnapshotIsRecorded) {
  run_and_publish();
  EXPECT_THAT(in_database("SELECT project, snapshot, run_id FROM shop.c360_publication"),
              ElementsAre("shop|1|" + moment().run_id));
  EXPECT_THAT(in_database("SELECT name, source, rows FROM shop.c360_tables ORDER BY 1"),
              ElementsAre("customers|silver.customers|2", "names|gold.names|2", "orders|silver.orders|3",
                          "revenue|gold.revenue|2"));
}

TEST_F(FirstLoadTest, DescriptionsBecomeComments) {
  put("models/gold/names.sql", "-- Who they are; it's all.\nSELECT customer_id, name FROM silver.customers\n");
  run_and_publish();
  EXPECT_THAT(in_database("SELECT obj_description('shop.names'::regclass)"), ElementsAre("Who they are; it's all."));
}

TEST_F(FirstLoadTest, ATableOfOthersIsLeftAlone) {
  in_database("CREATE SCHEMA shop");
  in_database("CREATE TABLE shop.orders (a int)");
  run();
  EXPECT_THAT(publish_failure().message(), HasSubstr("the schema shop has a table 'orders' that c360 did not publish"));
  EXPECT_THAT(in_database("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'shop'"),
              ElementsAre("1"));
}

TEST_F(FirstLoadTest, ASchemaOfAnotherProjectIsLeftAlone) {
  run_and_publish();
  in_database("UPDATE shop.c360_publication SET project = 'other'");
  EXPECT_THAT(publish_failure().message(), HasSubstr("belongs to the project 'other', not 'shop'"));
}

TEST_F(FirstLoadTest, GrantsLetRolesRead) {
  in_database("DO $$ BEGIN CREATE ROLE reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
  settings(", grants: [reader]");
  run_and_publish();
  const std::string reader = "host=" + server().folder().string() + " user=reader dbname=" + database_name_;
  EXPECT_THAT(in_database(reader, "SELECT count(*) FROM shop.orders, shop.c360_publication"), ElementsAre("3"));
  EXPECT_THROW(in_database(reader, "DELETE FROM shop.orders"), Error);
}

TEST_F(FirstLoadTest, ARoleThatIsNotThereIsTold) {
  settings(", grants: [nobody_at_all]");
  run();
  EXPECT_THAT(publish_failure().message(), HasSubstr("there is no role 'nobody_at_all'"));
  EXPECT_THAT(in_database("SELECT count(*) FROM pg_namespace WHERE nspname = 'shop'"), ElementsAre("0"));
}

TEST_F(FirstLoadTest, BeforeTheFirstRunThereIsNothingToPublish) {
  EXPECT_EQ(publish_failure().hint(), "run c360 run first");
}

TEST_F(FirstLoadTest, ATableOfALaterModelNeedsARun) {
  run();
  put("models/gold/later.sql", "SELECT 1 AS a\n");
  EXPECT_THAT(publish_failure().message(), HasSubstr("gold.later is not in snapshot 1 yet"));
}

}  // namespace
}  // namespace c360::publish
