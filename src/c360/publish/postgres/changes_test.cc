// Later publishes: only what changed is sent, and applied in place.
#include <gmock/gmock.h>

#include "c360/publish/testing/publish_fixture.h"

namespace c360::publish {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ChangesTest : public testing::PublishFixture {
 protected:
  void SetUp() override {
    PublishFixture::SetUp();
    if (!IsSkipped()) run_and_publish();
  }
};

TEST_F(ChangesTest, NothingNewSendsNothing) {
  const TargetReport report = publish();
  EXPECT_EQ(report.before, 1);
  for (const char* table : {"customers", "orders", "revenue", "names"})
    EXPECT_EQ(fate(report, table), "unchanged 0 0 0 0") << table;
}

TEST_F(ChangesTest, OnlyRowsThatDifferAreSent) {
  put("data/orders-2.csv", "order_id,customer_id,amount\n11,2,8.00\n13,2,1.00\n");
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "customers"), "unchanged 0 0 0 0");
  EXPECT_EQ(fate(report, "names"), "unchanged 0 0 0 0");
  EXPECT_EQ(fate(report, "orders"), "changed 2 1 1 0");
  EXPECT_EQ(fate(report, "revenue"), "changed 1 0 1 0");
  EXPECT_THAT(in_database("SELECT * FROM shop.orders ORDER BY 1"),
              ElementsAre("10|1|5.00", "11|2|8.00", "12|1|2.25", "13|2|1.00"));
  EXPECT_THAT(in_database("SELECT * FROM shop.revenue ORDER BY 1"), ElementsAre("1|7.25", "2|9.00"));
  EXPECT_THAT(in_database("SELECT snapshot FROM shop.c360_publication"), ElementsAre("2"));
  EXPECT_THAT(in_database("SELECT rows FROM shop.c360_tables WHERE name = 'orders'"), ElementsAre("4"));
}

TEST_F(ChangesTest, RowsThatAreGoneGoChildrenFirst) {
  put("contracts/customers.yaml",
      "entity: customers\nkey: [customer_id]\nmax_quarantined: 90%\ncolumns:\n"
      "  customer_id: { type: bigint, required: true, min: 2 }\n  name: { type: string, default: Unknown }\n");
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "customers"), "changed 1 0 0 1");
  EXPECT_EQ(fate(report, "orders"), "changed 2 0 0 2");
  EXPECT_THAT(in_database("SELECT * FROM shop.orders"), ElementsAre("11|2|7.50"));
  EXPECT_THAT(in_database("SELECT customer_id FROM shop.customers"), ElementsAre("2"));
}

TEST_F(ChangesTest, AChangedRowMayReferToANewOne) {
  put("data/customers-2.csv", "customer_id,name\n3,Cat\n");
  put("data/orders-2.csv", "order_id,customer_id,amount\n10,3,5.00\n");
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "orders"), "changed 1 0 1 0");
  EXPECT_THAT(in_database("SELECT customer_id FROM shop.orders WHERE order_id = 10"), ElementsAre("3"));
}

TEST_F(ChangesTest, RowsWithoutAKeyAreCountedAsTheyAre) {
  const std::string twice = "SELECT 1 AS a, NULL::TEXT AS b UNION ALL SELECT 1, NULL UNION ALL SELECT 2, 'x'\n";
  put("models/gold/names.sql", twice);
  run_and_publish();
  EXPECT_THAT(in_database("SELECT * FROM shop.names ORDER BY 1, 2"), ElementsAre("1|-", "1|-", "2|x"));
  put("models/gold/names.sql", twice + " UNION ALL SELECT 1, NULL UNION ALL SELECT 3, 'y'");
  EXPECT_EQ(fate(run_and_publish(), "names"), "changed 5 2 0 0");
  EXPECT_THAT(in_database("SELECT * FROM shop.names ORDER BY 1, 2"), ElementsAre("1|-", "1|-", "1|-", "2|x", "3|y"));
  put("models/gold/names.sql", "SELECT 1 AS a, NULL::TEXT AS b\n");
  EXPECT_EQ(fate(run_and_publish(), "names"), "changed 1 0 0 4");
  EXPECT_THAT(in_database("SELECT * FROM shop.names"), ElementsAre("1|-"));
}

TEST_F(ChangesTest, AKeyWithNullsFindsItsRows) {
  const auto model = [](const std::string& amount) {
    return "-- grain: k\nSELECT * FROM (VALUES (NULL::BIGINT, " + amount + "), (1, 2)) AS t(k, v)\n";
  };
  put("models/gold/names.sql", model("1"));
  run_and_publish();
  put("models/gold/names.sql", model("5"));
  EXPECT_EQ(fate(run_and_publish(), "names"), "changed 1 0 1 0");
  EXPECT_THAT(in_database("SELECT * FROM shop.names ORDER BY 2"), ElementsAre("1|2", "-|5"));
}

