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

}  // namespace
}  // namespace c360
