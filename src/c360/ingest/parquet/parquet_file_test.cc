#include "c360/ingest/parquet/parquet_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/engine/engine.h"
#include "c360/ingest/fixture/lake_fixture.h"

namespace c360::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ParquetFiles : public fixture::LakeFixture {
 protected:
  void SetUp() override {
    LakeFixture::SetUp();
    source().files = "data/*";
    std::filesystem::create_directories(root() / "data");
  }

  void put_parquet(const std::string& path, const std::string& select) {
    engine::Database database({.memory_limit_bytes = 0, .spill_directory = {}, .threads = 1});
    sql::Query query;
    query.user_sql = select;
    database.connect().copy_to_parquet(query, root() / path);
  }
};

TEST_F(ParquetFiles, are_texts_in_bronze) {
  put_parquet(
      "data/a.parquet",
      "SELECT 1::BIGINT AS id, 12.50::DECIMAL(10,3) AS amount, DATE '2024-02-29' AS day, "
      "TIMESTAMP '2024-02-29 10:00:00.5' AS local, TIMESTAMPTZ '2024-02-29 10:00:00+01' AS instant, "
      "0.1::DOUBLE AS d, 0.1::FLOAT AS f, true AS b, 'x\xC3\xA9' AS t, '\\xAB\\x00'::BLOB AS bytes, NULL::INT AS n");
  ingest();
  EXPECT_THAT(
      bronze({"id", "amount", "day", "local", "instant", "d", "f", "b", "t", "bytes", "n"}),
      ElementsAre("1|12.500|2024-02-29|2024-02-29T10:00:00.5|2024-02-29T09:00:00Z|0.1|0.1|true|x\xC3\xA9|ab00|-"));
}

TEST_F(ParquetFiles, keep_nested_values_as_json) {
  put_parquet("data/a.parquet",
              "SELECT {'a': 12.50::DECIMAL(10,3), 'b': [1, NULL], 'c': DATE '2024-01-01', 'd': 'q\"\\'} AS s, "
              "MAP {1: 0.1::DOUBLE, 2: NULL} AS m, []::INT[] AS e, NULL::INT[] AS n, [{'x': true}] AS l");
  ingest();
  EXPECT_THAT(
      bronze({"s", "m", "e", "n", "l"}),
      ElementsAre(R"({"a":12.500,"b":[1,null],"c":"2024-01-01","d":"q\"\\"}|{"1":0.1,"2":null}|[]|-|[{"x":true}])"));
}

TEST_F(ParquetFiles, number_their_rows_in_the_files_order) {
  put_parquet("data/a.parquet", "SELECT range + 1 AS id FROM range(500000)");
  const SourceResult result = ingest();
  EXPECT_EQ(result.records, 500'000);
  EXPECT_EQ(result.rows, 500'000);
  EXPECT_EQ(count_bronze_where_row_is_id(), 500'000);
}

TEST_F(ParquetFiles, may_have_any_name_and_an_odd_column) {
  put_parquet("data/a",
              "SELECT range + 1 AS id, 7 AS \"File_Row_Number\", 8 AS \"it's \"\"odd\"\"\" FROM range(300000)");
  EXPECT_EQ(ingest().rows, 300'000);
  EXPECT_EQ(count_bronze_where_row_is_id(), 300'000);
  EXPECT_EQ(bronze({"File_Row_Number", "it's_\"odd\""}).front(), "7|8");
}

TEST_F(ParquetFiles, may_be_empty) {
  put_parquet("data/a.parquet", "SELECT 1 AS id WHERE false");
  EXPECT_EQ(ingest().records, 0);
  EXPECT_THAT(bronze_columns(), testing::Contains("id"));
}

TEST_F(ParquetFiles, that_are_damaged_are_refused) {
  put_parquet("data/a.parquet", "SELECT range AS id, 'text ' || (range * 7919) AS t FROM range(20000)");
  std::string bytes = read_file(root() / "data/a.parquet");
  put("data/a.parquet", bytes.substr(0, bytes.size() - 100));
  EXPECT_THAT(failure(), HasSubstr("data/a.parquet is no whole Parquet file"));
  std::fill(bytes.begin() + 4, bytes.begin() + 200, '\xFF');
  put("data/a.parquet", bytes);
  EXPECT_THAT(failure(), HasSubstr("the Parquet file data/a.parquet cannot be read"));
  EXPECT_TRUE(registered_files(lake().store(), "orders").empty()) << "so that the next run finds it anew";
}

TEST_F(ParquetFiles, and_other_formats_may_be_one_source) {
  put_parquet("data/a.parquet", "SELECT 1 AS id, 'x' AS name");
  put("data/b.csv", "name,id\ny,2\n");
  put("data/c.json", "[{\"id\":3}]");
  ingest();
  EXPECT_THAT(bronze({"id", "name"}), ElementsAre("1|x", "2|y", "3|-"));
}

TEST_F(ParquetFiles, give_back_a_row_as_json) {
  put_parquet("a.parquet", "SELECT range AS id, 'x' AS name FROM range(3)");
  const ParquetFile file(root() / "a.parquet", "a.parquet");
  EXPECT_EQ(file.record_text(3), R"({"id":"2","name":"x"})");
  EXPECT_EQ(file.record_text(4), std::nullopt);
}

}  // namespace
}  // namespace c360::ingest
