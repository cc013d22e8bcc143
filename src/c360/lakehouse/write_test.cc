#include "c360/lakehouse/write.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/delta/stats.h"
#include "c360/lakehouse/scan.h"
#include "c360/lakehouse/testing/lake_fixture.h"

namespace c360::lakehouse {
namespace {

using testing::query_of;
using testing::schema_of_columns;
using Rows = std::vector<std::string>;

class WriteTest : public testing::LakeFixture {
 protected:
  LakeTable table_ = lake_.table({"silver", "orders"});
};

TEST_F(WriteTest, WritesAFileBelowTheTable) {
  const WrittenRows written = write_files(connection_, table_, schema_of_columns({{"id", "long"}}),
                                          query_of("SELECT i AS id FROM range(3) t(i)"), {{"batch", "7"}});
  ASSERT_EQ(written.files.size(), 1u);
  EXPECT_EQ(written.rows, 3);
  const delta::AddFile& file = written.files[0];
  EXPECT_TRUE(file.path.starts_with("part-") && file.path.ends_with(".snappy.parquet")) << file.path;
  EXPECT_EQ(table_.store().head(file.path)->size, static_cast<std::uint64_t>(file.size));
  EXPECT_EQ(file.modification_time, clock_.now() / 1000);
  EXPECT_EQ(file.tags, (std::map<std::string, std::string>{{"batch", "7"}}));
  EXPECT_TRUE(file.partition_values.empty());
}

/// Bytes of 100,000 keys in a row, in a table of a layer.
std::int64_t size_of_keys(engine::Connection& connection, LakeTable table) {
  return write_files(connection, table, schema_of_columns({{"id", "long"}}),
                     query_of("SELECT i AS id FROM range(100000) t(i)"))
      .files.at(0)
      .size;
}

TEST_F(WriteTest, BronzeAndSilverAreEncodedMoreTightlyThanWhatIsMadeFromThem) {
  const std::int64_t gold = size_of_keys(connection_, lake_.table({"gold", "orders"}));
  EXPECT_EQ(size_of_keys(connection_, lake_.table({"exports", "orders"})), gold);
  EXPECT_LT(size_of_keys(connection_, lake_.table({"silver", "orders"})), gold / 4);
  EXPECT_LT(size_of_keys(connection_, lake_.table({"bronze", "orders"})), gold / 4);
}

TEST_F(WriteTest, KeepsStatisticsOfEveryColumn) {
  const delta::Schema schema = schema_of_columns({{"id", "long"},
                                                  {"amount", "decimal(12,2)"},
                                                  {"name", "string"},
                                                  {"day", "date"},
                                                  {"at", "timestamp"},
                                                  {"local", "timestamp_ntz"},
                                                  {"price", "double"}});
  const WrittenRows written = write_files(
      connection_, table_, schema,
      query_of(
          "SELECT 2 AS id, 1.5 AS amount, 'b' AS name, DATE '2024-05-31' AS day, "
          "TIMESTAMPTZ '2024-05-31 08:15:00.1234+00' AS at, TIMESTAMP '2024-05-31 08:15:00' AS local, 2.5 AS price "
          "UNION ALL SELECT 10, -2.25, NULL, DATE '2023-01-01', NULL, NULL, NULL"));
  const auto stats = delta::parse_stats(written.files.at(0).stats.value());
  ASSERT_TRUE(stats.has_value());
  EXPECT_EQ(stats->num_records, 2);
  EXPECT_EQ(*stats->find("id"), (delta::ColumnStats{"2", "10", 0}));
  EXPECT_EQ(*stats->find("amount"), (delta::ColumnStats{"-2.25", "1.50", 0}));
  EXPECT_EQ(*stats->find("name"), (delta::ColumnStats{"b", "b", 1}));
  EXPECT_EQ(*stats->find("day"), (delta::ColumnStats{"2023-01-01", "2024-05-31", 0}));
  EXPECT_EQ(*stats->find("at"), (delta::ColumnStats{"2024-05-31T08:15:00.123Z", "2024-05-31T08:15:00.124Z", 1}));
  EXPECT_EQ(*stats->find("local"), (delta::ColumnStats{"2024-05-31T08:15:00.000", "2024-05-31T08:15:00.000", 1}));
  EXPECT_EQ(*stats->find("price"), (delta::ColumnStats{std::nullopt, std::nullopt, 1}));
}

TEST_F(WriteTest, NoRowsMakeNoFile) {
  const WrittenRows written =
      write_files(connection_, table_, schema_of_columns({{"id", "long"}}), query_of("SELECT 1 AS id WHERE FALSE"));
  EXPECT_TRUE(written.files.empty());
  EXPECT_EQ(written.rows, 0);
  EXPECT_TRUE(table_.store().list("").empty());
}

TEST_F(WriteTest, WritesTheSchemasTypes) {
  const delta::Schema schema = schema_of_columns({{"id", "integer"}, {"amount", "decimal(12,2)"}});
  delta::Metadata metadata;
  metadata.schema = schema;
  const WrittenRows written = write_files(connection_, table_, schema, query_of("SELECT 7::BIGINT id, '1.5' amount"));
  const delta::Snapshot snapshot = table_.log().create(metadata, "WRITE", written.files);
  const auto columns = connection_.describe(testing::all_of_relation(scan(table_.store(), snapshot)));
  EXPECT_EQ(columns.at(0).type, "INTEGER");
  EXPECT_EQ(columns.at(1).type, "DECIMAL(12,2)");
}

TEST_F(WriteTest, ARequiredColumnMustHoldValues) {
  delta::Schema schema = schema_of_columns({{"id", "long"}, {"name", "string"}});
  schema.fields[0].nullable = false;
  EXPECT_EQ(write_files(connection_, table_, schema, query_of("SELECT 1 AS id, NULL AS name")).rows, 1);
  try {
    write_files(connection_, table_, schema, query_of("SELECT NULL::BIGINT AS id, 'a' AS name"));
    FAIL() << "a NULL was written to a required column";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInternal);
    EXPECT_NE(error.message().find("'id'"), std::string::npos) << error.message();
    EXPECT_NE(error.message().find("silver.orders"), std::string::npos) << error.message();
  }
  EXPECT_EQ(table_.store().list("").size(), 1u);
}

TEST_F(WriteTest, RequiredColumnsOfEveryTypeAreChecked) {
  for (const char* type : {"double", "float", "boolean", "binary", "date", "timestamp", "decimal(5,1)"}) {
    delta::Schema schema = schema_of_columns({{"value", type}});
    schema.fields[0].nullable = false;
    EXPECT_THROW(write_files(connection_, table_, schema, query_of("SELECT NULL AS value")), Error) << type;
  }
}

TEST_F(WriteTest, AFailedQueryLeavesNoFile) {
  EXPECT_THROW(write_files(connection_, table_, schema_of_columns({{"id", "long"}}),
                           query_of("SELECT CAST('x' || i AS BIGINT) AS id FROM range(3) t(i)")),
               Error);
  EXPECT_TRUE(table_.store().list("").empty());
}

class PartitionedWriteTest : public WriteTest {
 protected:
  delta::Snapshot create_partitioned(const std::string& select, const std::vector<std::string>& columns) {
    const sql::Query query = query_of(select);
    delta::Metadata metadata;
    metadata.schema = schema_of(connection_.describe(query));
    metadata.partition_columns = columns;
    return table_.log().create(metadata, "WRITE",
                               write_partitioned(connection_, table_, metadata.schema, columns, query).files);
  }

