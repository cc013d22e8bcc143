#include "c360/cli/sql_layout.h"

#include <gtest/gtest.h>

namespace c360::cli {
namespace {

TEST(SqlLayout, EveryClauseHasALine) {
  EXPECT_EQ(laid_out("SELECT \"a\" FROM \"t\" WHERE (a = 1) GROUP BY a ORDER BY a ASC LIMIT 3"),
            "SELECT \"a\"\nFROM \"t\"\nWHERE (a = 1)\nGROUP BY a\nORDER BY a ASC\nLIMIT 3");
}

TEST(SqlLayout, QueriesWithinAreSetIn) {
  EXPECT_EQ(
      laid_out("WITH \"x\" AS (SELECT 1 AS \"a\"), \"y\" AS (SELECT 2 FROM (SELECT 3) AS \"q\") SELECT * FROM \"x\""),
      "WITH \"x\" AS (\n  SELECT 1 AS \"a\"\n),\n\"y\" AS (\n  SELECT 2\n  FROM (\n    SELECT 3\n  ) AS \"q\"\n) "
      "SELECT "
      "*\nFROM \"x\"");
}

TEST(SqlLayout, WindowsAndCallsStayInTheirLine) {
  EXPECT_EQ(laid_out("SELECT sum(a) OVER (PARTITION BY b ORDER BY c) FROM \"t\""),
            "SELECT sum(a) OVER (PARTITION BY b ORDER BY c)\nFROM \"t\"");
}

TEST(SqlLayout, TextsAndNamesStay) {
  EXPECT_EQ(laid_out("SELECT ' FROM (SELECT ' AS \" WHERE \" FROM \"t\""),
            "SELECT ' FROM (SELECT ' AS \" WHERE \"\nFROM \"t\"");
}

TEST(SqlLayout, MarksOfUsersSqlGo) {
  EXPECT_EQ(laid_out("SELECT (/*c360:user*/a > 1\n/*c360:end*/) AS \"x\" FROM \"t\""),
            "SELECT (a > 1) AS \"x\"\nFROM \"t\"");
}

}  // namespace
}  // namespace c360::cli
