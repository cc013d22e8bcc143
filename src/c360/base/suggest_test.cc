#include "c360/base/suggest.h"

#include <gtest/gtest.h>

namespace c360 {
namespace {

TEST(SuggestTest, FindsTheNearestName) {
  EXPECT_EQ(closest("custmoers", {"orders", "customers"}), "customers");
  EXPECT_EQ(closest("FORM", {"from", "key"}), "from");
}

TEST(SuggestTest, SaysNothingWhereNothingIsNear) {
  EXPECT_EQ(closest("zebra", {"orders", "customers"}), std::nullopt);
}

TEST(SuggestTest, ListsWhatWasExpectedInstead) {
  EXPECT_EQ(did_you_mean("zebra", {"orders", "customers"}), "expected one of orders, customers");
}

TEST(SuggestTest, TakesOneSwapInsertionDeletionOrReplacementInThreeLetters) {
  for (const char* wrong : {"nmae", "naame", "nme", "nome", "NAME", "name"}) {
    EXPECT_EQ(closest(wrong, {"order_id", "name"}), "name") << wrong;
  }
  for (const char* wrong : {"", "nnaammee", "eman", "id"}) {
    EXPECT_EQ(closest(wrong, {"order_id", "name"}), std::nullopt) << wrong;
  }
}

TEST(SuggestTest, PrefersTheNearest) {
  EXPECT_EQ(closest("order_dat", {"order_data", "order_date", "order_dat"}), "order_dat");
  EXPECT_EQ(closest("order_dtae", {"order_data", "order_date"}), "order_date");
  EXPECT_EQ(closest("ab", {"aa", "bb"}), "aa");
}

TEST(SuggestTest, AsksOrListsButNeverMuch) {
  EXPECT_EQ(did_you_mean("custmoers", {"orders", "customers"}), "did you mean 'customers'?");
  EXPECT_EQ(did_you_mean("zebra", {}), "");
  std::vector<std::string> many;
  for (char c = 'a'; c <= 'm'; ++c) many.push_back(std::string(4, c));
  EXPECT_EQ(did_you_mean("zebra", many),
            "expected one of aaaa, bbbb, cccc, dddd, eeee, ffff, gggg, hhhh, iiii, jjjj, kkkk, llll, …");
}

}  // namespace
}  // namespace c360
