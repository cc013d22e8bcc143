// Publishing into PostgreSQL through its ODBC driver: exact types, keys, views, in one transaction.
#include <gmock/gmock.h>

#include <chrono>
#include <future>
#include <thread>

#include "c360/publish/testing/odbc_fixture.h"

namespace c360::publish {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class OdbcPostgresTest : public testing::OdbcFixture {
 protected:
  OdbcPostgresTest() : OdbcFixture(Kind::kPostgres) {}

  testing::Texts columns(const std::string& table) const {
    return in_database(
        "SELECT attname || ' ' || format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN '!' ELSE "
        "'' END FROM pg_attribute WHERE attrelid = 'shop." +
        table + "'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum");
  }
  testing::Texts constraints() const {
    return in_database(
        "SELECT conname FROM pg_constraint WHERE connamespace = 'shop'::regnamespace AND contype IN "
        "('p', 'f') AND conname NOT LIKE 'c360%' ORDER BY 1");
  }
};

TEST_F(OdbcPostgresTest, TypesKeysAndReferencesAreTheOwnTargets) {
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "orders"), "created 3 3 0 0");
  EXPECT_THAT(report.place, AllOf(HasSubstr("schema shop of "), HasSubstr(database_name_)));
  EXPECT_THAT(columns("orders"), ElementsAre("order_id bigint!", "customer_id bigint!", "amount numeric(12,2)!"));
  EXPECT_THAT(constraints(), ElementsAre("customers_pkey", "orders_customer_id_fkey", "orders_pkey", "revenue_pkey"));
  EXPECT_THAT(in_database("SELECT * FROM shop.orders ORDER BY 1"), ElementsAre("10|1|5.00", "11|2|7.50", "12|1|2.25"));
  EXPECT_THAT(in_database("SELECT project, snapshot FROM shop.c360_publication"), ElementsAre("shop|1"));
}

TEST_F(OdbcPostgresTest, EveryValueIsWhatItWas) {
  put("models/gold/names.sql", all_types());
  run_and_publish();
  EXPECT_THAT(
      in_database("SELECT id, name, least, wide, small, yes, real, day, instant AT TIME ZONE 'UTC', wall, "
                  "encode(bytes, 'hex'), tags, i, s, t FROM shop.names ORDER BY id"),
      ElementsAre("1|größe 😀 'x' \"y\" {z} ?|-9223372036854775808|12345678901234567890.12|-0.05|t|0.1|2024-02-29|"
                  "2024-05-31 08:15:00.123456|1969-12-31 23:59:59.999999|6162|[\"a\", null]|7|-3|5",
                  "2|-|-|-|-|-|-|-|-|-|-|-|-|-|-",
                  "3||0|0.00|0.00|f|-1e+300|0001-01-01|9999-12-31 23:59:59|0001-01-01 00:00:00||[]|0|0|0",
                  "4|x|1|1.00|1.00|t|1|2000-01-01|2000-01-01 00:00:00|2000-01-01 00:00:00|00ff00|[\"b\"]|1|1|1"));
}

TEST_F(OdbcPostgresTest, OnlyRowsThatDifferAreSent) {
  run_and_publish();
  const TargetReport same = publish();
  for (const char* table : {"customers", "orders", "revenue", "names"})
    EXPECT_EQ(fate(same, table), "unchanged 0 0 0 0") << table;
  put("data/orders-2.csv", "order_id,customer_id,amount\n11,2,8.00\n13,2,1.00\n");
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "customers"), "unchanged 0 0 0 0");
  EXPECT_EQ(fate(report, "orders"), "changed 2 1 1 0");
  EXPECT_THAT(in_database("SELECT * FROM shop.orders ORDER BY 1"),
              ElementsAre("10|1|5.00", "11|2|8.00", "12|1|2.25", "13|2|1.00"));
  EXPECT_THAT(in_database("SELECT * FROM shop.revenue ORDER BY 1"), ElementsAre("1|7.25", "2|9.00"));
}

TEST_F(OdbcPostgresTest, RowsThatAreGoneGoChildrenFirst) {
  run_and_publish();
  put("contracts/customers.yaml",
      "entity: customers\nkey: [customer_id]\nmax_quarantined: 90%\ncolumns:\n"
      "  customer_id: { type: bigint, required: true, min: 2 }\n  name: { type: string, default: Unknown }\n");
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "customers"), "changed 1 0 0 1");
  EXPECT_EQ(fate(report, "orders"), "changed 2 0 0 2");
  EXPECT_THAT(in_database("SELECT * FROM shop.orders"), ElementsAre("11|2|7.50"));
}

