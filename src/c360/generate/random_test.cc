#include "c360/generate/random.h"

#include <gtest/gtest.h>

#include <array>

namespace c360::generate {
namespace {

TEST(Random, GivesTheSameNumbersOnEveryMachine) {
  Random random(1, 2, 3);
  EXPECT_EQ(random.next(), 14830619625582743540ULL);
  EXPECT_EQ(random.next(), 17839254837139170432ULL);
}

TEST(Random, SeedStreamAndIndexEachGiveASequenceOfTheirOwn) {
  const std::uint64_t base = Random(1, 2, 3).next();
  EXPECT_NE(Random(2, 2, 3).next(), base);
  EXPECT_NE(Random(1, 3, 3).next(), base);
  EXPECT_NE(Random(1, 2, 4).next(), base);
}

TEST(Random, BelowReachesEveryNumberAndNoOther) {
  Random random(7, 0, 0);
  std::array<int, 5> seen{};
  for (int i = 0; i < 10'000; ++i) ++seen.at(static_cast<std::size_t>(random.below(5)));
  for (const int times : seen) EXPECT_NEAR(times, 2'000, 250);
}

TEST(Random, ChanceIsPerMillion) {
  Random random(7, 0, 1);
  int hits = 0;
  for (int i = 0; i < 100'000; ++i) hits += random.chance(20'000) ? 1 : 0;
  EXPECT_NEAR(hits, 2'000, 250);
  EXPECT_FALSE(random.chance(0));
  EXPECT_TRUE(random.chance(1'000'000));
}

}  // namespace
}  // namespace c360::generate