TEST_F(ChangesTest, AKeyThatGetsNullsIsAUniqueIndexFromThenOn) {
  const auto kind = [this] {
    return in_database("SELECT count(*) FROM pg_constraint WHERE conrelid = 'shop.names'::regclass AND contype = 'p'");
  };
  put("models/gold/names.sql", "-- grain: k\nSELECT 1::BIGINT AS k, 2 AS v\n");
  run_and_publish();
  EXPECT_THAT(kind(), ElementsAre("1"));
  put("models/gold/names.sql", "-- grain: k\nSELECT NULL::BIGINT AS k, 2 AS v\n");
  run_and_publish();
  EXPECT_THAT(kind(), ElementsAre("0"));
  EXPECT_THAT(in_database("SELECT * FROM shop.names"), ElementsAre("-|2"));
  put("models/gold/names.sql", "-- grain: k\nSELECT 7::BIGINT AS k, 2 AS v\n");
  run_and_publish();
  EXPECT_THAT(kind(), ElementsAre("1"));
  EXPECT_THAT(in_database("SELECT * FROM shop.names"), ElementsAre("7|2"));
}

TEST_F(ChangesTest, WhatOthersAddedSurvives) {
  in_database("DO $$ BEGIN CREATE ROLE auditor LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
  in_database("GRANT SELECT ON shop.orders TO auditor");
  in_database("COMMENT ON TABLE shop.orders IS 'ours'");
  in_database("CREATE INDEX by_amount ON shop.orders (amount)");
  in_database("CREATE VIEW big AS SELECT * FROM shop.orders WHERE amount > 6");
  put("data/orders-2.csv", "order_id,customer_id,amount\n10,1,99.00\n");
  run_and_publish();
  EXPECT_THAT(in_database("SELECT order_id FROM big ORDER BY 1"), ElementsAre("10", "11"));
  EXPECT_THAT(in_database("SELECT obj_description('shop.orders'::regclass), has_table_privilege('auditor', "
                          "'shop.orders', 'SELECT'), to_regclass('shop.by_amount')"),
              ElementsAre("ours|t|shop.by_amount"));
}

TEST_F(ChangesTest, AReaderThatBeganBeforeSeesTheOldState) {
  postgres::Connection reader(connection_string(), kNever);
  reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
  EXPECT_THAT(texts(reader, "SELECT sum(revenue) FROM shop.revenue"), ElementsAre("14.75"));
  put("data/orders-2.csv", "order_id,customer_id,amount\n10,1,99.00\n14,1,1.00\n");
  run_and_publish();
  EXPECT_THAT(texts(reader, "SELECT sum(amount) FROM shop.orders"), ElementsAre("14.75"));
  EXPECT_THAT(texts(reader, "SELECT snapshot FROM shop.c360_publication"), ElementsAre("1"));
  reader.execute("COMMIT");
  EXPECT_THAT(texts(reader, "SELECT sum(amount) FROM shop.orders"), ElementsAre("109.75"));
}

TEST_F(ChangesTest, WhereTheOldVersionIsGoneTheDatabaseFindsTheDifference) {
  put("data/orders-2.csv", "order_id,customer_id,amount\n11,2,8.00\n");
  run();
  for (const auto& file : lake_->table({"silver", "orders"}).log().at_version(0).files())
    std::filesystem::remove(root() / "lakehouse" / "silver" / "orders" / file.path);
  const TargetReport report = publish();
  EXPECT_EQ(fate(report, "orders"), "changed 3 0 1 0");
  EXPECT_THAT(in_database("SELECT amount FROM shop.orders ORDER BY order_id"), ElementsAre("5.00", "8.00", "2.25"));
}

TEST_F(ChangesTest, ALakehouseMadeAnewIsComparedRowByRow) {
  std::filesystem::remove_all(root() / "lakehouse");
  put("data/orders.csv", "order_id,customer_id,amount\n10,1,5.00\n11,2,7.50\n");
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "customers"), "unchanged 2 0 0 0");
  EXPECT_EQ(fate(report, "orders"), "changed 2 0 0 1");
}

TEST_F(ChangesTest, ATableThatIsNoLongerPublishedGoes) {
  remove("models/gold/names.sql");
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "names"), "removed 0 0 0 2");
  EXPECT_THAT(in_database("SELECT to_regclass('shop.names'), (SELECT count(*) FROM shop.c360_tables)"),
              ElementsAre("-|3"));
}

TEST_F(ChangesTest, ATableThatAViewOfOthersReadsDoesNotGoUnasked) {
  in_database("CREATE VIEW known AS SELECT name FROM shop.names");
  remove("models/gold/names.sql");
  run();
  const Error error = publish_failure();
  EXPECT_THAT(error.message(), HasSubstr("names is no longer published"));
  EXPECT_THAT(error.message(), HasSubstr("view public.known depends on table names"));
  EXPECT_THAT(error.hint(), HasSubstr("drop what depends on it"));
  EXPECT_THAT(in_database("SELECT snapshot, (SELECT count(*) FROM known) FROM shop.c360_publication"),
              ElementsAre("1|2"));
}

}  // namespace
}  // namespace c360::publish
