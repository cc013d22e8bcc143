#include "c360/publish/odbc/view_order.h"

#include <gmock/gmock.h>

namespace c360::publish::odbc {
namespace {

using ::testing::ElementsAre;

PlannedView view(const std::string& name, const std::string& select) {
  PlannedView planned;
  planned.definition.name = name;
  planned.select = select;
  return planned;
}

TEST(ViewOrderTest, NamesAreWordsOfTheirOwn) {
  EXPECT_TRUE(mentions("SELECT * FROM sales", "Sales"));
  EXPECT_TRUE(mentions("FROM [sales] AS s", "sales"));
  EXPECT_TRUE(mentions("FROM old_sales JOIN sales", "sales"));
  EXPECT_FALSE(mentions("FROM old_sales", "sales"));
  EXPECT_FALSE(mentions("FROM sales2, größesales", "sales"));
}

TEST(ViewOrderTest, ReadersComeLast) {
  EXPECT_THAT(readers_last({view("a", "FROM b, c"), view("b", "FROM c"), view("c", "FROM t")}), ElementsAre(2, 1, 0));
  EXPECT_THAT(readers_last({view("a", "FROM t"), view("b", "FROM t")}), ElementsAre(0, 1));
}

TEST(ViewOrderTest, NamesThatOnlyLookLikeACircleEnd) {
  EXPECT_THAT(readers_last({view("a", "SELECT b FROM t"), view("b", "SELECT a FROM t")}), ElementsAre(1, 0));
}

}  // namespace
}  // namespace c360::publish::odbc
