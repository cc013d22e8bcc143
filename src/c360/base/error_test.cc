#include "c360/base/error.h"

#include <gtest/gtest.h>

namespace c360 {
namespace {

TEST(ErrorTest, SaysWhereWhatAndWhatToDo) {
  const Error error(ErrorCode::kProject, "unknown key 'form'", "did you mean 'from'?", {"contracts/orders.yaml", 3, 5});
  EXPECT_STREQ(error.what(), "contracts/orders.yaml:3:5: unknown key 'form'\n  did you mean 'from'?");
}

TEST(ErrorTest, TakesContextBeforeItsMessageAndKeepsTheRest) {
  const Error error = Error(ErrorCode::kIo, "disk gone", "look at it").in("bronze orders");
  EXPECT_EQ(error.message(), "bronze orders: disk gone");
  EXPECT_EQ(error.hint(), "look at it");
  EXPECT_EQ(error.code(), ErrorCode::kIo);
}

}  // namespace
}  // namespace c360
