#include "c360/engine/parquet_text.h"

#include <gmock/gmock.h>

#include "c360/engine/duckdb/engine_fixture.h"

namespace c360::engine {
namespace {

using testing::ElementsAre;

class ParquetTextTest : public EngineTest {
 protected:
  void write(const std::string& select) { connection.copy_to_parquet(user_query(select), file); }

  std::vector<std::string> texts(const ParquetRows& wanted) {
    std::vector<std::string> lines;
    ParquetTexts texts(database.connect(), file, "x.parquet", wanted);
    while (texts.next()) {
      std::string line;
      for (std::size_t at = 0; at < wanted.columns.size(); ++at) {
        line += (at > 0 ? "|" : "") + (texts.is_null(at) ? "-" : std::string(texts.text(at)));
      }
      lines.push_back(line);
    }
    return lines;
  }

  TemporaryDirectory folder;
  std::filesystem::path file = folder.path() / "it's.parquet";
};

TEST_F(ParquetTextTest, TellsTheColumns) {
  write("SELECT 1 AS id, 2 AS \"a b\"");
  EXPECT_THAT(parquet_columns(connection, file, "x"), ElementsAre("id", "a b"));
}

TEST_F(ParquetTextTest, ReadsSomeRowsOfSomeColumns) {
  write("SELECT range AS id, 'n' || range AS name FROM range(300000)");
  EXPECT_THAT(texts({.columns = {"name"}, .first = 250'000, .end = 250'002}), ElementsAre("n250000", "n250001"));
  EXPECT_EQ(texts({.columns = {}, .all = true}).size(), 300'000U);
}

TEST_F(ParquetTextTest, WritesEveryKindOfNumber) {
  write(
      "SELECT 255::UTINYINT, (-5)::TINYINT, 18446744073709551615::UBIGINT, 0.05::DECIMAL(3,2), -0.5::DECIMAL(38,10), "
      "1e300::DOUBLE, 'nan'::DOUBLE, 3::FLOAT");
  EXPECT_THAT(texts({.columns = parquet_columns(connection, file, "x"), .all = true}),
              ElementsAre("255|-5|18446744073709551615|0.05|-0.5000000000|1e+300|nan|3"));
}

TEST_F(ParquetTextTest, WritesTimesAsIso8601) {
  write(
      "SELECT TIMESTAMP '1969-12-31 23:59:59.999999' AS a, TIMESTAMP_S '2024-01-01 00:00:00' AS b, "
      "TIMESTAMPTZ '2024-06-01 00:00:00+02' AS c, TIME '10:11:12' AS d");
  EXPECT_THAT(texts({.columns = {"a", "b", "c", "d"}, .all = true}),
              ElementsAre("1969-12-31T23:59:59.999999|2024-01-01T00:00:00|2024-05-31T22:00:00Z|10:11:12"));
}

TEST_F(ParquetTextTest, WritesNestedValuesAsJson) {
  write(
      "SELECT {'t': TIMESTAMPTZ '2024-01-01 00:00:00+00', 'b': '\\x01'::BLOB, 'n': 'nan'::DOUBLE, 'c': chr(1) || "
      "chr(10)} AS a, "
      "[[1], NULL, []] AS b, MAP {'k': [true]} AS c");
  EXPECT_THAT(
      texts({.columns = {"a", "b", "c"}, .all = true}),
      ElementsAre(R"({"t":"2024-01-01T00:00:00Z","b":"01","n":"nan","c":"\u0001\n"}|[[1],null,[]]|{"k":[true]})"));
}

TEST_F(ParquetTextTest, RefusesWhatIsNoParquetByTheUsersName) {
  write_file(file, "no parquet");
  try {
    parquet_columns(connection, file, "data/x.parquet");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kData);
    EXPECT_THAT(error.message(), testing::HasSubstr("the Parquet file data/x.parquet cannot be read"));
  }
}

}  // namespace
}  // namespace c360::engine
