#include "c360/engine/duckdb/engine_fixture.h"
#include "c360/engine/duckdb/sql_writer.h"
#include "c360/engine/duckdb/statistics.h"

namespace c360::engine {
namespace {

class CopyTest : public EngineTest {
 protected:
  WrittenParquet copy(const std::string& select) { return connection.copy_to_parquet(user_query(select), path); }
  std::string read(const std::string& select_list) {
    return one("SELECT " + select_list + " FROM " + quote_text(path.string()));
  }
  /// "nulls min max" of a column, "?" for no bound, "" for no statistics.
  static std::string figures(const WrittenParquet& written, const std::string& column) {
    for (const auto& each : written.columns) {
      if (each.column != column) continue;
      return std::to_string(each.null_count) + " " + each.min.value_or("?") + " " + each.max.value_or("?");
    }
    return "";
  }

  TemporaryDirectory folder;
  std::filesystem::path path = folder.path() / "it's.parquet";
};

TEST_F(CopyTest, CountsRowsAndNulls) {
  const auto written = copy("SELECT CASE WHEN range % 4 = 0 THEN NULL ELSE range END AS a FROM range(1000)");
  EXPECT_EQ(written.rows, 1000);
  EXPECT_EQ(figures(written, "a"), "250 1 999");
}

TEST_F(CopyTest, OnlyColumnsOfFewValuesGetADictionary) {
  copy("SELECT 'category ' || (range % 1000) AS few, 'key ' || (range % 20000) AS many FROM range(100000)");
  const std::string encodings = "SELECT string_agg(DISTINCT encodings, ' ') FROM parquet_metadata(" +
                                quote_text(path.string()) + ") WHERE path_in_schema = ";
  EXPECT_NE(one(encodings + "'few'").find("DICTIONARY"), std::string::npos);
  EXPECT_EQ(one(encodings + "'many'"), "PLAIN");
}

TEST_F(CopyTest, DeltaEncodingsAreForThoseWhoAskForThem) {
  const auto encoding_of_keys = [this](ParquetVersion version) {
    connection.copy_to_parquet(user_query("SELECT range AS key FROM range(100000)"), path, version);
    return one("SELECT DISTINCT encodings FROM parquet_metadata(" + quote_text(path.string()) + ")");
  };
  EXPECT_EQ(encoding_of_keys(ParquetVersion::k1), "PLAIN");
  EXPECT_EQ(encoding_of_keys(ParquetVersion::k2), "DELTA_BINARY_PACKED");
}

TEST_F(CopyTest, NoRowsStillMakeAFile) {
  const auto written = copy("SELECT 1 AS a WHERE FALSE");
  EXPECT_EQ(written.rows, 0);
  EXPECT_EQ(read("count(*)"), "0");
}

TEST_F(CopyTest, AColumnOfNullsHasNoBounds) {
  EXPECT_EQ(figures(copy("SELECT NULL::DATE AS a"), "a"), "1 ? ?");
}

TEST_F(CopyTest, DecimalsAreExact) {
  const auto written =
      copy("SELECT 99999999999999999999999999999999.1234::DECIMAL(38,4) AS a, -0.05::DECIMAL(4,2) AS b");
  EXPECT_EQ(figures(written, "a"), "0 99999999999999999999999999999999.1234 99999999999999999999999999999999.1234");
  EXPECT_EQ(figures(written, "b"), "0 -0.05 -0.05");
}

TEST_F(CopyTest, FloatingPointHasNoBounds) {
  const auto written = copy("SELECT 1.5::DOUBLE AS a, 2::FLOAT AS b, true AS c, 'x'::BLOB AS d");
  EXPECT_EQ(figures(written, "a"), "0 ? ?");
  EXPECT_EQ(figures(written, "b"), "0 ? ?");
  EXPECT_EQ(figures(written, "c"), "0 ? ?");
  EXPECT_EQ(figures(written, "d"), "0 ? ?");
}

TEST_F(CopyTest, InstantsAreRoundedOutwardsToMilliseconds) {
  const auto written = copy(
      "SELECT TIMESTAMPTZ '2024-05-31 08:15:00.123456+00' AS z, TIMESTAMP '1960-01-01 00:00:00.123456' AS n, "
      "TIMESTAMP '2024-05-31 08:15:00.120' AS e");
  EXPECT_EQ(figures(written, "z"), "0 2024-05-31T08:15:00.123Z 2024-05-31T08:15:00.124Z");
  EXPECT_EQ(figures(written, "n"), "0 1960-01-01T00:00:00.123 1960-01-01T00:00:00.124");
  EXPECT_EQ(figures(written, "e"), "0 2024-05-31T08:15:00.120 2024-05-31T08:15:00.120");
}

TEST_F(CopyTest, TimesThatIsoCannotSayHaveNoBounds) {
  const auto written =
      copy("SELECT DATE '12345-01-01' AS d, TIMESTAMP '12345-01-01' AS t, DATE '0044-03-15 (BC)' AS b");
  EXPECT_EQ(figures(written, "d"), "0 ? ?");
  EXPECT_EQ(figures(written, "t"), "0 ? ?");
  EXPECT_EQ(figures(written, "b"), "0 ? ?");
}

TEST_F(CopyTest, DatesAndIntegersAreAsTheyAre) {
  const auto written = copy("SELECT DATE '2024-05-31' AS d, (-5)::TINYINT AS t, 7::INTEGER AS i, 9::SMALLINT AS s");
  EXPECT_EQ(figures(written, "d"), "0 2024-05-31 2024-05-31");
  EXPECT_EQ(figures(written, "t"), "0 -5 -5");
  EXPECT_EQ(figures(written, "i"), "0 7 7");
  EXPECT_EQ(figures(written, "s"), "0 9 9");
}

TEST_F(CopyTest, LongTextsAreCutSafely) {
  const auto written = copy("SELECT * FROM (VALUES (repeat('a', 40)), (repeat('é', 33))) t(s)");
  EXPECT_EQ(
      figures(written, "s"), "0 " + std::string(32, 'a') + " " + [] {
        std::string text;
        for (int i = 0; i < 31; ++i) text += "é";
        return text + "ê";
      }());
}

TEST_F(CopyTest, NestedColumnsHaveNoStatistics) {
  const auto written = copy("SELECT ['a'] AS l, {'x': 1} AS s, MAP {'k': 1} AS m, 2 AS \"we.ird \"\"name\"");
  EXPECT_EQ(written.columns.size(), 1U);
  EXPECT_EQ(figures(written, "we.ird \"name"), "0 2 2");
}

TEST_F(CopyTest, WideIntegersStayExact) {
  const auto written = copy(
      "SELECT sum(x) AS s, 18446744073709551615::UBIGINT AS u, 5::UTINYINT AS t FROM "
      "(SELECT 9223372036854775807 AS x FROM range(3))");
  EXPECT_EQ(read("typeof(s), s, typeof(u), u, typeof(t)"),
            "DECIMAL(38,0)|27670116110564327421|DECIMAL(20,0)|18446744073709551615|SMALLINT");
  EXPECT_EQ(figures(written, "s"), "0 27670116110564327421 27670116110564327421");
}

/// A query's rows, through a CSV file into a table of the same types.
class CsvTest : public CopyTest {
 protected:
  void through_csv(const std::string& select) {
    const std::int64_t written = connection.copy_to_csv(user_query(select), path);
    connection.create_table_as({"back"}, user_query("SELECT * FROM (" + select + ") LIMIT 0"), false);
    EXPECT_EQ(connection.copy_from_csv({"back"}, path), written);
    EXPECT_EQ(one("SELECT count(*) FROM (SELECT * FROM back EXCEPT ALL (" + select + "))"), "0");
    EXPECT_EQ(one("SELECT count(*) FROM ((" + select + ") EXCEPT ALL SELECT * FROM back)"), "0");
  }
};

TEST_F(CsvTest, EveryTypeComesBackAsItWas) {
  through_csv(
      "SELECT range AS a, (range * 0.01)::DECIMAL(38,2) AS d, range % 3 = 0 AS b, DATE '2024-02-29' + range::INT AS "
      "day, TIMESTAMP '1999-12-31 23:59:59.999999' AS at, TIMESTAMPTZ '2024-03-31 02:30:00.000001+02' AS z, range / 7 "
      "AS f, CASE WHEN range % 2 = 0 THEN 'x' || range END AS t FROM range(10000)");
}

TEST_F(CsvTest, AnEmptyTextIsNotNull) {
  through_csv("SELECT * FROM (VALUES ('', 1), (NULL, 2), ('NULL', 3), (' ', 4), ('\"\"', 5)) AS v(t, n)");
  EXPECT_EQ(one("SELECT string_agg(n::VARCHAR, ' ' ORDER BY n) FROM back WHERE t IS NULL"), "2");
}

TEST_F(CsvTest, AnOnlyColumnKeepsItsNulls) {
  through_csv("SELECT * FROM (VALUES (''), (NULL), ('a'), (NULL)) AS v(t)");
}

TEST_F(CsvTest, HostileTextsComeBackAsTheyWere) {
  through_csv(
      "SELECT * FROM (VALUES ('a,b'), ('a\"b'), (E'a\\nb'), (E'a\\r\\nb'), (E'\\r'), ('\\N'), (E'\\t'), ('é’'), "
      "(repeat('long \"', 500000)), ('#'), (''';--')) AS v(t), range(3)");
}

TEST_F(CsvTest, AValueThatDoesNotFitIsAnError) {
  connection.copy_to_csv(user_query("SELECT 'x' AS a"), path);
  connection.create_table_as({"back"}, user_query("SELECT 1 AS a"), false);
  EXPECT_THROW(connection.copy_from_csv({"back"}, path), Error);
  EXPECT_THROW(connection.copy_from_csv({"back"}, folder.path() / "none.csv"), Error);
}

TEST_F(CsvTest, AnAttachedFileThatIsOnlyReadStaysAsItIs) {
  const auto file = folder.path() / "it's.duckdb";
  connection.attach(file, "made");
  connection.create_table_as({"made", "main", "t"}, user_query("SELECT 5::BIGINT AS a"), false);
  connection.detach("made");
  Database other;
  Connection reader = other.connect();
  reader.attach_to_read(file, "seen");
  EXPECT_EQ(reader.query_bigint(user_query("SELECT a FROM seen.main.t")), 5);
  EXPECT_THROW(reader.create_table_as({"seen", "main", "u"}, user_query("SELECT 5 AS a"), false), Error);
  EXPECT_THROW(reader.attach_to_read(folder.path() / "none.duckdb", "none"), Error);
}

TEST_F(CopyTest, AFolderThatIsNotThereIsAnError) {
  path = folder.path() / "none" / "x.parquet";
  EXPECT_THROW(copy("SELECT 1 AS a"), Error);
}

TEST_F(CopyTest, AFullDiskIsNoSpace) {
  path = "/dev/full";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "this machine has no /dev/full";
  try {
    copy("SELECT range AS a, 'x' || range AS b FROM range(1000000)");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNoSpace) << error.what();
  }
}

TEST(TextBoundTest, ATextThatFitsIsItsOwnBound) {
  EXPECT_EQ(lower_text_bound("abc"), "abc");
  EXPECT_EQ(upper_text_bound(std::string(32, 'z')), std::string(32, 'z'));
  EXPECT_EQ(upper_text_bound(""), "");
}

TEST(TextBoundTest, TheUpperBoundSkipsWhatIsNoCharacter) {
  const std::string before(31, 'a');
  EXPECT_EQ(upper_text_bound(before + "\xED\x9F\xBF" + "x"), before + "\xEE\x80\x80");
  EXPECT_EQ(upper_text_bound(before + "\x7F" + "x"), before + "\xC2\x80");
}

TEST(TextBoundTest, TheLastCharacterOfAllCarriesOver) {
  const std::string last = "\xF4\x8F\xBF\xBF";
  EXPECT_EQ(upper_text_bound(std::string(31, 'a') + last + "x"), std::string(30, 'a') + "b");
  std::string all;
  for (int i = 0; i < 33; ++i) all += last;
  EXPECT_FALSE(upper_text_bound(all).has_value());
}

}  // namespace
}  // namespace c360::engine
