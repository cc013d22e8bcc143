#include "c360/generate/crowd.h"

#include <gtest/gtest.h>

#include <vector>

namespace c360::generate {
namespace {

constexpr std::int64_t kDraws = 100'000;

TEST(CrowdTest, TheBusyArePickedMuchMoreOften) {
  Random random(1, 2, 3);
  constexpr std::int64_t kPeople = 10'000;
  std::vector<std::int64_t> picked(kPeople);
  for (std::int64_t i = 0; i < kDraws; ++i) ++picked.at(static_cast<std::size_t>(pick_busy(random, kPeople)));
  std::int64_t thousandths = 0, tenths = 0, others = 0;
  for (std::size_t one = 0; one < picked.size(); ++one) {
    (one % 1000 == 0 ? thousandths : one % 10 == 0 ? tenths : others) += picked[one];
  }
  EXPECT_GT(thousandths / 10, 20 * others / 9000);
  EXPECT_GT(tenths / 990, 5 * others / 9000);
  EXPECT_GT(others, kDraws / 5);
}

TEST(CrowdTest, OneOfOneIsTheOne) {
  Random random(1, 2, 3);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(pick_busy(random, 1), 0);
}

TEST(CrowdTest, SecondsAreOfADayAndMostlyInTheDaytime) {
  Random random(1, 2, 3);
  std::int64_t daytime = 0;
  for (std::int64_t i = 0; i < kDraws; ++i) {
    const std::int64_t second = busy_second(random);
    ASSERT_GE(second, 0);
    ASSERT_LT(second, 86'400);
    daytime += second >= 9 * 3600 && second < 23 * 3600 ? 1 : 0;
  }
  EXPECT_GT(daytime, kDraws * 8 / 10);
  EXPECT_LT(daytime, kDraws);
}

TEST(CrowdTest, AmountsAreAroundTheUsualAndNeverNegative) {
  Random random(1, 2, 3);
  std::int64_t large = 0;
  for (std::int64_t i = 0; i < kDraws; ++i) {
    const std::int64_t cents = amount_around(random, 5'000);
    ASSERT_GE(cents, 2'000);
    ASSERT_LT(cents, 101'000);
    large += cents >= 10'100 ? 1 : 0;
  }
  EXPECT_GT(large, kDraws / 100);
  EXPECT_LT(large, kDraws * 3 / 100);
}

TEST(CrowdTest, AnotherWordIsAnother) {
  Random random(1, 2, 3);
  for (std::int64_t word = 0; word < static_cast<std::int64_t>(words::kTiers.size()); ++word) {
    for (int i = 0; i < 100; ++i) {
      const std::int64_t other = another_of(words::kTiers, word, random);
      EXPECT_NE(other, word);
      EXPECT_LT(other, static_cast<std::int64_t>(words::kTiers.size()));
      EXPECT_GE(other, 0);
    }
  }
  EXPECT_GE(another_of(words::kTiers, kNothing, random), 0);
}

TEST(CrowdTest, ABadAddressIsToldByItsNumber) {
  Random random(1, 2, 3);
  for (int i = 0; i < 100; ++i) {
    const std::int64_t name = pick_name(random);
    EXPECT_GE(name, 0);
    EXPECT_LT(email_of(name, false), kBadEmail);
    EXPECT_GE(email_of(name, true), kBadEmail);
  }
}

}  // namespace
}  // namespace c360::generate
