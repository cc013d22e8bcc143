#include "c360/powerbi/database_place.h"

#include <gtest/gtest.h>

namespace c360::powerbi {
namespace {

TEST(DatabasePlace, IsFoundInAddressesOfPostgres) {
  EXPECT_EQ(place_of_postgres("postgresql://ann:s@cret@db.example:5433/ware%20house?sslmode=require"),
            (DatabasePlace{"db.example:5433", "ware house"}));
  EXPECT_EQ(place_of_postgres("postgres://db/warehouse"), (DatabasePlace{"db", "warehouse"}));
  EXPECT_EQ(place_of_postgres("postgresql://ann@[::1]:5432/w"), (DatabasePlace{"[::1]:5432", "w"}));
  EXPECT_EQ(place_of_postgres("postgresql://"), (DatabasePlace{"localhost", ""}));
}

TEST(DatabasePlace, IsFoundInWordsOfPostgres) {
  EXPECT_EQ(place_of_postgres("host=db port = 5433 user=ann password='se\\'cret host=x' dbname='ware house'"),
            (DatabasePlace{"db:5433", "ware house"}));
  EXPECT_EQ(place_of_postgres("dbname=warehouse"), (DatabasePlace{"localhost", "warehouse"}));
  EXPECT_EQ(place_of_postgres("hostaddr=10.0.0.1 dbname=w"), (DatabasePlace{"10.0.0.1", "w"}));
  EXPECT_EQ(place_of_postgres("nonsense"), (DatabasePlace{"localhost", ""}));
}

TEST(DatabasePlace, IsFoundInConnectionStringsOfOdbc) {
  EXPECT_EQ(place_of_odbc("Driver={FreeTDS};Server=tcp:shop.database.windows.net,1433;Database=warehouse;UID=ann;"
                          "PWD={a;Server=evil}};x}"),
            (DatabasePlace{"shop.database.windows.net,1433", "warehouse"}));
  EXPECT_EQ(place_of_odbc("SERVER = db ; PORT=1433; database=w"), (DatabasePlace{"db,1433", "w"}));
  EXPECT_EQ(place_of_odbc(""), (DatabasePlace{"localhost", ""}));
}

TEST(DatabasePlace, NeverHoldsUserOrPassword) {
  for (const DatabasePlace& place : {place_of_postgres("postgresql://ann:secret@db/w"),
                                     place_of_postgres("user=ann password=secret host=db dbname=w"),
                                     place_of_odbc("UID=ann;PWD=secret;Server=db;Database=w")}) {
    EXPECT_EQ(place, (DatabasePlace{"db", "w"}));
  }
}

}  // namespace
}  // namespace c360::powerbi
