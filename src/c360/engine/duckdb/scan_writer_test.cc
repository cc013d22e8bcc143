#include <algorithm>
#include <atomic>
#include <filesystem>

#include "c360/engine/duckdb/engine_fixture.h"
#include "c360/engine/duckdb/sql_writer.h"
#include "c360/engine/scalar_function.h"

namespace c360::engine {
namespace {

using sql::TypeKind;

class ScanTest : public EngineTest {
 protected:
  /// Writes a SELECT's rows as a Parquet file; its path.
  std::string file(const std::string& name, const std::string& select) {
    const auto path = folder.path() / name;
    std::filesystem::create_directories(path.parent_path());
    connection.copy_to_parquet(user_query(select), path);
    return path.string();
  }
  static sql::Query all_of(sql::ParquetScan scan) {
    sql::Query query;
    query.from = sql::scan(std::move(scan), "s");
    return query;
  }
  std::vector<std::string> sorted(const sql::Query& query) {
    auto lines = rows(query);
    std::sort(lines.begin(), lines.end());
    return lines;
  }
  std::string explain(const sql::Query& query) {
    return one("EXPLAIN (FORMAT json) " + database.dialect().write(query));
  }

  TemporaryDirectory folder;
};

TEST_F(ScanTest, WritesNamesTypesAndFiles) {
  sql::ParquetScan scan;
  scan.columns = {{"id", "col-1", {TypeKind::kBigint}}, {"day", "day", {TypeKind::kDate}, true}};
  scan.files = {{"/a/b'c.parquet", {std::nullopt, "2024-01-01"}}};
  SqlWriter writer;
  writer.write(scan);
  EXPECT_EQ(
      writer.text(),
      R"(SELECT "id", CAST('2024-01-01' AS DATE) AS "day" FROM read_parquet(['/a/b''c.parquet'], )"
      R"(hive_partitioning = FALSE, schema = MAP {'col-1': {'name': 'id', 'type': 'BIGINT', 'default_value': NULL}}))");
}

TEST_F(ScanTest, ColumnsMissingInSomeOrAllFilesAreNull) {
  sql::ParquetScan scan;
  scan.columns = {{"a", "a", {TypeKind::kBigint}}, {"b", "b", {}}, {"c", "c", {TypeKind::kStringList}}};
  scan.files = {{file("1.parquet", "SELECT 1::BIGINT AS a")}, {file("2.parquet", "SELECT 'x' AS b, 2::BIGINT AS a")}};
  EXPECT_EQ(sorted(all_of(scan)), (std::vector<std::string>{"1|-|-", "2|x|-"}));
}

TEST_F(ScanTest, OtherTypesAreCast) {
  sql::ParquetScan scan;
  scan.columns = {{"a", "a", sql::Type::decimal(12, 2)}, {"d", "d", {TypeKind::kDatetime}}};
  scan.files = {{file("1.parquet", "SELECT 1::INTEGER AS a, DATE '2024-01-01' AS d")},
                {file("2.parquet", "SELECT 2.5::DECIMAL(4,1) AS a, TIMESTAMP '2024-01-01 10:00:00' AS d")}};
  EXPECT_EQ(sorted(all_of(scan)), (std::vector<std::string>{"1.00|2024-01-01 00:00:00", "2.50|2024-01-01 10:00:00"}));
}

TEST_F(ScanTest, StructsGainFieldsThatTheirFilesLack) {
  sql::ParquetScan scan;
  scan.columns = {{"s", "s", sql::Type::structure({{"x", {TypeKind::kBigint}}, {"y", {}}})}};
  scan.files = {{file("1.parquet", "SELECT {'x': 1::BIGINT} AS s")}};
  EXPECT_EQ(sorted(all_of(scan)), (std::vector<std::string>{"{'x': 1, 'y': NULL}"}));
}

TEST_F(ScanTest, ConstantsStandForTheirFiles) {
  sql::ParquetScan scan;
  scan.columns = {
      {"country", "country", {}, true}, {"a", "a", {TypeKind::kBigint}}, {"n", "n", {TypeKind::kInteger}, true}};
  const std::string select = "SELECT 1::BIGINT AS a";
  scan.files = {{file("1.parquet", select), {"DE", std::nullopt, "7"}},
                {file("2.parquet", select), {"FR", std::nullopt, std::nullopt}},
                {file("3.parquet", select), {"DE", std::nullopt, "7"}},
                {file("4.parquet", select), {std::nullopt, std::nullopt, "7"}}};
  EXPECT_EQ(sorted(all_of(scan)), (std::vector<std::string>{"-|1|7", "DE|1|7", "DE|1|7", "FR|1|-"}));
}

TEST_F(ScanTest, ConstantsAloneNeedNoColumnOfTheFiles) {
  sql::ParquetScan scan;
  scan.columns = {{"p", "p", {}, true}};
  scan.files = {{file("1.parquet", "SELECT 1 AS a FROM range(3)"), {"x"}}};
  EXPECT_EQ(rows(all_of(scan)), (std::vector<std::string>{"x", "x", "x"}));
}

TEST_F(ScanTest, NoFilesAreNoRowsOfTheRightTypes) {
  sql::ParquetScan scan;
  scan.columns = {{"a", "a", sql::Type::decimal(12, 2)}, {"p", "p", {TypeKind::kDate}, true}};
  EXPECT_TRUE(rows(all_of(scan)).empty());
  const auto columns = connection.describe(all_of(scan));
  EXPECT_EQ(columns.at(0).type, "DECIMAL(12,2)");
  EXPECT_EQ(columns.at(1).known.kind, TypeKind::kDate);
}

TEST_F(ScanTest, NoColumnsMeanAllThatTheFilesHave) {
  sql::ParquetScan scan;
  scan.files = {{file("1.parquet", "SELECT 1 AS a, 'x' AS b")}};
  EXPECT_EQ(rows(all_of(scan)), (std::vector<std::string>{"1|x"}));
}

TEST_F(ScanTest, FoldersThatLookLikePatternsOrPartitionsAreJustFolders) {
  sql::ParquetScan scan;
  scan.columns = {{"a", "a", {TypeKind::kBigint}}};
  scan.files = {{file("we[i]rd*?/year=2024/x'y.parquet", "SELECT 1::BIGINT AS a")}};
  file("weird__/year=2024/x'y.parquet", "SELECT 2::BIGINT AS a");
  EXPECT_EQ(rows(all_of(scan)), (std::vector<std::string>{"1"}));
}

TEST_F(ScanTest, FiltersAndProjectionsReachTheFiles) {
  sql::ParquetScan scan;
  scan.columns = {{"a", "a", {TypeKind::kBigint}}, {"b", "b", {}}, {"c", "c", {}}};
  scan.files = {{file("1.parquet", "SELECT range AS a, 'x' || range AS b, 'y' AS c FROM range(1000)")}};
  sql::Query query = all_of(scan);
  query.select = {{sql::column("b"), ""}};
  query.where = sql::greater(sql::column("a"), sql::literal(std::int64_t{990}));
  const std::string plan = explain(query);
  EXPECT_NE(plan.find("a>990"), std::string::npos) << plan;
  EXPECT_EQ(plan.find("\"c\""), std::string::npos) << plan;
  EXPECT_EQ(plan.find("\"FILTER\""), std::string::npos) << plan;
}

TEST_F(ScanTest, ADictionaryStaysOne) {
  sql::ParquetScan scan;
  scan.columns = {{"c", "c", {}}};
  scan.files = {{file("1.parquet", "SELECT 'category ' || (range % 5) AS c FROM range(200000)")}};
  std::atomic<std::size_t> called{0};
  database.add(ScalarFunction{"seen", 0, {TypeKind::kBigint}, [&](const auto&) -> ScalarKernel {
                                return [&](const TextArguments& in, ScalarResults& out) {
                                  called += in.rows();
                                  for (std::size_t row = 0; row < in.rows(); ++row) out.set_bigint(row, 1);
                                };
                              }});
  const std::string sum = "SELECT sum(seen(c)) FROM (" + database.dialect().write(all_of(scan)) + ")";
  EXPECT_EQ(one(sum), "200000");
  EXPECT_LE(called, 100U);
}

}  // namespace
}  // namespace c360::engine
