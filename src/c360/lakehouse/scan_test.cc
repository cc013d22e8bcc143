#include "c360/lakehouse/scan.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/lakehouse/testing/lake_fixture.h"

namespace c360::lakehouse {
namespace {

using Rows = std::vector<std::string>;

class ScanTest : public testing::LakeFixture {
 protected:
  /// The rows of a scan, sorted by the first column.
  Rows rows_of(const std::vector<std::string>& columns = {}, const std::optional<sql::Expr>& condition = {}) {
    sql::Query query = testing::all_of_relation(scan(table_.store(), table_.log().latest(), columns, condition));
    query.order_by.push_back({sql::column(columns.empty() ? "id" : columns.front())});
    return rows(query);
  }

  void append(const std::string& select) {
    const delta::Snapshot read = table_.log().latest();
    delta::Transaction change = table_.log().begin(read);
    for (const delta::AddFile& file :
         write_files(connection_, table_, read.schema(), testing::query_of(select)).files) {
      change.add(file);
    }
    ASSERT_EQ(change.commit().kind, delta::CommitResult::Kind::kCommitted);
  }

  void add_column(const std::string& name, const std::string& type) {
    const delta::Snapshot read = table_.log().latest();
    delta::Metadata metadata = read.metadata();
    metadata.schema.fields.push_back({name, delta::DataType::of(type)});
    delta::Transaction change = table_.log().begin(read);
    change.set_metadata(metadata);
    ASSERT_EQ(change.commit().kind, delta::CommitResult::Kind::kCommitted);
  }

  static delta::AddFile file_at(const std::string& path) {
    delta::AddFile file;
    file.path = path;
    return file;
  }

  std::string local_path_of(const std::string& path) {
    return scan_files(table_.store(), {}, {file_at(path)}).scan->files.at(0).path;
  }

  sql::Type type_of(const std::string& column) { return sql_type(table_.log().latest().schema().find(column)->type); }

  LakeTable table_ = lake_.table({"silver", "orders"});
};

TEST_F(ScanTest, GivesAllColumnsInTheSchemasOrder) {
  create(table_, "SELECT 2 AS id, 'b' AS name UNION ALL SELECT 1, NULL");
  EXPECT_EQ(rows_of(), (Rows{"1|NULL", "2|b"}));
}

TEST_F(ScanTest, GivesTheChosenColumnsInTheChosenOrder) {
  create(table_, "SELECT 1 AS id, 'b' AS name, DATE '2024-05-31' AS day");
  EXPECT_EQ(rows_of({"day", "id"}), Rows{"2024-05-31|1"});
}

TEST_F(ScanTest, SuggestsTheColumnThatWasMeant) {
  create(table_, "SELECT 1 AS customer_id");
  try {
    rows_of({"custmer_id"});
    FAIL() << "found a column that is not there";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNotFound);
    EXPECT_NE(error.hint().find("customer_id"), std::string::npos) << error.hint();
  }
}

TEST_F(ScanTest, AColumnThatOlderFilesLackIsNull) {
  create(table_, "SELECT 1 AS id");
  add_column("coupon", "string");
  EXPECT_EQ(rows_of(), Rows{"1|NULL"});
  append("SELECT 2 AS id, 'SPRING' AS coupon");
  EXPECT_EQ(rows_of(), (Rows{"1|NULL", "2|SPRING"}));
  EXPECT_EQ(rows_of({"coupon"}).size(), 2u);
}

TEST_F(ScanTest, ATableWithoutFilesHasItsColumns) {
  delta::Metadata metadata;
  metadata.schema = testing::schema_of_columns({{"id", "long"}, {"amount", "decimal(12,2)"}});
  table_.log().create(metadata, "CREATE TABLE");
  EXPECT_TRUE(rows_of().empty());
  const auto columns = connection_.describe(testing::all_of_relation(scan(table_.store(), table_.log().latest())));
  ASSERT_EQ(columns.size(), 2u);
  EXPECT_EQ(columns[1].type, "DECIMAL(12,2)");
}

TEST_F(ScanTest, LeavesOutFilesThatCannotMatch) {
  create(table_, "SELECT 1 AS id");
  append("SELECT 2 AS id");
  append("SELECT 3 AS id");
  const auto id = [](const std::string& value) { return sql::literal(value, {sql::TypeKind::kInteger}); };
  EXPECT_EQ(rows_of({}, sql::greater_equal(sql::column("id"), id("2"))), (Rows{"2", "3"}));
  EXPECT_EQ(rows_of({}, sql::equal(sql::column("id"), id("2"))), Rows{"2"});
  EXPECT_TRUE(rows_of({}, sql::equal(sql::column("id"), id("7"))).empty());
}

TEST_F(ScanTest, SkippingNeverLosesARow) {
  create(table_,
         "SELECT i AS id, (i * 7 % 100)::DECIMAL(5,2) AS amount, "
         "chr((97 + i % 26)::INT) || repeat('x', 40) || i AS name, "
         "TIMESTAMPTZ '2024-05-31 08:15:00+00' + to_microseconds(i * 333) AS at FROM range(50) t(i)");
  append("SELECT i AS id, -i::DECIMAL(5,2) AS amount, NULL AS name, NULL AS at FROM range(50, 60) t(i)");
  const Rows all = rows(testing::all_of_relation(scan(table_.store(), table_.log().latest())));
  for (const char* column : {"id", "amount", "name", "at"}) {
    for (const std::string& value : rows_of({column})) {
      if (value == "NULL") continue;
      for (const auto relation : {sql::equal, sql::less_equal, sql::greater_equal}) {
        const sql::Expr condition = relation(sql::column(column), sql::literal(value, type_of(column)));
        sql::Query query = testing::all_of_relation(scan(table_.store(), table_.log().latest(), {}, condition));
        query.where = sql::equal(sql::column(column), sql::cast(sql::literal(value), type_of(column)));
        EXPECT_FALSE(rows(query).empty()) << column << " " << value;
      }
    }
  }
  EXPECT_EQ(all.size(), 60u);
}

TEST_F(ScanTest, FindsFilesWhereverTheirPathSays) {
  const std::string root = lake_.store().display("silver/orders");
  EXPECT_EQ(local_path_of("a b/part-0.parquet"), root + "/a b/part-0.parquet");
  EXPECT_EQ(local_path_of("/data/part-0.parquet"), "/data/part-0.parquet");
  EXPECT_EQ(local_path_of("file:/data/part-0.parquet"), "/data/part-0.parquet");
  EXPECT_EQ(local_path_of("file:///data/part-0.parquet"), "/data/part-0.parquet");
}

TEST_F(ScanTest, RefusesAFileInAnUnknownStore) {
  try {
    local_path_of("s3://bucket/part-0.parquet");
    FAIL() << "a file in another store was taken for a local one";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUnsupported);
    EXPECT_NE(error.message().find("s3://bucket"), std::string::npos) << error.message();
  }
}

TEST_F(ScanTest, RefusesADeletionVectorByName) {
  delta::AddFile file = file_at("part-0.parquet");
  file.deletion_vector.emplace();
  try {
    scan_files(table_.store(), {}, {file});
    FAIL() << "deleted rows were read";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUnsupported);
    EXPECT_NE(error.message().find("deletionVectors"), std::string::npos) << error.message();
  }
}

TEST_F(ScanTest, NamesThatNeedQuotesAreNamesAllTheSame) {
  create(table_, "SELECT 1 AS id, 'x' AS \"a\"\"b'c\", 2 AS \"select\"");
  EXPECT_EQ(rows_of(), Rows{"1|x|2"});
}

}  // namespace
}  // namespace c360::lakehouse
