// Other hands in the published tables.
#include "c360/publish/postgres/strangers.h"

#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "c360/publish/testing/publish_fixture.h"

namespace c360::publish {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class StrangersTest : public testing::PublishFixture {
 protected:
  void SetUp() override {
    PublishFixture::SetUp();
    if (!IsSkipped()) run_and_publish();
  }
  testing::Texts orders() { return in_database("SELECT * FROM shop.orders ORDER BY 1"); }
  const testing::Texts kOrders{"10|1|5.00", "11|2|7.50", "12|1|2.25"};
};

TEST_F(StrangersTest, AChangedRowStopsThePublishAndIsNamed) {
  in_database("UPDATE shop.orders SET amount = 0 WHERE order_id IN (10, 12)");
  const Error error = publish_failure();
  EXPECT_EQ(error.code(), ErrorCode::kConflict);
  EXPECT_THAT(error.message(), AllOf(HasSubstr("orders: UPDATE of 2 rows (order_id = 10; order_id = 12) by c360 at"),
                                     HasSubstr("nothing was published")));
  EXPECT_THAT(error.hint(), HasSubstr("c360 publish db --full"));
}

TEST_F(StrangersTest, FullRepairsEveryKindOfChange) {
  in_database("UPDATE shop.orders SET amount = 0 WHERE order_id = 10");
  in_database("DELETE FROM shop.orders WHERE order_id = 11");
  in_database("INSERT INTO shop.orders VALUES (99, 1, 1)");
  EXPECT_THAT(publish_failure().message(), HasSubstr("orders: INSERT of 1 row (order_id = 99)"));
  const TargetReport report = publish(true);
  EXPECT_EQ(fate(report, "orders"), "changed 3 1 1 1");
  EXPECT_EQ(orders(), kOrders);
  EXPECT_EQ(fate(publish(), "orders"), "unchanged 0 0 0 0");
}

TEST_F(StrangersTest, ATruncatedTableIsFilledAgain) {
  in_database("TRUNCATE shop.orders");
  EXPECT_THAT(publish_failure().message(), HasSubstr("orders: TRUNCATE by c360"));
  publish(true);
  EXPECT_EQ(orders(), kOrders);
}

TEST_F(StrangersTest, AStatementThatChangesNoRowIsNoChange) {
  in_database("UPDATE shop.orders SET amount = 0 WHERE order_id = 4711");
  EXPECT_EQ(fate(publish(), "orders"), "unchanged 0 0 0 0");
}

TEST_F(StrangersTest, AChangeThatWasRolledBackIsNone) {
  postgres::Connection other(connection_string(), kNever);
  other.execute("BEGIN");
  other.execute("DELETE FROM shop.orders");
  other.execute("ROLLBACK");
  EXPECT_EQ(fate(publish(), "orders"), "unchanged 0 0 0 0");
}

TEST_F(StrangersTest, OurOwnChangesAreNoStrangers) {
  for (int i = 0; i < 3; ++i) {
    put("data/orders-" + std::to_string(i) + "x.csv",
        "order_id,customer_id,amount\n10,1," + std::to_string(i + 20) + "\n" + std::to_string(50 + i) + ",1,1\n");
    run_and_publish();
  }
  EXPECT_THAT(in_database("SELECT count(*) FROM shop.c360_foreign_changes"), ElementsAre("0"));
  in_database("UPDATE shop.orders SET amount = 3 WHERE order_id = 50");
  EXPECT_THAT(publish_failure().message(), HasSubstr("order_id = 50"));
}

TEST_F(StrangersTest, WhatIsNotedIsBounded) {
  in_database(
      "DO $$ BEGIN FOR i IN 1..1100 LOOP UPDATE shop.orders SET amount = i WHERE order_id = 10; END LOOP; END $$");
  EXPECT_THAT(in_database("SELECT count(*) FROM shop.c360_foreign_changes"), ElementsAre("1000"));
  in_database("INSERT INTO shop.customers SELECT 1000 + i, 'x' FROM generate_series(1, 500) AS i");
  EXPECT_THAT(in_database("SELECT rows, jsonb_array_length(keys) FROM shop.c360_foreign_changes WHERE table_name = "
                          "'customers'"),
              ElementsAre("500|20"));
  const std::string message = publish_failure().message();
  EXPECT_THAT(message, HasSubstr("and 981 more"));
  publish(true);
  EXPECT_EQ(orders(), kOrders);
}

TEST_F(StrangersTest, RolesWithoutRightsOnC360sTablesAreNotedToo) {
  in_database("DO $$ BEGIN CREATE ROLE clerk LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
  in_database("GRANT USAGE ON SCHEMA shop TO clerk");
  in_database("GRANT UPDATE, SELECT ON shop.orders TO clerk");
  in_database("host=" + server().folder().string() + " user=clerk dbname=" + database_name_,
              "UPDATE shop.orders SET amount = 1 WHERE order_id = 10");
  EXPECT_THAT(publish_failure().message(), HasSubstr("by clerk at"));
}

TEST_F(StrangersTest, MissingThingsAreToldAndRepaired) {
  in_database("DROP TABLE shop.names");
  in_database("ALTER TABLE shop.orders DROP CONSTRAINT orders_customer_id_fkey");
  in_database("DROP INDEX shop.orders_customer_id_idx");
  in_database("ALTER TABLE shop.orders DROP COLUMN amount");
  in_database("ALTER TABLE shop.revenue DROP CONSTRAINT revenue_pkey");
  in_database("DROP TRIGGER c360_note_update ON shop.customers");
  const std::string message = publish_failure().message();
  for (const char* part : {"names: the table is gone", "orders: the foreign key orders_customer_id_fkey is gone",
                           "orders: the index orders_customer_id_idx is gone", "orders: the column amount is gone",
                           "revenue: the key revenue_pkey is gone", "customers: triggers c360_note_… are gone or off"})
    EXPECT_THAT(message, HasSubstr(part));
  publish(true);
  EXPECT_THAT(in_database("SELECT order_id, customer_id, amount FROM shop.orders ORDER BY 1"),
              ElementsAre("10|1|5.00", "11|2|7.50", "12|1|2.25"));
  EXPECT_THAT(in_database("SELECT count(*) FROM shop.names"), ElementsAre("2"));
  EXPECT_EQ(fate(publish(), "names"), "unchanged 0 0 0 0");
}

TEST_F(StrangersTest, ATableInThePlaceOfOursIsNotTouched) {
  in_database("DROP TABLE shop.names");
  in_database("CREATE TABLE shop.names (x int)");
  for (const bool full : {false, true})
    EXPECT_THAT(publish_failure(full).message(), HasSubstr("is not the one that c360 published"));
  EXPECT_THAT(in_database("SELECT count(*) FROM shop.names"), ElementsAre("0"));
}

TEST_F(StrangersTest, AWriterWhoIsAtWorkIsWaitedFor) {
  postgres::Connection other(connection_string(), kNever);
  other.execute("BEGIN");
  other.execute("UPDATE shop.orders SET amount = 77 WHERE order_id = 12");
  put("data/orders-2.csv", "order_id,customer_id,amount\n10,1,6.00\n");
  run();
  std::thread ending([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    other.execute("COMMIT");
  });
  const Error error = publish_failure();
  ending.join();
  EXPECT_THAT(error.message(), HasSubstr("orders: UPDATE of 1 row (order_id = 12)"));
}

}  // namespace
}  // namespace c360::publish
