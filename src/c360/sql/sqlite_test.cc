#include "c360/sql/sqlite.h"

#include <gtest/gtest.h>

#include "c360/sql/testing/dialect_script.h"

namespace c360::sql::sqlite {
namespace {

TEST(SqliteTest, AllStatementsAreTheGoldenOnes) {
  sql::testing::expect_golden("sqlite.sql", sql::testing::script_of(dialect()));
}

TEST(SqliteTest, ExactValuesAreTexts) {
  for (const Type& type : {Type::decimal(12, 2), Type{TypeKind::kDate}, Type{TypeKind::kTimestamp}})
    EXPECT_EQ(dialect().type_name(type, 0), "text");
}

}  // namespace
}  // namespace c360::sql::sqlite
