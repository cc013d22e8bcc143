#include <algorithm>
#include <atomic>
#include <filesystem>

#include "c360/engine/duckdb/engine_fixture.h"
#include "c360/engine/duckdb/sql_writer.h"
#include "c360/engine/scalar_function.h"
#include "c360/sql/functions.h"

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

class ManyGroupsTest : public ScanTest {
 protected:
  static constexpr int kFiles = 40;

  /// Files of one row each, whose one column `a` holds the file's number, with constants of their own.
  sql::ParquetScan numbered(const std::vector<sql::ScanColumn>& constants, const std::string& more_columns = "") {
    sql::ParquetScan scan;
    scan.columns = {{"a", "a", {TypeKind::kBigint}}};
    scan.columns.insert(scan.columns.end(), constants.begin(), constants.end());
    for (int number = 0; number < kFiles; ++number) {
      const std::string select = "SELECT " + std::to_string(number) + "::BIGINT AS a" + more_columns;
      scan.files.push_back({file("we[i]rd/" + std::to_string(number) + "'.parquet", select), {std::nullopt}});
    }
    return scan;
  }
};

TEST_F(ManyGroupsTest, EveryFileKeepsItsOwnConstants) {
  sql::ParquetScan scan = numbered({{"n", "n", {TypeKind::kInteger}, true}, {"t", "t", {TypeKind::kString}, true}});
  for (int number = 0; number < kFiles; ++number) {
    scan.files[number].constants = {std::nullopt, std::to_string(-number), "it's " + std::to_string(number)};
  }
  sql::Query query = all_of(scan);
  EXPECT_EQ(rows(query).size(), std::size_t{kFiles});
  query.where = sql::equal(sql::column("t"), sql::literal("it's 17"));
  EXPECT_EQ(rows(query), (std::vector<std::string>{"17|-17|it's 17"}));
  query.where = sql::equal(sql::column("a"), sql::literal(std::int64_t{39}));
  EXPECT_EQ(rows(query), (std::vector<std::string>{"39|-39|it's 39"}));
}

TEST_F(ManyGroupsTest, ConstantsMayBeNullOfEveryType) {
  sql::ParquetScan scan = numbered({{"i", "i", {TypeKind::kTimestamp}, true},
                                    {"d", "d", {TypeKind::kDate}, true},
                                    {"m", "m", sql::Type::decimal(12, 2), true}});
  for (int number = 0; number < kFiles; ++number) {
    const std::string day = "2024-01-" + std::to_string(number % 30 + 1);
    scan.files[number].constants = {std::nullopt, day + " 10:00:00.123456", day, std::to_string(number)};
  }
  scan.files[3].constants = {std::nullopt, std::nullopt, std::nullopt, std::nullopt};
  sql::Query query = all_of(scan);
  query.where = sql::any_of({sql::equal(sql::column("a"), sql::literal(std::int64_t{3})),
                             sql::equal(sql::column("a"), sql::literal(std::int64_t{4}))});
  EXPECT_EQ(sorted(query), (std::vector<std::string>{"3|-|-|-", "4|2024-01-05 10:00:00.123456+00|2024-01-05|4.00"}));
}

TEST_F(ManyGroupsTest, ColumnsOfTheFilesMayBeCalledAsTheReaderCallsItsOwn) {
  sql::ParquetScan scan = numbered({{"c0", "c0", {TypeKind::kInteger}, true}}, ", 7 AS file_index, 8 AS file, 9 AS c1");
  scan.columns.push_back({"file_index", "file_index", {TypeKind::kBigint}});
  scan.columns.push_back({"file", "file", {TypeKind::kBigint}});
  for (int number = 0; number < kFiles; ++number) {
    scan.files[number].constants = {std::nullopt, std::to_string(number), std::nullopt, std::nullopt};
  }
  const auto lines = sorted(all_of(scan));
  ASSERT_EQ(lines.size(), std::size_t{kFiles});
  EXPECT_EQ(lines.front(), "0|0|7|8");
  EXPECT_EQ(lines.back(), "9|9|7|8");
}

TEST_F(ManyGroupsTest, ConstantsAloneComeOncePerRow) {
  sql::ParquetScan scan = numbered({{"p", "p", {TypeKind::kInteger}, true}});
  scan.columns.erase(scan.columns.begin());
  for (int number = 0; number < kFiles; ++number) scan.files[number].constants = {std::to_string(number)};
  const auto lines = sorted(all_of(scan));
  ASSERT_EQ(lines.size(), std::size_t{kFiles});
  EXPECT_EQ(lines.front(), "0");
  EXPECT_EQ(lines.back(), "9");
}

TEST_F(ManyGroupsTest, ColumnsThatFilesLackAreNullAndOtherTypesAreCast) {
  sql::ParquetScan scan = numbered({{"p", "p", {TypeKind::kInteger}, true}});
  scan.columns.push_back({"late", "late", {}});
  scan.columns[0].type = sql::Type::decimal(12, 2);
  for (int number = 0; number < kFiles; ++number) {
    scan.files[number].constants = {std::nullopt, std::to_string(number), std::nullopt};
  }
  scan.files[5].path = file("late.parquet", "SELECT 'x' AS late, 5::BIGINT AS a");
  EXPECT_EQ(sorted(all_of(scan)).front(), "0.00|0|-");
  sql::Query query = all_of(scan);
  query.where = sql::negate(sql::is_null(sql::column("late")));
  EXPECT_EQ(rows(query), (std::vector<std::string>{"5.00|5|x"}));
}

TEST_F(ManyGroupsTest, ThousandsOfFilesAreOneScan) {
  constexpr int kMany = 3000;
  sql::ParquetScan scan;
  scan.columns = {{"a", "a", {TypeKind::kBigint}}, {"p", "p", {TypeKind::kInteger}, true}};
  const std::string path = file("one.parquet", "SELECT 1::BIGINT AS a");
  for (int number = 0; number < kMany; ++number) scan.files.push_back({path, {std::nullopt, std::to_string(number)}});
  sql::Query query = all_of(scan);
  query.select = {{sql::call(sql::fn::kSum, {sql::column("a")}), ""},
                  {sql::call(sql::fn::kSum, {sql::column("p")}), ""}};
  EXPECT_EQ(rows(query), (std::vector<std::string>{"3000|4498500"}));
  EXPECT_EQ(database.dialect().write(query).find("UNION"), std::string::npos);
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
