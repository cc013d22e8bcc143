#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/engine/engine.h"
#include "c360/sql/functions.h"

namespace c360::engine {
namespace {

class ConnectionTest : public ::testing::Test {
 protected:
  std::string one(std::string_view text) {
    Result result = connection.query_user_sql(text);
    return result.next()->display(0, 0);
  }

  Database database;
  Connection connection = database.connect();
};

TEST_F(ConnectionTest, AnswersAQuery) {
  EXPECT_EQ(one("SELECT 40 + 2"), "42");
}

TEST_F(ConnectionTest, CopiesAndScansAParquetFile) {
  const TemporaryDirectory folder;
  const auto file = folder.path() / "a.parquet";
  sql::Query rows;
  rows.user_sql = "SELECT range AS a, 'x' || range AS b FROM range(100)";
  EXPECT_EQ(connection.copy_to_parquet(rows, file).rows, 100);
  sql::ParquetScan scan;
  scan.columns = {{"id", "a", sql::Type{sql::TypeKind::kBigint}}, {"new", "new", sql::Type{sql::TypeKind::kDate}}};
  scan.files = {{file.string(), {}}};
  sql::Query sum;
  sum.select = {{sql::call(sql::fn::kSum, {sql::column("id")}), "s"}};
  sum.from = sql::scan(scan);
  EXPECT_EQ(connection.query_bigint(sum), 4950);
}

}  // namespace
}  // namespace c360::engine
