#include "c360/powerbi/dax_expression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/powerbi/dax_tokens.h"

namespace c360::powerbi {
namespace {

using sql::Type;
using sql::TypeKind;

class DaxExpressionTest : public testing::Test {
 protected:
  std::string value(const std::string& sql) {
    const std::string dax = DaxExpressions(connection_, columns_).value(sql).dax;
    dax_references(dax);  // fits together
    return dax;
  }
  std::string condition(const std::string& sql) {
    const std::string dax = DaxExpressions(connection_, columns_).condition(sql);
    dax_references(dax);
    return dax;
  }
  std::string refusal(const std::string& sql) {
    try {
      return "said as " + value(sql);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kUnsupported) << error.what();
      return error.message();
    }
  }

  const DaxColumns columns_ = {{"n", {"'T'[n]", Type{TypeKind::kBigint}, false}},
                               {"m", {"'T'[m]", Type{TypeKind::kBigint}, true}},
                               {"amount", {"'T'[amount]", Type::decimal(12, 2), false}},
                               {"price", {"'T'[price]", Type::decimal(12, 2), true}},
                               {"status", {"'T'[Status]", Type{TypeKind::kString}, true}},
                               {"name", {"'T'[Name]", Type{TypeKind::kString}, false}},
                               {"paid", {"'T'[paid]", Type{TypeKind::kBoolean}, true}},
                               {"day", {"'T'[Day]", Type{TypeKind::kDate}, false}},
                               {"moment", {"'T'[At]", Type{TypeKind::kDatetime}, true}}};
  engine::Database database_;
  engine::Connection connection_ = database_.connect();
};

TEST_F(DaxExpressionTest, NamesColumnsIgnoringCapitals) {
  EXPECT_EQ(value("AMOUNT"), "'T'[amount]");
  EXPECT_EQ(value("t.amount"), "'T'[amount]");
}

TEST_F(DaxExpressionTest, CalculatesExactly) {
  EXPECT_EQ(value("n + 1"), "('T'[n] + 1)");
  EXPECT_EQ(value("n * amount"), "('T'[n] * 'T'[amount])");
  EXPECT_EQ(value("-amount"), "-'T'[amount]");
  EXPECT_EQ(value("amount - 1.50"), "('T'[amount] - 1.50)");
  EXPECT_THAT(refusal("amount * price"), testing::HasSubstr("a product of two decimals"));
  EXPECT_THAT(refusal("amount / 2"), testing::HasSubstr("the function /"));
}

TEST_F(DaxExpressionTest, IsUnknownWhereSqlIsAndNotZero) {
  EXPECT_EQ(value("amount + price"), "IF(ISBLANK('T'[price]), BLANK(), ('T'[amount] + 'T'[price]))");
  EXPECT_EQ(value("name || status"), "IF(ISBLANK('T'[Status]), BLANK(), 'T'[Name] & 'T'[Status])");
  EXPECT_EQ(value("coalesce(m, 0)"), "COALESCE('T'[m], 0)");
  EXPECT_EQ(value("year(moment)"), "IF(ISBLANK('T'[At]), BLANK(), YEAR('T'[At]))");
}

TEST_F(DaxExpressionTest, TellsTextsApartByCapitals) {
  EXPECT_EQ(condition("name = 'Done'"), "EXACT('T'[Name], \"Done\")");
  EXPECT_EQ(condition("status <> 'a \"b\"'"),
            "(NOT(ISBLANK('T'[Status])) && NOT(EXACT('T'[Status], \"a \"\"b\"\"\")))");
  EXPECT_THAT(refusal("name < 'b'"), testing::HasSubstr("an order of texts"));
}

TEST_F(DaxExpressionTest, IsFalseWhereSqlIsUnknown) {
  EXPECT_EQ(condition("m < 5"), "(NOT(ISBLANK('T'[m])) && 'T'[m] < 5)");
  EXPECT_EQ(condition("NOT m < 5"), "(NOT(ISBLANK('T'[m])) && 'T'[m] >= 5)");
  EXPECT_EQ(condition("paid"), "'T'[paid] == TRUE()");
  EXPECT_EQ(condition("NOT paid"), "'T'[paid] == FALSE()");
  EXPECT_EQ(condition("m IS NULL"), "ISBLANK('T'[m])");
  EXPECT_EQ(condition("NOT (m IS NULL)"), "NOT(ISBLANK('T'[m]))");
}

TEST_F(DaxExpressionTest, TurnsAndAndOrRoundWhereTheyAreDenied) {
  EXPECT_EQ(condition("n > 1 AND NOT (n > 2 OR n = 3)"), "('T'[n] > 1 && ('T'[n] <= 2 && 'T'[n] <> 3))");
  EXPECT_EQ(condition("NOT (n > 1 AND n > 2)"), "('T'[n] <= 1 || 'T'[n] <= 2)");
}

TEST_F(DaxExpressionTest, KnowsListsAndRanges) {
  EXPECT_EQ(condition("name IN ('a', 'b')"), "(EXACT('T'[Name], \"a\") || EXACT('T'[Name], \"b\"))");
  EXPECT_EQ(condition("n NOT IN (1, 2)"), "('T'[n] <> 1 && 'T'[n] <> 2)");
  EXPECT_EQ(condition("n BETWEEN 1 AND 9"), "('T'[n] >= 1 && 'T'[n] <= 9)");
  EXPECT_EQ(condition("n NOT BETWEEN 1 AND 9"), "('T'[n] < 1 || 'T'[n] > 9)");
}

TEST_F(DaxExpressionTest, KnowsDays) {
  EXPECT_EQ(condition("day >= date '2024-02-29'"), "'T'[Day] >= DATE(2024, 2, 29)");
  EXPECT_EQ(value("date_trunc('month', day)"), "DATE(YEAR('T'[Day]), MONTH('T'[Day]), 1)");
  EXPECT_EQ(value("day::date"), "DATE(YEAR('T'[Day]), MONTH('T'[Day]), DAY('T'[Day]))");
  EXPECT_EQ(value("isodow(day)"), "WEEKDAY('T'[Day], 2)");
}

TEST_F(DaxExpressionTest, Chooses) {
  EXPECT_EQ(value("CASE WHEN n > 1 THEN 'many' WHEN n = 1 THEN 'one' END"),
            "IF('T'[n] > 1, \"many\", IF('T'[n] = 1, \"one\", BLANK()))");
}

TEST_F(DaxExpressionTest, RefusesByNameWhatDaxCannotSay) {
  EXPECT_THAT(refusal("nmae"), testing::HasSubstr("the column nmae, which the export lacks"));
  EXPECT_THAT(refusal("name LIKE 'a%'"), testing::HasSubstr("the function ~~"));
  EXPECT_THAT(refusal("n::varchar"), testing::HasSubstr("a cast of bigint to VARCHAR"));
  EXPECT_THAT(refusal("name = 1"), testing::HasSubstr("a string compared with a bigint"));
  EXPECT_THAT(refusal("dayname(day)"), testing::HasSubstr("the function dayname"));
  EXPECT_THAT(refusal("m IS DISTINCT FROM n"), testing::HasSubstr("the comparison COMPARE_DISTINCT_FROM"));
  EXPECT_THAT(refusal("regexp_matches(name, 'a')"), testing::HasSubstr("the function regexp_matches"));
  EXPECT_THAT(refusal("(SELECT 1)"), testing::HasSubstr("DAX cannot say exactly"));
  EXPECT_THAT(refusal("sum(n) OVER ()"), testing::HasSubstr("DAX cannot say exactly"));
}

}  // namespace
}  // namespace c360::powerbi
