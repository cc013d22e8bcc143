#include "c360/engine/duckdb/engine_fixture.h"

namespace c360::engine {
namespace {

/// Every value must be shown exactly as the engine itself would cast it to text.
class DisplayTest : public EngineTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(DisplayTest, ShowsWhatTheEngineCastsToText) {
  const std::string value = GetParam();
  const auto line = one("SELECT " + value + ", CAST(" + value + " AS VARCHAR)");
  const auto half = (line.size() - 1) / 2;
  EXPECT_EQ(line.substr(0, half), line.substr(half + 1)) << value;
}

INSTANTIATE_TEST_SUITE_P(Numbers, DisplayTest,
                         ::testing::Values("true", "false", "(-128)::TINYINT", "255::UTINYINT", "(-32768)::SMALLINT",
                                           "65535::USMALLINT", "(-2147483648)::INTEGER", "4294967295::UINTEGER",
                                           "(-9223372036854775807)::BIGINT", "18446744073709551615::UBIGINT",
                                           "170141183460469231731687303715884105727::HUGEINT",
                                           "(-170141183460469231731687303715884105728)::HUGEINT",
                                           "340282366920938463463374607431768211455::UHUGEINT", "0::HUGEINT",
                                           "1.5::DOUBLE", "1e20::DOUBLE", "1e-7::DOUBLE", "3::DOUBLE", "'nan'::DOUBLE",
                                           "'-inf'::FLOAT", "0.1::FLOAT", "123456789::DOUBLE", "1e15::DOUBLE",
                                           "1e16::DOUBLE", "1e17::DOUBLE", "-0.0::DOUBLE", "0.0001::DOUBLE",
                                           "0.00001::DOUBLE", "16777216::FLOAT", "1e10::FLOAT"));

INSTANTIATE_TEST_SUITE_P(Decimals, DisplayTest,
                         ::testing::Values("12.50::DECIMAL(4,2)", "(-0.05)::DECIMAL(9,2)", "0::DECIMAL(18,4)",
                                           "(-123456789012345.67)::DECIMAL(18,2)",
                                           "99999999999999999999999999999999999999::DECIMAL(38,0)", "7::DECIMAL(5,0)"));

INSTANTIATE_TEST_SUITE_P(
    Times, DisplayTest,
    ::testing::Values("DATE '2024-05-31'", "DATE '0001-01-01'", "DATE '0044-03-15 (BC)'", "DATE '12345-01-01'",
                      "'infinity'::DATE", "TIMESTAMP '2024-05-31 08:15:00'", "TIMESTAMP '1969-12-31 23:59:59.5'",
                      "TIMESTAMP '2024-05-31 08:15:00.000001'", "'-infinity'::TIMESTAMP",
                      "TIMESTAMPTZ '2024-05-31 08:15:00+02'", "TIMESTAMPTZ '1960-01-01 00:00:00.25+00'",
                      "TIMESTAMP_S '2024-05-31 08:15:01'", "TIMESTAMP_MS '2024-05-31 08:15:01.020'",
                      "TIMESTAMP_NS '2024-05-31 08:15:01.000000020'", "TIME '23:59:59.000100'",
                      "'10:00:00+05:30'::TIMETZ", "'10:00:00-08'::TIMETZ"));

INSTANTIATE_TEST_SUITE_P(Intervals, DisplayTest,
                         ::testing::Values("INTERVAL '1' YEAR", "INTERVAL '14 months 1 day 2 hours'",
                                           "INTERVAL '-1 month -3 days'", "INTERVAL '0' SECOND",
                                           "INTERVAL '-1.5' SECOND", "INTERVAL '100' HOUR"));

INSTANTIATE_TEST_SUITE_P(Others, DisplayTest,
                         ::testing::Values("'héllo\nworld'", "''", "'a' || chr(0) || 'b'", "'\\x00ab\\xFF'''::BLOB",
                                           "'5f9c3a2e-0000-4000-8000-00000000abcd'::UUID", "'10110'::BIT",
                                           "'b'::ENUM('a', 'b')", "[1, NULL, 3]", "[]::INTEGER[]", "[['a'], []]",
                                           "[1.5, 2]::DOUBLE[2]", "{'a': 1, 'b': NULL}", "MAP {'k': 1.50, 'l': NULL}",
                                           "MAP {}::MAP(VARCHAR, INTEGER)",
                                           "union_value(num := 2)::UNION(num INTEGER, str VARCHAR)"));

class ChunkTest : public EngineTest {};

TEST_F(ChunkTest, ADecimalBelowOneHasAZeroBeforeItsPoint) {
  EXPECT_EQ(one("SELECT (-0.00000000000000000000000000000000000001)::DECIMAL(38,38)"),
            "-0.00000000000000000000000000000000000001");
}

TEST_F(ChunkTest, NestedValuesAreShownWithoutQuotes) {
  EXPECT_EQ(one("SELECT {'a': [DATE '2024-01-01'], 'b': {'c': TIMESTAMP '2024-01-01'}, 'd': 'x, y'}"),
            "{'a': [2024-01-01], 'b': {'c': 2024-01-01 00:00:00}, 'd': x, y}");
}

TEST_F(ChunkTest, NullIsShownAsNothing) {
  Result result = connection.query_user_sql("SELECT NULL::DATE");
  const auto chunk = result.next();
  EXPECT_TRUE(chunk->is_null(0, 0));
  EXPECT_EQ(chunk->display(0, 0), "");
}

TEST_F(ChunkTest, NumbersComeAsNumbers) {
  Result result =
      connection.query_user_sql("SELECT sum(range), true, (-5)::TINYINT, 1.5::FLOAT, 7::UBIGINT FROM range(10)");
  const auto chunk = result.next();
  EXPECT_EQ(chunk->bigint(0, 0), 45);
  EXPECT_EQ(chunk->bigint(1, 0), 1);
  EXPECT_EQ(chunk->bigint(2, 0), -5);
  EXPECT_EQ(chunk->real(3, 0), 1.5);
  EXPECT_EQ(chunk->bigint(4, 0), 7);
}

TEST_F(ChunkTest, ANumberTooLargeFor64BitsIsAnError) {
  Result result = connection.query_user_sql("SELECT 9223372036854775808::HUGEINT, -9223372036854775808::HUGEINT");
  const auto chunk = result.next();
  EXPECT_THROW(chunk->bigint(0, 0), Error);
  EXPECT_EQ(chunk->bigint(1, 0), INT64_MIN);
}

TEST_F(ChunkTest, TextsAndListsOfTextsKeepTheirBytes) {
  Result result =
      connection.query_user_sql("SELECT 'a' || chr(0) || 'b', ['x', NULL, 'a text longer than twelve bytes']");
  const auto chunk = result.next();
  EXPECT_EQ(chunk->text(0, 0), std::string_view("a\0b", 3));
  EXPECT_EQ(chunk->text_list(1, 0), (std::vector<std::string>{"x", "", "a text longer than twelve bytes"}));
}

TEST_F(ChunkTest, AskingForAnotherTypeIsAMistakeOfTheCaller) {
  Result result = connection.query_user_sql("SELECT 'x'");
  const auto chunk = result.next();
  EXPECT_THROW(chunk->bigint(0, 0), Error);
  EXPECT_THROW(chunk->real(0, 0), Error);
  EXPECT_THROW(chunk->text_list(0, 0), Error);
}

TEST_F(ChunkTest, EveryRowOfManyChunksComesOnce) {
  std::int64_t sum = 0;
  Result result = connection.query_user_sql("SELECT range FROM range(100000)");
  while (const auto chunk = result.next()) {
    for (std::size_t row = 0; row < chunk->rows(); ++row) sum += chunk->bigint(0, row);
  }
  EXPECT_EQ(sum, 4'999'950'000);
  EXPECT_FALSE(result.next().has_value());
}

}  // namespace
}  // namespace c360::engine