TEST_F(OdbcPostgresTest, ColumnsChangeInPlaceAndGrantsStay) {
  run_and_publish();
  in_database("DO $$ BEGIN CREATE ROLE auditor LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
  in_database("GRANT SELECT ON shop.revenue TO auditor");
  put("models/gold/revenue.sql",
      "-- grain: customer_id\nSELECT customer_id, sum(amount)::DECIMAL(20,3) AS revenue, count(*) AS orders FROM "
      "silver.orders GROUP BY customer_id\n");
  run_and_publish();
  EXPECT_THAT(columns("revenue"), ElementsAre("customer_id bigint!", "revenue numeric(20,3)", "orders bigint"));
  EXPECT_THAT(in_database("SELECT * FROM shop.revenue ORDER BY 1"), ElementsAre("1|7.250|2", "2|7.500|1"));
  EXPECT_THAT(in_database("SELECT has_table_privilege('auditor', 'shop.revenue', 'SELECT')"), ElementsAre("t"));
}

TEST_F(OdbcPostgresTest, ATableThatIsNoLongerPublishedGoes) {
  run_and_publish();
  remove("models/gold/names.sql");
  EXPECT_EQ(fate(run_and_publish(), "names"), "removed 0 0 0 2");
  EXPECT_THAT(in_database("SELECT to_regclass('shop.names'), (SELECT count(*) FROM shop.c360_tables)"),
              ElementsAre("-|3"));
}

TEST_F(OdbcPostgresTest, ViewsAreViewsEachAfterWhatItReads) {
  put("models/gold/a_first.sql", "-- materialize: view\nSELECT customer_id, revenue FROM gold.z_last\n");
  put("models/gold/a_first.postgresql.sql", "SELECT customer_id, revenue FROM z_last\n");
  put("models/gold/z_last.sql", "-- materialize: view\nSELECT customer_id, revenue FROM gold.revenue\n");
  put("models/gold/z_last.postgresql.sql", "SELECT customer_id, revenue FROM revenue\n");
  EXPECT_EQ(fate(run_and_publish(), "a_first"), "created 0 0 0 0");
  EXPECT_THAT(in_database("SELECT * FROM shop.a_first ORDER BY 1"), ElementsAre("1|7.25", "2|7.50"));
  EXPECT_EQ(fate(publish(), "a_first"), "unchanged 0 0 0 0");
  put("models/gold/z_last.sql",
      "-- materialize: view\nSELECT customer_id, revenue * 2 AS revenue, 1 AS one FROM gold.revenue\n");
  put("models/gold/z_last.postgresql.sql", "SELECT customer_id, revenue * 2 AS revenue, 1 AS one FROM revenue\n");
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "z_last"), "changed 0 0 0 0");
  EXPECT_THAT(in_database("SELECT * FROM shop.a_first ORDER BY 1"), ElementsAre("1|14.50", "2|15.00"));
  remove("models/gold/a_first.postgresql.sql");
  EXPECT_EQ(fate(run_and_publish(), "a_first"), "created 2 2 0 0") << "it is a table now";
  remove("models/gold/a_first.sql");
  remove("models/gold/z_last.sql");
  remove("models/gold/z_last.postgresql.sql");
  run_and_publish();
  EXPECT_THAT(in_database("SELECT to_regclass('shop.a_first'), to_regclass('shop.z_last')"), ElementsAre("-|-"));
}

TEST_F(OdbcPostgresTest, AViewThatIsWrongIsToldWithItsFile) {
  put("models/gold/twice.sql", "-- materialize: view\nSELECT customer_id FROM gold.revenue\n");
  put("models/gold/twice.postgresql.sql", "SELECT customer_id, nothing FROM revenue\n");
  run();
  EXPECT_THAT(publish_failure().message(), HasSubstr("models/gold/twice.postgresql.sql"));
  put("models/gold/twice.postgresql.sql", "SELECT customer_id AS other FROM revenue\n");
  run();
  EXPECT_THAT(publish_failure().message(), HasSubstr("the columns are other, but those of the model"));
  EXPECT_THAT(in_database("SELECT to_regclass('shop.orders')"), ElementsAre("-"));
}

TEST_F(OdbcPostgresTest, ARowThatTheDatabaseRefusesIsNamed) {
  run_and_publish();
  in_database("ALTER TABLE shop.orders ADD CONSTRAINT small CHECK (amount < 100)");
  put("data/orders-2.csv", "order_id,customer_id,amount\n21,1,5\n22,1,500\n23,1,5\n");
  run();
  const Error error = publish_failure();
  EXPECT_EQ(error.code(), ErrorCode::kData);
  EXPECT_THAT(error.message(),
              AllOf(HasSubstr("orders, the row with order_id = 22: the database refuses a row"), HasSubstr("small")));
  EXPECT_THAT(in_database("SELECT sum(amount), count(*) FROM shop.orders"), ElementsAre("14.75|3"));
}

