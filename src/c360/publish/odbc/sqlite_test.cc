// Publishing into a SQLite file through its ODBC driver: exact values as texts, rows changed by key, all or nothing.
#include <gmock/gmock.h>

#include "c360/publish/testing/odbc_fixture.h"

namespace c360::publish {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class SqliteTest : public testing::OdbcFixture {
 protected:
  SqliteTest() : OdbcFixture(Kind::kSqlite) {}
};

TEST_F(SqliteTest, TablesKeysAndStateStandThere) {
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "customers"), "created 2 2 0 0");
  EXPECT_EQ(report.place, (root() / "shop.db").string());
  EXPECT_THAT(ask_odbc("SELECT * FROM orders ORDER BY 1"), ElementsAre("10|1|5.00", "11|2|7.50", "12|1|2.25"));
  EXPECT_THAT(ask_odbc("SELECT project, snapshot FROM c360_publication"), ElementsAre("shop|1"));
  EXPECT_THAT(ask_odbc("SELECT name, source, rows FROM c360_tables ORDER BY 1"),
              ElementsAre("customers|silver.customers|2", "names|gold.names|2", "orders|silver.orders|3",
                          "revenue|gold.revenue|2"));
  EXPECT_THAT(ask_odbc("SELECT sql FROM sqlite_master WHERE name = 'orders'"),
              ElementsAre(AllOf(HasSubstr("\"amount\" text NOT NULL"), HasSubstr("PRIMARY KEY (\"order_id\")"),
                                HasSubstr("REFERENCES \"customers\" (\"customer_id\")"))));
  EXPECT_THAT(ask_odbc("SELECT count(*) FROM pragma_foreign_key_check"), ElementsAre("0"));
}

TEST_F(SqliteTest, EveryValueIsWhatItWas) {
  put("models/gold/names.sql", all_types());
  run_and_publish();
  EXPECT_THAT(
      ask_odbc(
          "SELECT id, name, least, wide, small, yes, real, day, instant, wall, hex(bytes), tags, i, s, t FROM names "
          "ORDER BY id"),
      ElementsAre(
          "1|größe 😀 'x' \"y\" {z} ?|-9223372036854775808|12345678901234567890.12|-0.05|1|0.1|2024-02-29|"
          "2024-05-31T08:15:00.123456+00:00|1969-12-31T23:59:59.999999|6162|[\"a\",null]|7|-3|5",
          "2|-|-|-|-|-|-|-|-|-||-|-|-|-",
          "3||0|0.00|0.00|0|-1.0e+300|0001-01-01|9999-12-31T23:59:59.000000+00:00|0001-01-01T00:00:00.000000||[]|0|0|0",
          "4|x|1|1.00|1.00|1|1.0|2000-01-01|2000-01-01T00:00:00.000000+00:00|2000-01-01T00:00:00.000000|00FF00|[\"b\"]|"
          "1|1|1"));
  EXPECT_THAT(
      ask_odbc("SELECT typeof(id), typeof(wide), typeof(real), typeof(bytes), typeof(yes) FROM names WHERE id = "
               "1"),
      ElementsAre("integer|text|real|blob|integer"));
}

TEST_F(SqliteTest, OnlyRowsThatDifferAreSent) {
  run_and_publish();
  const TargetReport same = publish();
  for (const char* table : {"customers", "orders", "revenue", "names"})
    EXPECT_EQ(fate(same, table), "unchanged 0 0 0 0") << table;
  put("data/orders-2.csv", "order_id,customer_id,amount\n11,2,8.00\n13,2,1.00\n");
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "customers"), "unchanged 0 0 0 0");
  EXPECT_EQ(fate(report, "orders"), "changed 2 1 1 0");
  EXPECT_EQ(report.before, 1);
  EXPECT_THAT(ask_odbc("SELECT * FROM orders ORDER BY 1"),
              ElementsAre("10|1|5.00", "11|2|8.00", "12|1|2.25", "13|2|1.00"));
  EXPECT_THAT(ask_odbc("SELECT * FROM revenue ORDER BY 1"), ElementsAre("1|7.25", "2|9.00"));
  EXPECT_THAT(ask_odbc("SELECT snapshot FROM c360_publication"), ElementsAre("2"));
}

TEST_F(SqliteTest, RowsThatAreGoneGo) {
  run_and_publish();
  put("contracts/customers.yaml",
      "entity: customers\nkey: [customer_id]\nmax_quarantined: 90%\ncolumns:\n"
      "  customer_id: { type: bigint, required: true, min: 2 }\n  name: { type: string, default: Unknown }\n");
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "customers"), "changed 1 0 0 1");
  EXPECT_EQ(fate(report, "orders"), "changed 2 0 0 2");
  EXPECT_THAT(ask_odbc("SELECT * FROM orders"), ElementsAre("11|2|7.50"));
}

