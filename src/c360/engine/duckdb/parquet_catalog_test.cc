#include "c360/engine/duckdb/parquet_catalog.h"

#include "c360/engine/duckdb/connection_impl.h"
#include "c360/engine/duckdb/engine_fixture.h"

namespace c360::engine {
namespace {

using sql::TypeKind;

class ParquetCatalogTest : public EngineTest {
 protected:
  std::string file(const std::string& name, const std::string& select) {
    const auto path = folder.path() / name;
    connection.copy_to_parquet(user_query(select), path);
    return path.string();
  }
  ParquetCatalog& catalog() { return connection.impl().database->catalog(); }
  /// The text of a scan of columns a (bigint) and b (string, called c in the files).
  std::string scan_text(const std::vector<std::string>& files) {
    sql::Query query;
    sql::ParquetScan scan;
    scan.columns = {{"a", "a", {TypeKind::kBigint}}, {"b", "c", {}}};
    for (const auto& path : files) scan.files.push_back({path});
    query.from = sql::scan(scan);
    return connection.impl().write("", query).text;
  }

  /// Ten files of the SELECT's rows, more than are read one by one.
  std::vector<std::string> many_files(const std::string& select) {
    std::vector<std::string> files;
    for (int i = 0; i < 10; ++i) files.push_back(file("many-" + std::to_string(i) + ".parquet", select));
    return files;
  }

  TemporaryDirectory folder;
};

TEST_F(ParquetCatalogTest, TellsRowsAndTopLevelColumns) {
  const auto path = file("1.parquet",
                         "SELECT range AS a, {'a': 1, 'd': [1]} AS s, 'x' AS c, 1.5::DECIMAL(12,2) AS m, ['x'] AS l, "
                         "TIMESTAMPTZ '2024-01-01' AS z, TIMESTAMP '2024-01-01' AS n FROM range(7)");
  const auto facts = catalog().facts({path});
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts[0]->rows, 7);
  EXPECT_EQ(facts[0]->columns, (std::map<std::string, std::string>{{"a", "BIGINT"},
                                                                   {"s", ""},
                                                                   {"c", "VARCHAR"},
                                                                   {"m", "DECIMAL(12,2)"},
                                                                   {"l", ""},
                                                                   {"z", "TIMESTAMP WITH TIME ZONE"},
                                                                   {"n", "TIMESTAMP"}}));
}

TEST_F(ParquetCatalogTest, AFileThatCannotBeReadHasNoFacts) {
  EXPECT_TRUE(catalog().facts({(folder.path() / "none.parquet").string()}).empty());
  write_file(folder.path() / "bad.parquet", "not Parquet");
  EXPECT_TRUE(catalog().facts({(folder.path() / "bad.parquet").string()}).empty());
}

TEST_F(ParquetCatalogTest, AReplacedFileIsReadAgain) {
  const auto path = file("1.parquet", "SELECT 1 AS a");
  EXPECT_EQ(catalog().facts({path})[0]->rows, 1);
  file("1.parquet", "SELECT range AS a, 'x' AS b FROM range(1000)");
  EXPECT_EQ(catalog().facts({path})[0]->rows, 1000);
}

TEST_F(ParquetCatalogTest, UniformFilesAreScannedPlainly) {
  const std::string select = "SELECT range AS a, 'x' || range AS c FROM range(10)";
  const auto first = file("1.parquet", select);
  const auto second = file("2.parquet", select);
  EXPECT_EQ(scan_text({first}), "SELECT * FROM (SELECT \"a\", \"c\" AS \"b\" FROM read_parquet(['" + first +
                                    "'], hive_partitioning = FALSE))");
  EXPECT_EQ(scan_text({first, second}),
            "SELECT * FROM (SELECT \"a\", \"c\" AS \"b\" FROM read_parquet(['" + first +
                "'], hive_partitioning = FALSE) UNION ALL SELECT \"a\", \"c\" AS \"b\" FROM read_parquet(['" + second +
                "'], hive_partitioning = FALSE))");
  const std::string many = scan_text(many_files(select));
  EXPECT_NE(many.find("explicit_cardinality = 100)"), std::string::npos) << many;
  EXPECT_EQ(many.find("schema"), std::string::npos) << many;
}

TEST_F(ParquetCatalogTest, ThePlannerKnowsTheBoundsOfFewFiles) {
  const auto first = file("1.parquet", "SELECT range AS a, 'x' AS c FROM range(5000)");
  const auto second = file("2.parquet", "SELECT range + 5000 AS a, 'x' AS c FROM range(5000)");
  const std::string plan =
      one("EXPLAIN (FORMAT json) SELECT a, count(*) FROM (" + scan_text({first, second}) + ") GROUP BY a");
  EXPECT_NE(plan.find("PERFECT_HASH_GROUP_BY"), std::string::npos) << plan;
}

TEST_F(ParquetCatalogTest, FilesOfMoreRowsThanMemoryHasRoomForAreReadTogether) {
  const auto small = file("small.parquet", "SELECT range AS a, 'x' AS c FROM range(200000)");
  const auto large = file("large.parquet", "SELECT range AS a, 'x' AS c FROM range(400000)");
  Options options;
  options.memory_limit_bytes = std::uint64_t{64} << 20;
  Database with_little_memory(options);
  connection = with_little_memory.connect();
  EXPECT_NE(scan_text({small, small}).find("UNION ALL"), std::string::npos);
  const std::string text = scan_text({small, large});
  EXPECT_EQ(text.find("UNION ALL"), std::string::npos) << text;
  EXPECT_NE(text.find("small.parquet', "), std::string::npos) << text;
  connection = database.connect();
}

TEST_F(ParquetCatalogTest, OtherFilesAreScannedByASchemaThatKnowsTheirRows) {
  std::vector<std::string> files = many_files("SELECT range AS a, 'x' AS c FROM range(10)");
  for (const auto* other :
       {"SELECT 1::INTEGER AS a, 'x' AS c", "SELECT 1::BIGINT AS a", "SELECT 1::BIGINT AS a, 1 AS c"}) {
    files.back() = file("other.parquet", other);
    const std::string text = scan_text(files);
    EXPECT_NE(text.find("explicit_cardinality = 91, schema = MAP"), std::string::npos) << text;
    EXPECT_EQ(rows(text).size(), 91U);
  }
}

TEST_F(ParquetCatalogTest, ThePlannerKnowsHowManyRowsAScanHas) {
  std::vector<std::string> files = many_files("SELECT range AS a, 'x' AS c FROM range(5000)");
  files.back() = file("other.parquet", "SELECT 1::INTEGER AS a");
  const std::string plan = one("EXPLAIN (FORMAT json) " + scan_text(files));
  EXPECT_NE(plan.find("45001"), std::string::npos) << plan;
}

}  // namespace
}  // namespace c360::engine
