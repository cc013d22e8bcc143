#include "c360/cli/rows.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/cli/testing/captured.h"

namespace c360::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class RowsTest : public ::testing::Test {
 protected:
  std::string print(const std::string& select, RowFormat format, std::size_t most_rows = 0) {
    engine::Result result = connection_.query_user_sql(select);
    return testing::captured([&](std::FILE* out) { count_ = print_rows(out, result, format, most_rows); });
  }

  engine::Database database_;
  engine::Connection connection_ = database_.connect();
  std::size_t count_ = 0;
};

TEST_F(RowsTest, CsvQuotesWhatNeedsIt) {
  EXPECT_EQ(print("SELECT 'a,b' AS \"x,y\", 'say \"hi\"' AS q, e'l1\\nl2' AS l, 'plain' AS p", RowFormat::kCsv),
            "\"x,y\",q,l,p\n\"a,b\",\"say \"\"hi\"\"\",\"l1\nl2\",plain\n");
}

TEST_F(RowsTest, CsvTellsNoTextFromNull) {
  EXPECT_EQ(print("SELECT NULL AS a, '' AS b, 1.50 AS c", RowFormat::kCsv), "a,b,c\n,\"\",1.50\n");
}

TEST_F(RowsTest, CsvOfNoRowsHasItsHeader) {
  EXPECT_EQ(print("SELECT 1 AS a, 2 AS b WHERE false", RowFormat::kCsv), "a,b\n");
  EXPECT_EQ(count_, 0u);
}

TEST_F(RowsTest, JsonKeepsEveryDigit) {
  EXPECT_EQ(print("SELECT 12345678901234567890123456789012345.67::decimal(38,2) AS d, 9223372036854775807 AS b, "
                  "-1.50::decimal(4,2) AS m, true AS t, NULL AS n",
                  RowFormat::kJson),
            "[\n  {\"d\": 12345678901234567890123456789012345.67, \"b\": 9223372036854775807, \"m\": -1.50, "
            "\"t\": true, \"n\": null}\n]\n");
}

TEST_F(RowsTest, JsonHasNoInfinity) {
  EXPECT_EQ(print("SELECT 'inf'::double AS i, 'nan'::double AS n, 0.5::double AS h", RowFormat::kJson),
            "[\n  {\"i\": \"inf\", \"n\": \"nan\", \"h\": 0.5}\n]\n");
}

TEST_F(RowsTest, JsonEscapesTexts) {
  EXPECT_EQ(print("SELECT 'a\"b\\c' || chr(10) || chr(27) AS \"k\"\"y\", date '2024-02-29' AS d", RowFormat::kJson),
            "[\n  {\"k\\\"y\": \"a\\\"b\\\\c\\n\\u001b\", \"d\": \"2024-02-29\"}\n]\n");
}

TEST_F(RowsTest, JsonOfNoRowsIsAnEmptyArray) {
  EXPECT_EQ(print("SELECT 1 WHERE false", RowFormat::kJson), "[]\n");
}

TEST_F(RowsTest, MarkdownEscapesItsOwnSigns) {
  EXPECT_EQ(print("SELECT 'a|b' AS x, 10 AS n", RowFormat::kMarkdown),
            "| x    |  n |\n| ---- | --: |\n| a\\|b | 10 |\n");
}

TEST_F(RowsTest, ATableShowsNullAndAlignsNumbers) {
  EXPECT_EQ(print("SELECT * FROM (VALUES ('a', 1), (NULL, 1000)) t(x, n)", RowFormat::kTable),
            "x        n\n----  ----\na        1\nNULL  1000\n");
}

TEST_F(RowsTest, ATableStopsAndSaysHowManyThereAre) {
  EXPECT_EQ(print("SELECT range AS n FROM range(5000)", RowFormat::kTable, 2), "n\n-\n0\n1\n(2 of 5,000 rows shown)\n");
  EXPECT_EQ(count_, 5000u);
}

TEST_F(RowsTest, ATableDoesNotObeyItsCells) {
  EXPECT_THAT(print("SELECT chr(27) || '[2J' || chr(10) AS x", RowFormat::kTable), HasSubstr("\\x1b[2J\\n"));
}

TEST_F(RowsTest, AWideTextWidensItsColumn) {
  const std::string wide(300, 'x');
  EXPECT_THAT(print("SELECT repeat('x', 300) AS a, 1 AS b", RowFormat::kTable),
              AllOf(StartsWith("a" + std::string(299, ' ') + "  b"), HasSubstr("\n" + wide + "  1\n")));
}

TEST_F(RowsTest, NestedValuesAreTextInJson) {
  EXPECT_EQ(print("SELECT [1, 2] AS l", RowFormat::kJson), "[\n  {\"l\": \"[1, 2]\"}\n]\n");
}

TEST(RowFormatTest, NamesWhatItDoesNotKnow) {
  EXPECT_EQ(parse_row_format("markdown"), RowFormat::kMarkdown);
  try {
    parse_row_format("jsn");
    ADD_FAILURE() << "jsn is no format";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_EQ(error.hint(), "did you mean 'json'?");
  }
}

}  // namespace
}  // namespace c360::cli