TEST_F(SqliteTest, AllRowsOfATableWithoutAKeyComeAgain) {
  const std::string twice = "SELECT 1 AS a, NULL::TEXT AS b UNION ALL SELECT 1, NULL UNION ALL SELECT 2, 'x'\n";
  put("models/gold/names.sql", twice);
  run_and_publish();
  put("models/gold/names.sql", twice + " UNION ALL SELECT 3, 'y'\n");
  EXPECT_EQ(fate(run_and_publish(), "names"), "changed 4 4 0 3");
  EXPECT_THAT(ask_odbc("SELECT * FROM names ORDER BY 1"), ElementsAre("1|-", "1|-", "2|x", "3|y"));
}

TEST_F(SqliteTest, AKeyWithNullsFindsItsRows) {
  const auto model = [](const std::string& amount) {
    return "-- grain: k\nSELECT * FROM (VALUES (NULL::BIGINT, " + amount + "), (1, 2)) AS t(k, v)\n";
  };
  put("models/gold/names.sql", model("1"));
  run_and_publish();
  put("models/gold/names.sql", model("5"));
  EXPECT_EQ(fate(run_and_publish(), "names"), "changed 1 0 1 0");
  EXPECT_THAT(ask_odbc("SELECT * FROM names ORDER BY 2"), ElementsAre("1|2", "-|5"));
}

TEST_F(SqliteTest, ATableWithOtherColumnsIsMadeAnew) {
  run_and_publish();
  put("models/gold/revenue.sql",
      "-- grain: customer_id\nSELECT customer_id, sum(amount) AS revenue, count(*) AS orders FROM silver.orders "
      "GROUP BY customer_id\n");
  EXPECT_EQ(fate(run_and_publish(), "revenue"), "changed 2 2 0 0");
  EXPECT_THAT(ask_odbc("SELECT * FROM revenue ORDER BY 1"), ElementsAre("1|7.25|2", "2|7.50|1"));
}

TEST_F(SqliteTest, AParentThatIsMadeAnewKeepsItsChildren) {
  run_and_publish();
  put("contracts/customers.yaml",
      "entity: customers\nkey: [customer_id]\ncolumns:\n  customer_id: { type: bigint, required: true }\n"
      "  name: { type: string }\n");
  EXPECT_EQ(fate(run_and_publish(), "customers"), "changed 2 2 0 0");
  EXPECT_THAT(ask_odbc("SELECT count(*) FROM pragma_foreign_key_check"), ElementsAre("0"));
  EXPECT_THAT(ask_odbc("SELECT count(*) FROM orders"), ElementsAre("3"));
}

TEST_F(SqliteTest, FullRepairsWhatAnotherHandChanged) {
  run_and_publish();
  ask_odbc("UPDATE orders SET amount = '99.00' WHERE order_id = 10");
  ask_odbc("DELETE FROM orders WHERE order_id = 11");
  ask_odbc("INSERT INTO orders VALUES (50, 1, '1.00')");
  EXPECT_EQ(fate(publish(true), "orders"), "changed 3 1 1 1");
  EXPECT_THAT(ask_odbc("SELECT * FROM orders ORDER BY 1"), ElementsAre("10|1|5.00", "11|2|7.50", "12|1|2.25"));
}

TEST_F(SqliteTest, RowsOfAnotherHandAreFoundInATableThatChanges) {
  run_and_publish();
  ask_odbc("INSERT INTO orders VALUES (50, 1, '1.00')");
  put("data/orders-2.csv", "order_id,customer_id,amount\n13,2,1.00\n");
  run();
  const Error error = publish_failure();
  EXPECT_EQ(error.code(), ErrorCode::kConflict);
  EXPECT_THAT(error.message(), HasSubstr("orders would have 4 rows, but the database has 5"));
  EXPECT_THAT(error.hint(), HasSubstr("--full"));
  EXPECT_THAT(ask_odbc("SELECT snapshot, (SELECT count(*) FROM orders) FROM c360_publication"), ElementsAre("1|4"));
}

TEST_F(SqliteTest, ATableOfOthersIsNotTouched) {
  ask_odbc("CREATE TABLE orders (a integer)");
  run();
  EXPECT_THAT(publish_failure().message(), HasSubstr("a table 'orders' that c360 did not publish"));
  EXPECT_THAT(ask_odbc("SELECT name FROM sqlite_master"), ElementsAre("orders"));
}

