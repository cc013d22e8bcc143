#include "c360/model/variant_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace c360::model {
namespace {

using ::testing::HasSubstr;

class VariantTablesTest : public ::testing::Test {
 protected:
  VariantTablesTest() {
    project_.contracts.emplace_back().entity = "orders";
    project_.models.emplace_back().name = "revenue";
    project_.models.emplace_back().name = "spend";
  }

  /// What is wrong with this SQL as a variant of the view `spend`.
  std::string mistakes(const std::string& sql) {
    project_.models.back().variants = {{{"models/gold/spend.tsql.sql", 1, 1}, project::SqlLanguage::kTsql, sql}};
    try {
      check_variant_tables(connection_, project_);
    } catch (const project::ProjectErrors& errors) {
      return errors.what();
    }
    return "none";
  }

  project::Project project_;
  engine::Database database_;
  engine::Connection connection_ = database_.connect();
};

TEST_F(VariantTablesTest, TablesOfAllLayersAreNamedBare) {
  EXPECT_EQ(mistakes("WITH o AS (SELECT * FROM orders) SELECT * FROM o JOIN Revenue ON true"), "none");
}

TEST_F(VariantTablesTest, ASchemaIsAMistakeWithItsPlace) {
  EXPECT_EQ(mistakes("SELECT *\nFROM gold.revenue"),
            "models/gold/spend.tsql.sql:2:6: 'gold.revenue' is named with a schema, which no target has\n"
            "  write revenue: all tables and views stand in the target's one schema");
}

TEST_F(VariantTablesTest, AnUnknownTableIsAMistake) {
  EXPECT_THAT(mistakes("SELECT * FROM ordres"), HasSubstr("there is no table or view 'ordres' in a target"));
  EXPECT_THAT(mistakes("SELECT * FROM ordres"), HasSubstr("did you mean 'orders'?"));
}

TEST_F(VariantTablesTest, WhatOnlyTheOtherDatabaseReadsIsLeftToIt) {
  EXPECT_EQ(mistakes("SELECT TOP 1 x AS [a] FROM nowhere CROSS APPLY f(x)"), "none");
}

}  // namespace
}  // namespace c360::model
