// What was published through an ODBC driver, read back.
#include "c360/publish/published_tables.h"

#include <gmock/gmock.h>

#include "c360/publish/testing/odbc_fixture.h"
#include "c360/publish/testing/read_back.h"

namespace c360::publish {
namespace {

using lakehouse::TableName;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Texts;

/// In PostgreSQL where the parameter is true, else in SQLite.
class OdbcTablesTest : public testing::ReadBack<testing::OdbcFixture>, public ::testing::WithParamInterface<bool> {
 protected:
  OdbcTablesTest() : ReadBack(GetParam() ? Kind::kPostgres : Kind::kSqlite) {}

  Error failure_of_open() {
    try {
      open();
    } catch (const Error& error) {
      return error;
    }
    throw std::logic_error("it opened");
  }
};

TEST_P(OdbcTablesTest, ValuesOfEveryTypeComeBackAsTheyWere) {
  put("models/gold/names.sql", all_types());
  run_and_publish();
  const auto tables = open();
  EXPECT_EQ(tables->snapshot(), 1);
  EXPECT_THAT(tables->place(), HasSubstr(GetParam() ? "schema shop of " : "shop.db"));
  EXPECT_EQ(in_lake({"gold", "names"}).size(), 4u);
  for (const TableName& name : {TableName{"gold", "names"}, TableName{"gold", "revenue"}})
    EXPECT_EQ(read_back(*tables, name), in_lake(name)) << name.to_string();
  EXPECT_THAT(read_back(*tables, {"silver", "orders"}), ElementsAre("10|1|5.00", "11|2|7.50", "12|1|2.25"));
  EXPECT_FALSE(tables->has({"silver", "nothing"}));
}

TEST_P(OdbcTablesTest, LongAndHostileTextsComeBackAsTheyWere) {
  put("models/gold/names.sql",
      "SELECT i AS id, repeat('é\"😀,' || chr(10), i) AS text, repeat('ab', i)::BLOB AS bytes FROM range(0, 9000, 1499) "
      "AS t(i)\n");
  run_and_publish();
  const auto tables = open();
  EXPECT_EQ(read_back(*tables, {"gold", "names"}), in_lake({"gold", "names"}));
}

TEST_P(OdbcTablesTest, WhatAnotherHandChangedIsSeen) {
  run_and_publish();
  ask_odbc("UPDATE " + std::string(GetParam() ? "shop." : "") + "orders SET amount = '99.00' WHERE order_id = 11");
  const auto tables = open();
  EXPECT_THAT(read_back(*tables, {"silver", "orders"}), ElementsAre("10|1|5.00", "11|2|99.00", "12|1|2.25"));
}

TEST_P(OdbcTablesTest, NothingPublishedAndAnothersTablesAreTold) {
  run();
  EXPECT_EQ(failure_of_open().code(), ErrorCode::kNotFound);
  publish();
  ask_odbc("UPDATE " + std::string(GetParam() ? "shop." : "") + "c360_publication SET project = 'other'");
  const Error error = failure_of_open();
  EXPECT_EQ(error.code(), ErrorCode::kConflict);
  EXPECT_THAT(error.message(), HasSubstr("belongs to the project 'other'"));
}

TEST_P(OdbcTablesTest, AColumnThatAnotherHandTookAwayIsNamed) {
  run_and_publish();
  ask_odbc("ALTER TABLE " + std::string(GetParam() ? "shop." : "") + "orders DROP COLUMN amount");
  const auto tables = open();
  try {
    read_back(*tables, {"silver", "orders"});
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), HasSubstr("silver.orders cannot be read: "));
    EXPECT_THAT(error.message(), HasSubstr("amount"));
  }
}

INSTANTIATE_TEST_SUITE_P(Each, OdbcTablesTest, ::testing::Bool(),
                         [](const auto& kind) { return kind.param ? "postgresql" : "sqlite"; });

}  // namespace
}  // namespace c360::publish
