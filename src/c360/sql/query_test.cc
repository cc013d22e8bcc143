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

TEST(QueryTest, ARelationKeepsWhatItIsMadeOf) {
  EXPECT_EQ(table({"silver", "orders"}).table, (std::vector<std::string>{"silver", "orders"}));
  EXPECT_EQ(table({"orders"}).alias, "");
  Query inner;
  inner.limit = 3;
  EXPECT_EQ(subquery(inner).subquery->limit, 3);
  const Relation function = table_function("read", {literal("a"), literal(std::int64_t{2})});
  EXPECT_EQ(function.table_function, "read");
  ASSERT_EQ(function.arguments.size(), 2U);
  EXPECT_EQ(function.arguments[1].node().text, "2");
}

TEST(QueryTest, ASubqueryOwnsItsQuery) {
  Query query;
  query.select = {{column("id"), "id"}};
  const Relation relation = subquery(query);
  query.select.clear();
  EXPECT_EQ(relation.subquery->select.size(), 1U);
}

TEST(QueryTest, AQueryBeginsWithoutAnything) {
  const Query query;
  EXPECT_TRUE(query.select.empty());
  EXPECT_FALSE(query.distinct);
  EXPECT_FALSE(query.from || query.where || query.having || query.limit);
  EXPECT_TRUE(query.joins.empty() && query.group_by.empty() && query.order_by.empty() && query.union_all.empty());
  EXPECT_TRUE(query.user_sql.empty());
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
