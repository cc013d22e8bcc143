#include "c360/session/reading_only.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"

namespace c360::session {
namespace {

using ::testing::HasSubstr;

class ReadingOnlyTest : public ::testing::Test {
 protected:
  /// "" for a statement that is allowed, else why it is not.
  std::string verdict(const std::string& statement) {
    const IsThere is_there = [](const std::string& schema, const std::string& name) {
      return schema == "gold" && name == "revenue";
    };
    try {
      refuse_all_but_reading(connection_, statement, is_there);
    } catch (const Error& error) {
      return error.message();
    }
    return "";
  }

  engine::Database database_;
  engine::Connection connection_ = database_.connect();
};

TEST_F(ReadingOnlyTest, SelectsOverTablesThatAreThereAreAllowed) {
  for (const char* fine : {
           "SELECT 1",
           "FROM gold.revenue",
           "SELECT * FROM gold.revenue r JOIN (SELECT 1 AS a) s ON r.a = s.a",
           "WITH big AS (SELECT * FROM gold.revenue) SELECT * FROM big, BIG b2",
           "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT * FROM n",
           "SELECT * FROM range(10), unnest([1, 2])",
           "VALUES (1), (2)",
           "SELECT (SELECT max(a) FROM gold.revenue)",
           "SELECT table_name FROM information_schema.tables",
           "PIVOT gold.revenue ON a IN (1, 2) USING sum(b)",
           "SELECT 'read_csv(''x'')' AS text",
       })
    EXPECT_EQ(verdict(fine), "") << fine;
}

TEST_F(ReadingOnlyTest, FilesCannotBeRead) {
  for (const char* wrong : {
           "SELECT * FROM read_csv('/etc/passwd')",
           "SELECT * FROM READ_TEXT('/etc/passwd')",
           "SELECT * FROM glob('*')",
           "SELECT * FROM parquet_scan('x.parquet')",
           "SELECT * FROM delta_scan('/data')",
           "SELECT * FROM query('SELECT 1')",
           "SELECT * FROM query_table('gold.revenue')",
           "SELECT * FROM duckdb_settings()",
           "SELECT * FROM c360_memory('meta.runs')",
           "SELECT * FROM (SELECT 1) WHERE EXISTS (FROM read_blob('/etc/passwd'))",
           "WITH x AS (SELECT * FROM sniff_csv('/etc/passwd')) SELECT 1",
           "SELECT (SELECT content FROM read_text('/etc/passwd'))",
           "PIVOT read_csv('/etc/passwd') ON a IN (1) USING count(*)",
       })
    EXPECT_THAT(verdict(wrong), HasSubstr("is not allowed")) << wrong;
}

TEST_F(ReadingOnlyTest, ATableCannotBeAPath) {
  for (const char* wrong : {
           "SELECT * FROM '/etc/passwd.csv'",
           "SELECT * FROM 'x.parquet'",
           "SELECT * FROM x.csv",
           "SELECT * FROM silver.orders",
           "SELECT * FROM revenue",
           "SELECT * FROM 'x.csv' WHERE EXISTS (WITH \"x.csv\" AS (SELECT 1) FROM \"x.csv\")",
           "SELECT * FROM gold.revenue, 'https://example.org/x.json'",
       })
    EXPECT_THAT(verdict(wrong), HasSubstr("there is no table")) << wrong;
  EXPECT_THAT(verdict("SELECT * FROM temp.main.x"), HasSubstr("the database 'temp' cannot be named"));
}

TEST_F(ReadingOnlyTest, NothingButSelectIsAllowed) {
  for (const char* wrong : {
           "CREATE TABLE x AS SELECT 1",
           "COPY (SELECT 1) TO '/tmp/x.csv'",
           "ATTACH '/tmp/x.db'",
           "INSTALL httpfs",
           "SET threads = 1",
           "PRAGMA database_list",
           "DROP VIEW gold.revenue",
           "INSERT INTO gold.revenue VALUES (1)",
           "EXPLAIN SELECT 1",
           "CALL duckdb_settings()",
           "BEGIN",
           "SELECT 1; DROP VIEW gold.revenue",
           "",
           "SELECT FROM WHERE",
           "DESCRIBE SELECT 1",
           "SUMMARIZE gold.revenue",
           "SHOW TABLES",
       })
    EXPECT_NE(verdict(wrong), "") << wrong;
}

}  // namespace
}  // namespace c360::session
