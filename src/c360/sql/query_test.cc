#include "c360/sql/query.h"

#include <gtest/gtest.h>

namespace c360::sql {
namespace {

int set_members(const Relation& relation) {
  return (relation.table.empty() ? 0 : 1) + (relation.subquery ? 1 : 0) + (relation.scan ? 1 : 0) +
         (relation.table_function.empty() ? 0 : 1);
}

TEST(QueryTest, EachRelationIsOneKindAndKeepsItsAlias) {
  for (const auto& relation : {table({"a"}, "r"), subquery(Query{}, "r"), scan(ParquetScan{}, "r"),
                               table_function("f", {literal("x")}, "r")}) {
    EXPECT_EQ(set_members(relation), 1);
    EXPECT_EQ(relation.alias, "r");
  }
}

TEST(QueryTest, AScanOwnsItsFiles) {
  ParquetScan parquet;
  parquet.files.push_back({"a.parquet", {}});
  const Relation relation = scan(parquet);
  parquet.files.clear();
  EXPECT_EQ(relation.scan->files.size(), 1U);
}

}  // namespace
}  // namespace c360::sql
