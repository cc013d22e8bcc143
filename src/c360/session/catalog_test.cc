#include "c360/session/catalog.h"

#include <gmock/gmock.h>

#include "c360/session/testing/texts.h"

namespace c360::session {
namespace {

using lakehouse::TableName;
using ::testing::ElementsAre;
using testing::texts;

class CatalogTest : public ::testing::Test {
 protected:
  static sql::Relation one(std::int64_t value) {
    sql::Query query;
    query.select = {{sql::literal(value), "n"}};
    return sql::subquery(query);
  }

  std::vector<std::string> ask(const std::string& select) {
    engine::Result result = connection_.query_user_sql(select);
    return texts(result);
  }

  engine::Database database_;
  engine::Connection connection_ = database_.connect();
  Catalog catalog_;
};

TEST_F(CatalogTest, MakesItsNamesKnownToSql) {
  catalog_.add({"silver", "orders"}, one(1));
  catalog_.add_view({"gold", "twice"}, "SELECT 2 * n AS n FROM silver.orders");
  catalog_.install(connection_);
  EXPECT_THAT(ask("SELECT n FROM gold.twice"), ElementsAre("2"));
  EXPECT_THAT(ask("SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1"),
              ElementsAre("gold|twice", "silver|orders"));
}

TEST_F(CatalogTest, TakesTheLastOfSeveralAdditions) {
  catalog_.add({"silver", "orders"}, one(1));
  catalog_.add({"silver", "orders"}, one(5));
  catalog_.install(connection_);
  EXPECT_THAT(ask("SELECT n FROM silver.orders"), ElementsAre("5"));
  EXPECT_EQ(catalog_.names().size(), 1u);
}

TEST_F(CatalogTest, FindsOnlyWhatWasAdded) {
  catalog_.add({"silver", "orders"}, one(1));
  EXPECT_NE(catalog_.find({"silver", "orders"}), nullptr);
  EXPECT_EQ(catalog_.find({"gold", "orders"}), nullptr);
}

TEST_F(CatalogTest, ListsNamesInTheOrderOfTheirAddition) {
  catalog_.add({"silver", "z"}, one(1));
  catalog_.add({"bronze", "a"}, one(1));
  EXPECT_THAT(catalog_.names(), ElementsAre(TableName{"silver", "z"}, TableName{"bronze", "a"}));
}

TEST_F(CatalogTest, QuotesHostileNames) {
  catalog_.add({"a\"; DROP SCHEMA x", "select"}, one(3));
  catalog_.install(connection_);
  EXPECT_THAT(ask("SELECT n FROM \"a\"\"; DROP SCHEMA x\".\"select\""), ElementsAre("3"));
}

}  // namespace
}  // namespace c360::session
