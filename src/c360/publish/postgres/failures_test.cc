// What can go wrong with a database, and that nothing is changed then.
#include <gmock/gmock.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "c360/publish/testing/publish_fixture.h"

namespace c360::publish {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class FailuresTest : public testing::PublishFixture {
 protected:
  /// c360.yaml with another connection string for the target.
  void connect_by(const std::string& connection) {
    put("c360.yaml",
        "project: shop\nsources:\n  customers: { files: data/customers*.csv }\n  orders: { files: data/orders*.csv }\n"
        "publish:\n  db: { postgresql: \"" +
            connection + "\" }\n");
  }
  std::string as(const std::string& user) const {
    return "host=" + server().folder().string() + " user=" + user + " dbname=" + database_name_;
  }
  /// Returns when the database answers the statement with a row, or after some thousand questions.
  void await(const std::string& statement) {
    postgres::Connection watching(connection_string(), kNever);
    for (int asked = 0; asked < 5000 && watching.query(statement).empty(); ++asked)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
};

TEST_F(FailuresTest, AServerThatIsNotThereIsTold) {
  run();
  connect_by("host=/nowhere dbname=x");
  const Error error = publish_failure();
  EXPECT_EQ(error.code(), ErrorCode::kIo);
  EXPECT_THAT(error.message(), HasSubstr("cannot connect to the database"));
  EXPECT_THAT(error.hint(), HasSubstr("is the server running"));
}

TEST_F(FailuresTest, AMissingDatabaseIsTold) {
  run();
  connect_by("host=" + server().folder().string() + " user=c360 dbname=nowhere");
  EXPECT_THAT(publish_failure().message(), HasSubstr("database \"nowhere\" does not exist"));
}

TEST_F(FailuresTest, AWrongPasswordIsToldWithoutThePassword) {
  in_database(
      "DO $$ BEGIN CREATE ROLE locked LOGIN PASSWORD 'right'; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
  const auto rules = server().folder() / "data" / "pg_hba.conf";
  const std::string before = read_file(rules);
  std::ofstream(rules) << "local all locked scram-sha-256\n" << before;
  in_database("SELECT pg_reload_conf(), pg_sleep(0.3)");
  run();
  put("secret.txt", as("locked") + " password=hunter2\n");
  connect_by("${file:secret.txt}");
  const Error wrong = publish_failure();
  connect_by(as("locked"));
  const Error none = publish_failure();
  std::ofstream(rules) << before;
  in_database("SELECT pg_reload_conf()");
  EXPECT_THAT(std::string(wrong.what()), AllOf(HasSubstr("password authentication failed"), Not(HasSubstr("hunter2"))));
  EXPECT_THAT(wrong.hint(), HasSubstr("check the user and the password"));
  EXPECT_THAT(none.hint(), HasSubstr("the server wants a password"));
}

TEST_F(FailuresTest, ATextThatIsNoConnectionStringIsNotRepeated) {
  run();
  put("secret.txt", "hunter2\n");
  connect_by("${file:secret.txt}");
  EXPECT_THAT(std::string(publish_failure().what()),
              AllOf(HasSubstr("none that PostgreSQL knows"), Not(HasSubstr("hunter2"))));
}

TEST_F(FailuresTest, WhoMayNotMakeTheSchemaIsTold) {
  in_database("DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
  run();
  connect_by(as("guest"));
  const Error error = publish_failure();
  EXPECT_THAT(error.message(), HasSubstr("there is no schema shop, and it cannot be made"));
  EXPECT_THAT(error.hint(), HasSubstr("grant CREATE"));
}

TEST_F(FailuresTest, WhoMayNotChangeTheTablesIsTold) {
  in_database("DO $$ BEGIN CREATE ROLE guest2 LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
  run_and_publish();
  in_database("GRANT USAGE ON SCHEMA shop TO guest2");
  connect_by(as("guest2"));
  EXPECT_THAT(publish_failure().message(), HasSubstr("permission denied"));
}

TEST_F(FailuresTest, ARowThatTheDatabaseRefusesIsNamed) {
  run_and_publish();
  in_database("ALTER TABLE shop.orders ADD CONSTRAINT small CHECK (amount < 100)");
  put("data/orders-2.csv", "order_id,customer_id,amount\n21,1,5\n22,1,500\n23,1,5\n11,2,3\n");
  run();
  const Error error = publish_failure();
  EXPECT_EQ(error.code(), ErrorCode::kData);
  EXPECT_THAT(error.message(),
              AllOf(HasSubstr("orders, the row with order_id = 22: the database refuses a row of orders "
                              "by the constraint small"),
                    HasSubstr("500.00")));
  EXPECT_THAT(in_database("SELECT sum(amount), count(*) FROM shop.orders"), ElementsAre("14.75|3"));
  in_database("ALTER TABLE shop.orders DROP CONSTRAINT small");
  publish();
  EXPECT_THAT(in_database("SELECT count(*) FROM shop.orders"), ElementsAre("6"));
}

TEST_F(FailuresTest, AValueThatNoDatabaseHoldsIsNamed) {
  put("models/gold/names.sql",
      "-- grain: customer_id\nSELECT customer_id, name || CASE WHEN customer_id = 2 THEN chr(0) ELSE '' END AS name "
      "FROM "
      "silver.customers\n");
  run();
  EXPECT_THAT(publish_failure().message(),
              HasSubstr("names cannot be published: the value of name in the row with customer_id = 2: it has a NUL"));
  EXPECT_THAT(in_database("SELECT count(*) FROM pg_namespace WHERE nspname = 'shop'"), ElementsAre("0"));
}

TEST_F(FailuresTest, ARowThatOthersReferToIsNotTakenAway) {
  run_and_publish();
  in_database("CREATE TABLE notes (order_id bigint REFERENCES shop.orders)");
  in_database("INSERT INTO notes VALUES (12)");
  put("contracts/orders.yaml",
      orders_contract("checks:\n  - { name: large, where: \"amount > 3\" }\nmax_quarantined: 90%\n"));
  run();
  EXPECT_THAT(publish_failure().message(),
              AllOf(HasSubstr("Key (order_id)=(12) is still referenced from table \"notes\""),
                    HasSubstr("notes_order_id_fkey")));
  EXPECT_THAT(in_database("SELECT count(*) FROM shop.orders"), ElementsAre("3"));
}

TEST_F(FailuresTest, ACancelledPublishStopsAmidItsRowsAndChangesNothing) {
  put("models/gold/names.sql", "SELECT range AS a, 'text ' || range AS b FROM range(3000000)\n");
  run();
  Cancellation cancel;
  pipeline::SilentProgress silent;
  std::thread stopping([&] {
    await("SELECT 1 FROM pg_stat_progress_copy WHERE datname = current_database() AND tuples_processed > 0");
    cancel.request();
  });
  try {
    publish(false, silent, cancel);
    ADD_FAILURE() << "it was not cancelled";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCancelled);
  }
  stopping.join();
  EXPECT_THAT(in_database("SELECT count(*) FROM pg_namespace WHERE nspname = 'shop'"), ElementsAre("0"));
}

TEST_F(FailuresTest, TwoPublishesWaitForOneAnother) {
  run();
  postgres::Connection other(connection_string(), kNever);
  other.execute("BEGIN");
  other.query("SELECT pg_advisory_xact_lock(hashtext('c360 publish'), hashtext('shop'))");
  std::thread ending([&] {
    await("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
    other.execute("COMMIT");
  });
  publish();
  ending.join();
  EXPECT_THAT(in_database("SELECT count(*) FROM shop.orders"), ElementsAre("3"));
}

TEST_F(FailuresTest, AnEndedConnectionIsTold) {
  run_and_publish();
  postgres::Connection doomed(connection_string(), kNever);
  const std::string process = texts(doomed, "SELECT pg_backend_pid()").at(0);
  in_database("SELECT pg_terminate_backend(" + process + ")");
  try {
    doomed.query("SELECT 1");
    FAIL() << "it is still there";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIo);
  }
}

TEST(RefusalTest, EachHasItsWords) {
  const auto error = [](const std::string& state) {
    postgres::Refusal refusal;
    refusal.sqlstate = state;
    refusal.message = "it says so";
    return postgres::RefusedError(refusal);
  };
  EXPECT_EQ(error("53100").code(), ErrorCode::kNoSpace);
  EXPECT_THAT(error("53100").hint(), HasSubstr("make room on the server's disk"));
  EXPECT_EQ(error("23505").code(), ErrorCode::kData);
  EXPECT_THAT(error("55P03").hint(), HasSubstr("someone keeps the table locked"));
  EXPECT_THAT(error("42501").hint(), HasSubstr("nothing was changed"));
  EXPECT_THAT(error("XX000").message(), HasSubstr("the database says: it says so"));
}

}  // namespace
}  // namespace c360::publish