  Rows rows_of(const delta::Snapshot& snapshot) {
    sql::Query query = testing::all_of_relation(scan(table_.store(), snapshot));
    query.order_by.push_back({sql::column("id")});
    return rows(query);
  }
};

TEST_F(PartitionedWriteTest, WritesAFileForEachValue) {
  const delta::Snapshot snapshot =
      create_partitioned("SELECT i AS id, 'c' || i % 2 AS country FROM range(4) t(i)", {"country"});
  ASSERT_EQ(snapshot.files().size(), 2u);
  EXPECT_TRUE(snapshot.files()[0].path.starts_with("country=c0/part-")) << snapshot.files()[0].path;
  EXPECT_EQ(snapshot.files()[0].partition_values.at("country"), "c0");
  EXPECT_EQ(rows_of(snapshot), (Rows{"0|c0", "1|c1", "2|c0", "3|c1"}));
}

TEST_F(PartitionedWriteTest, WritesAPartWhoseValuesAreKnown) {
  delta::Metadata metadata;
  metadata.schema = schema_of_columns({{"id", "long"}, {"file", "string"}, {"no", "long"}, {"name", "string"}});
  metadata.partition_columns = {"file", "no"};
  const WrittenRows written =
      write_partition(connection_, table_, metadata.schema, {{"file", "a/b=c.csv"}, {"no", "7"}},
                      query_of("SELECT i AS id, 'x' AS name FROM range(2) t(i)"));
  ASSERT_EQ(written.files.size(), 1u);
  EXPECT_EQ(written.rows, 2);
  EXPECT_EQ(written.files[0].path.find('/'), std::string::npos);
  EXPECT_EQ(delta::parse_stats(*written.files[0].stats)->find("no"), nullptr);
  const delta::Snapshot snapshot = table_.log().create(metadata, "CREATE TABLE", written.files);
  EXPECT_EQ(rows_of(snapshot), (Rows{"0|a/b=c.csv|7|x", "1|a/b=c.csv|7|x"}));
}

TEST_F(PartitionedWriteTest, NullAndEmptyTextAreTheSamePartition) {
  const delta::Snapshot snapshot =
      create_partitioned("SELECT 1 AS id, '' AS p UNION ALL SELECT 2, NULL UNION ALL SELECT 3, 'x'", {"p"});
  for (const delta::AddFile& file : snapshot.files()) {
    EXPECT_EQ(file.path.starts_with("p=__HIVE_DEFAULT_PARTITION__/"), !file.partition_values.at("p").has_value());
  }
  EXPECT_EQ(rows_of(snapshot), (Rows{"1|NULL", "2|NULL", "3|x"}));
}

TEST_F(PartitionedWriteTest, ValuesComeBackWhateverTheyHold) {
  const delta::Snapshot snapshot = create_partitioned(
      "SELECT * FROM (VALUES (1, 'a b/c%d', DATE '2024-05-31', TIMESTAMPTZ '2024-05-31 08:15:00.5+00', 1.50), "
      "(2, '=''\"?*[x]', NULL, TIMESTAMPTZ '1969-12-31 23:59:59+00', -1.25)) t(id, s, d, t, n)",
      {"s", "d", "t", "n"});
  EXPECT_EQ(rows_of(snapshot), (Rows{"1|a b/c%d|2024-05-31|2024-05-31 08:15:00.5+00|1.50",
                                     "2|='\"?*[x]|NULL|1969-12-31 23:59:59+00|-1.25"}));
}

TEST_F(WriteTest, FilesThatNoCommitTookGoWithTheirOwner) {
  LakeTable table = lake_.table({"silver", "orders"});
  const delta::Schema schema = testing::schema_of_columns({{"id", "long"}});
  const auto write = [&] {
    return write_files(connection_, table, schema, testing::query_of("SELECT 1::BIGINT AS id"));
  };
  WrittenRows taken;
  {
    Uncommitted kept(table), left(table);
    kept.add(write());
    left.add(write());
    left.add(write());
    EXPECT_EQ(left.rows().rows, 2);
    EXPECT_EQ(left.rows().files.size(), 2u);
    taken = kept.take();
    EXPECT_EQ(lake_.store().list("silver").size(), 3u);
  }
  ASSERT_EQ(lake_.store().list("silver").size(), 1u);
  EXPECT_EQ(lake_.store().list("silver")[0].path, "silver/orders/" + taken.files.at(0).path);
  discard(table, taken.files);
  discard(table, taken.files);
  EXPECT_TRUE(lake_.store().list("silver").empty());
}

TEST_F(WriteTest, DiscardingNeverFails) {
  LakeTable table = lake_.table({"silver", "orders"});
  WrittenRows rows = write_files(connection_, table, testing::schema_of_columns({{"id", "long"}}),
                                 testing::query_of("SELECT 1::BIGINT AS id"));
  delta::AddFile nowhere;
  nowhere.path = "../elsewhere";
  rows.files.insert(rows.files.begin(), nowhere);
  store_->fail(1, storage::testing::Fault::kIo);
  discard(table, rows.files);
  EXPECT_EQ(lake_.store().list("silver").size(), 1u);
  discard(table, rows.files);
  EXPECT_TRUE(lake_.store().list("silver").empty());
}

}  // namespace
}  // namespace c360::lakehouse
