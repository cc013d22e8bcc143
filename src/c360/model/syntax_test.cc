#include "c360/model/syntax.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/engine/engine.h"

namespace c360::model {
namespace {

class SyntaxTest : public ::testing::Test {
 protected:
  Syntax read(const std::string& sql) { return read_syntax(connection_.parse_to_json(sql)); }
  std::vector<std::string> tables(const std::string& sql) {
    std::vector<std::string> names;
    for (const auto& table : read(sql).tables) names.push_back(table.schema + "." + table.name);
    return names;
  }

  engine::Database database_;
  engine::Connection connection_ = database_.connect();
};

using Names = std::vector<std::string>;

TEST_F(SyntaxTest, FindsTablesInJoinsSubqueriesAndUnionsEachOnceInTheOrderOfTheText) {
  EXPECT_EQ(tables("SELECT (SELECT max(x) FROM gold.b) FROM silver.a JOIN silver.c ON a.x = c.x "
                   "UNION ALL SELECT 1 FROM silver.a WHERE EXISTS (SELECT 1 FROM gold.d)"),
            (Names{"gold.b", "silver.a", "silver.c", "gold.d"}));
}

TEST_F(SyntaxTest, TakesACommonTableExpressionForNoTable) {
  EXPECT_EQ(tables("WITH a AS (SELECT * FROM silver.orders) SELECT * FROM a"), (Names{"silver.orders"}));
}

TEST_F(SyntaxTest, KnowsACommonTableExpressionOnlyWhereItHolds) {
  EXPECT_EQ(tables("SELECT * FROM (WITH a AS (SELECT 1) SELECT * FROM a) x JOIN a ON true"), (Names{".a"}));
}

TEST_F(SyntaxTest, KeepsQuotedNamesAsTheyAre) {
  EXPECT_EQ(tables("SELECT * FROM gold.\"we ird\"\"name\""), (Names{"gold.we ird\"name"}));
}

TEST_F(SyntaxTest, TellsFunctionsThatReadRowsFromOthers) {
  const Syntax syntax = read("SELECT upper(x) FROM read_csv('a.csv')");
  ASSERT_EQ(syntax.functions.size(), 2u);
  for (const auto& function : syntax.functions) EXPECT_EQ(function.reads_rows, function.name == "read_csv");
}

TEST_F(SyntaxTest, CountsStatements) {
  EXPECT_EQ(read("SELECT 1; SELECT 2").statements, 2u);
}

TEST_F(SyntaxTest, RefusesWhatIsNoTree) {
  EXPECT_THROW(read_syntax("{}"), Error);
}

TEST(PositionTest, CountsLinesAndColumnsFromOne) {
  EXPECT_EQ(position_of("ab\ncd", 0).column, 1);
  EXPECT_EQ(position_of("ab\ncd", 4).line, 2);
  EXPECT_EQ(position_of("ab\ncd", 4).column, 2);
  EXPECT_EQ(position_of("ab", 99).column, 3);
}

}  // namespace
}  // namespace c360::model
