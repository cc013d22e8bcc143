#include "c360/sql/tsql.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/sql/testing/dialect_script.h"

namespace c360::sql::tsql {
namespace {

using sql::testing::column;

TEST(TsqlTest, AllStatementsAreTheGoldenOnes) {
  sql::testing::expect_golden("tsql.sql", sql::testing::script_of(dialect()));
}

TEST(TsqlTest, NamesAreInBrackets) {
  EXPECT_EQ(dialect().identifier("a]b"), "[a]]b]");
  EXPECT_EQ(dialect().identifier("größe"), "[größe]");
  EXPECT_EQ(dialect().identifier(std::string(128, 'a')).size(), 130u);
  EXPECT_THROW(dialect().identifier(std::string(129, 'a')), Error);
  EXPECT_THROW(dialect().identifier("a" + std::string(64 * 4, '\xF0')), Error) << "two units each";
  EXPECT_THROW(dialect().identifier(""), Error);
  EXPECT_THROW(dialect().identifier(std::string_view("a\0b", 3)), Error);
}

TEST(TsqlTest, ATextHasRoomForTwoUnitsACharacter) {
  const auto type = [](int max_length) {
    return dialect().type_name(column("a", {TypeKind::kString}, false, max_length));
  };
  EXPECT_EQ(type(1), "nvarchar(2) COLLATE Latin1_General_100_BIN2");
  EXPECT_EQ(type(2000), "nvarchar(4000) COLLATE Latin1_General_100_BIN2");
  EXPECT_EQ(type(2001), "nvarchar(max) COLLATE Latin1_General_100_BIN2");
  EXPECT_EQ(type(0), "nvarchar(max) COLLATE Latin1_General_100_BIN2");
  EXPECT_EQ(dialect().most_units(column("a", {TypeKind::kString}, false, 100)), 200u);
  EXPECT_EQ(dialect().most_units(column("a", {TypeKind::kString})), 0u);
}

TEST(TsqlTest, TextsInKeysShareWhatAnIndexTakes) {
  TableDefinition table = sql::testing::totals();
  table.columns[0].type = {TypeKind::kString};
  dialect().fit({&table});
  EXPECT_EQ(dialect().most_units(table.columns[0]) * 2 + dialect().most_units(table.columns[1]) * 2, 1696u);
  table.columns[0].max_length = 30;
  table.columns[1].max_length = 0;
  dialect().fit({&table});
  EXPECT_EQ(table.columns[0].max_length, 30) << "the contract's stays";
  EXPECT_EQ(dialect().most_units(table.columns[1]), 850u);
}

TEST(TsqlTest, ALongKeyIsNotClustered) {
  TableDefinition table = sql::testing::regions();
  table.columns[0].max_length = 225;
  EXPECT_EQ(dialect().add_key(table),
            "ALTER TABLE [shop].[regions] ADD CONSTRAINT [regions_pkey] PRIMARY KEY ([code])");
  table.columns[0].max_length = 226;
  EXPECT_EQ(dialect().add_key(table),
            "ALTER TABLE [shop].[regions] ADD CONSTRAINT [regions_pkey] PRIMARY KEY NONCLUSTERED ([code])");
}

TEST(TsqlTest, BothEndsOfAReferenceHaveOneType) {
  TableDefinition parent = sql::testing::regions(), child = sql::testing::orders();
  parent.columns[0].max_length = 20;
  dialect().fit({&parent, &child});
  EXPECT_EQ(child.columns[1].max_length, 20);
  parent.columns[0].type = {TypeKind::kInteger};
  child.columns[1].type = {TypeKind::kBigint};
  dialect().fit({&parent, &child});
  EXPECT_EQ(child.columns[1].type.kind, TypeKind::kInteger);
}

TEST(TsqlTest, AReferenceToItsOwnTableFollowsTheKey) {
  TableDefinition table = sql::testing::regions();
  table.columns.push_back(column("within", {TypeKind::kString}));
  table.foreign_keys = {{"f", {"within"}, "regions", {"code"}}};
  dialect().fit({&table});
  EXPECT_EQ(dialect().most_units(table.columns[2]), 850u);
}

}  // namespace
}  // namespace c360::sql::tsql
