#include "c360/access/wrong_tokens.h"

#include <gtest/gtest.h>

namespace c360::access {
namespace {

TEST(WrongTokensTest, AreCountedForEachClient) {
  FixedClock clock(1);
  WrongTokens wrong(clock, 2);
  EXPECT_FALSE(wrong.too_many("a"));
  EXPECT_FALSE(wrong.too_many("a"));
  EXPECT_TRUE(wrong.too_many("a"));
  EXPECT_FALSE(wrong.too_many("b"));
}

TEST(WrongTokensTest, AreForgottenAfterAMinute) {
  FixedClock clock(1);
  WrongTokens wrong(clock, 1);
  EXPECT_FALSE(wrong.too_many("a"));
  EXPECT_TRUE(wrong.too_many("a"));
  clock.set(clock.now() + WrongTokens::kSpan);
  EXPECT_FALSE(wrong.too_many("a"));
}

TEST(WrongTokensTest, ManyClientsAreNoBurden) {
  FixedClock clock(1);
  WrongTokens wrong(clock, 1);
  for (int i = 0; i < 20000; ++i) EXPECT_FALSE(wrong.too_many(std::to_string(i)));
}

}  // namespace
}  // namespace c360::access
