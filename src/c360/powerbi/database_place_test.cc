#include "c360/powerbi/database_place.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::powerbi {
namespace {

/// What needs libpq.
class PostgresPlace : public ::testing::Test {
 protected:
  void SetUp() override {
    try {
      place_of_postgres("");
    } catch (const Error& error) {
      GTEST_SKIP() << error.what();
    }
  }
};

TEST_F(PostgresPlace, IsWhatPowerBiTakesForAServer) {
  EXPECT_EQ(place_of_postgres("postgresql://ann:secret@db.example:5433/ware%20house?sslmode=require"),
            (DatabasePlace{"db.example:5433", "ware house"}));
  EXPECT_EQ(place_of_postgres("host=db dbname=warehouse user=ann password=secret"), (DatabasePlace{"db", "warehouse"}));
  EXPECT_EQ(place_of_postgres("postgresql://ann@[::1]:5432/w"), (DatabasePlace{"[::1]:5432", "w"}));
}

TEST_F(PostgresPlace, IsThisMachineForASocket) {
  EXPECT_EQ(place_of_postgres("host=/run/postgresql port=6432 dbname=w"), (DatabasePlace{"localhost:6432", "w"}));
  EXPECT_EQ(place_of_postgres("host=@abstract dbname=w"), (DatabasePlace{"localhost", "w"}));
}

TEST_F(PostgresPlace, IsEmptyWhereNoneIsWritten) {
  EXPECT_EQ(place_of_postgres("service=shop"), DatabasePlace{});
  EXPECT_EQ(place_of_postgres("port=5433 user=ann"), DatabasePlace{});
}

DatabasePlace by_odbc(const std::string& connection, char before_port = ',') {
  return place_of_odbc(publish::odbc::ConnectionText(connection), before_port);
}

TEST(DatabasePlace, IsFoundInConnectionStringsOfOdbc) {
  EXPECT_EQ(by_odbc("Driver={FreeTDS};Server=tcp:shop.database.windows.net,1433;Database=warehouse;UID=ann;"
                    "PWD={a;Server=evil}};x}"),
            (DatabasePlace{"shop.database.windows.net,1433", "warehouse"}));
  EXPECT_EQ(by_odbc("DRIVER=FreeTDS; SERVER = db ; PORT=1433; database=w"), (DatabasePlace{"db,1433", "w"}));
  EXPECT_EQ(by_odbc("Driver={PostgreSQL Unicode};Server=db;Port=5433;Database=w", ':'),
            (DatabasePlace{"db:5433", "w"}));
  EXPECT_EQ(by_odbc("DSN=shop;PORT=1433"), DatabasePlace{});
}

TEST(DatabasePlace, NeverHoldsUserOrPassword) {
  EXPECT_EQ(by_odbc("Driver=x;UID=ann;PWD=secret;Server=db;Database=w"), (DatabasePlace{"db", "w"}));
  EXPECT_EQ(by_odbc("Driver=x;PWD=se=cret;Server=db;Database=w;UID=Server"), (DatabasePlace{"db", "w"}));
}

}  // namespace
}  // namespace c360::powerbi