TEST_F(SqliteTest, ARowThatTheDatabaseRefusesIsNamedAndNothingChanges) {
  run_and_publish();
  ask_odbc("CREATE UNIQUE INDEX one_amount ON orders (amount)");
  put("data/orders-2.csv", "order_id,customer_id,amount\n13,2,1.00\n14,2,7.50\n15,2,3.00\n");
  run();
  const Error error = publish_failure();
  EXPECT_EQ(error.code(), ErrorCode::kData);
  EXPECT_THAT(error.message(),
              AllOf(HasSubstr("orders, "), HasSubstr("the row with order_id = 14: the database refuses a row"),
                    HasSubstr("UNIQUE constraint failed: orders.amount")));
  EXPECT_THAT(ask_odbc("SELECT snapshot, (SELECT count(*) FROM orders) FROM c360_publication"), ElementsAre("1|3"));
}

/// Stops the publish once a table is begun.
class StopsAt final : public pipeline::Progress {
 public:
  StopsAt(std::string name, Cancellation& cancel) : name_(std::move(name)), cancel_(cancel) {}
  void started(const pipeline::Step& step) override {
    if (step.name == name_) cancel_.request();
  }
  void finished(const pipeline::Step&) override {}
  void note(const std::string&) override {}
  void watch(std::function<double()>) override {}

 private:
  std::string name_;
  Cancellation& cancel_;
};

TEST_F(SqliteTest, APublishThatIsStoppedChangesNothing) {
  run_and_publish();
  put("data/orders-2.csv", "order_id,customer_id,amount\n13,2,1.00\n");
  run();
  Cancellation cancel;
  StopsAt stops("revenue", cancel);
  try {
    publish(false, stops, cancel);
    FAIL() << "it was not stopped";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCancelled);
  }
  EXPECT_THAT(ask_odbc("SELECT snapshot, (SELECT count(*) FROM orders) FROM c360_publication"), ElementsAre("1|3"));
  EXPECT_EQ(fate(publish(), "orders"), "changed 1 1 0 0");
}

TEST_F(SqliteTest, AnotherProjectsFileIsRefused) {
  run_and_publish();
  ask_odbc("UPDATE c360_publication SET project = 'other'");
  EXPECT_THAT(publish_failure().message(), HasSubstr("belongs to the project 'other'"));
}

TEST_F(SqliteTest, WhatANewerC360WroteIsRefused) {
  run_and_publish();
  ask_odbc("UPDATE c360_publication SET format = 102");
  EXPECT_THAT(publish_failure().message(), HasSubstr("a newer c360"));
}

TEST_F(SqliteTest, ManyRowsAndLongValuesGoInBlocks) {
  put("models/gold/names.sql",
      "-- grain: id\nSELECT i AS id, repeat('ä', CASE WHEN i % 1000 = 0 THEN 300000 ELSE 3 END) AS text "
      "FROM range(5000) AS r(i)\n");
  run_and_publish();
  EXPECT_THAT(ask_odbc("SELECT count(*), sum(id), sum(length(text)), min(length(text)) FROM names"),
              ElementsAre("5000|12497500|1514985|3"));
}

TEST_F(SqliteTest, AMissingDriverIsTold) {
  run();
  odbc_settings("Driver=No Such Driver;PWD_NOT=1", "");
  const Error error = publish_failure();
  EXPECT_THAT(error.message(), HasSubstr("cannot connect to No Such Driver"));
  EXPECT_THAT(error.hint(), HasSubstr("odbcinst -q -d"));
}

TEST_F(SqliteTest, SecretsAreNotTold) {
  run();
  put("secret.txt", "Driver=No Such Driver;PWD=hunter2\n");
  odbc_settings("${file:secret.txt}", "");
  EXPECT_THAT(std::string(publish_failure().what()), AllOf(HasSubstr("cannot connect"), Not(HasSubstr("hunter2"))));
  put("secret.txt", "hunter2\n");
  EXPECT_THAT(std::string(publish_failure().what()),
              AllOf(HasSubstr("none that ODBC knows"), Not(HasSubstr("hunter2"))));
}

TEST_F(SqliteTest, ADialectThatIsNotTheDatabasesIsRefused) {
  run();
  odbc_settings(", dialect: tsql");
  EXPECT_THAT(publish_failure().message(), HasSubstr("dialect is tsql, but the driver calls its database 'SQLite'"));
}

}  // namespace
}  // namespace c360::publish