TEST_F(OdbcPostgresTest, AWrongPasswordAndAMissingDatabaseAreTold) {
  run();
  odbc_settings("Driver={PostgreSQL Unicode};Server=" + server().folder().string() + ";Database=nowhere;UID=c360", "");
  EXPECT_THAT(publish_failure().message(),
              AllOf(HasSubstr("cannot connect to nowhere on"), HasSubstr("does not exist")));
}

TEST_F(OdbcPostgresTest, WhatTheOwnTargetPublishedIsNotTakenOver) {
  settings("");
  run_and_publish();
  odbc_settings("");
  EXPECT_THAT(publish_failure().message(), HasSubstr("was published through PostgreSQL's own protocol"));
  in_database("DROP SCHEMA shop CASCADE");
  publish();
  settings("");
  EXPECT_THAT(publish_failure().message(), HasSubstr("was published through ODBC"));
}

TEST_F(OdbcPostgresTest, ACancellationStopsAStatementThatWaits) {
  run_and_publish();
  put("data/orders-2.csv", "order_id,customer_id,amount\n13,2,1.00\n");
  run();
  postgres::Connection other(connection_string(), kNever);
  other.execute("BEGIN");
  other.execute("LOCK TABLE shop.orders IN ACCESS EXCLUSIVE MODE");
  Cancellation cancel;
  pipeline::SilentProgress silent;
  auto publishing = std::async(std::launch::async, [&] {
    try {
      publish(false, silent, cancel);
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::kInternal;
  });
  postgres::Connection watching(connection_string(), kNever);
  const char* waits = "SELECT 1 FROM pg_locks WHERE NOT granted";
  for (int asked = 0; asked < 5000 && watching.query(waits).empty(); ++asked)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  cancel.request();
  EXPECT_EQ(publishing.get(), ErrorCode::kCancelled);
  other.execute("ROLLBACK");
  EXPECT_THAT(in_database("SELECT snapshot, (SELECT count(*) FROM shop.orders) FROM shop.c360_publication"),
              ElementsAre("1|3"));
}

TEST_F(OdbcPostgresTest, TwoPublishesAtOnceWaitForOneAnother) {
  run_and_publish();
  put("data/orders-2.csv", "order_id,customer_id,amount\n13,2,1.00\n");
  run();
  postgres::Connection other(connection_string(), kNever);
  other.execute("BEGIN");
  other.execute("UPDATE shop.c360_publication SET project = project");
  auto publishing = std::async(std::launch::async, [&] { return publish(); });
  postgres::Connection watching(connection_string(), kNever);
  const char* waits = "SELECT 1 FROM pg_locks WHERE NOT granted";
  for (int asked = 0; asked < 5000 && watching.query(waits).empty(); ++asked)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_THAT(watching.query(waits), ::testing::SizeIs(1)) << "it waits";
  other.execute("COMMIT");
  EXPECT_EQ(fate(publishing.get(), "orders"), "changed 1 1 0 0");
}

/// Kills the server once a table is begun.
class KillsAt final : public pipeline::Progress {
 public:
  KillsAt(std::string name, testing::PostgresServer& server) : name_(std::move(name)), server_(server) {}
  void started(const pipeline::Step& step) override {
    if (step.name == name_) server_.kill();
  }
  void finished(const pipeline::Step&) override {}
  void note(const std::string&) override {}
  void watch(std::function<double()>) override {}

 private:
  std::string name_;
  testing::PostgresServer& server_;
};

TEST_F(OdbcPostgresTest, AServerThatIsKilledHasTheOldState) {
  run_and_publish();
  put("data/orders-2.csv", "order_id,customer_id,amount\n10,2,9.00\n13,2,1.00\n");
  run();
  KillsAt kills("revenue", server());
  EXPECT_THROW(publish(false, kills, kNever), Error);
  server().restart();
  EXPECT_THAT(in_database("SELECT * FROM shop.orders ORDER BY 1"), ElementsAre("10|1|5.00", "11|2|7.50", "12|1|2.25"));
  EXPECT_THAT(in_database("SELECT snapshot FROM shop.c360_publication"), ElementsAre("1"));
  EXPECT_EQ(fate(publish(), "orders"), "changed 2 1 1 0");
  EXPECT_THAT(in_database("SELECT sum(amount) FROM shop.orders"), ElementsAre("19.75"));
}

}  // namespace
}  // namespace c360::publish
