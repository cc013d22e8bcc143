#include "c360/engine/values/integer_tally.h"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <map>
#include <random>
#include <thread>
#include <vector>

namespace c360::values {
namespace {

constexpr std::size_t kPlenty = std::size_t{64} << 20;

std::vector<bool> as_bools(const std::unique_ptr<bool[]>& from, std::size_t size) {
  return std::vector<bool>(from.get(), from.get() + size);
}

std::vector<bool> note(IntegerTally& tally, const std::vector<std::int64_t>& values) {
  const auto before = std::make_unique<bool[]>(values.size());
  tally.note({values.data(), nullptr, values.size()}, before.get());
  return as_bools(before, values.size());
}
std::vector<bool> find(const IntegerTally& tally, const std::vector<std::int64_t>& values) {
  const auto found = std::make_unique<bool[]>(values.size());
  tally.find({values.data(), nullptr, values.size()}, found.get());
  return as_bools(found, values.size());
}
std::vector<bool> find_repeated(const IntegerTally& tally, const std::vector<std::int64_t>& values) {
  const auto repeated = std::make_unique<bool[]>(values.size());
  tally.find_repeated({values.data(), nullptr, values.size()}, repeated.get());
  return as_bools(repeated, values.size());
}

using Bools = std::vector<bool>;

TEST(IntegerTally, TellsWhetherANumberWasMetBefore) {
  IntegerTally tally(kPlenty);
  EXPECT_EQ(note(tally, {1, 2, 1}), (Bools{false, false, true}));
  EXPECT_EQ(note(tally, {2, 3}), (Bools{true, false}));
  EXPECT_EQ(find(tally, {1, 2, 3, 4}), (Bools{true, true, true, false}));
  EXPECT_EQ(find_repeated(tally, {1, 2, 3, 4}), (Bools{true, true, false, false}));
  EXPECT_EQ(tally.rows(), 5);
  EXPECT_EQ(tally.repeats(), 2);
}

TEST(IntegerTally, TakesNegativeNumbersAndTheEndsOfTheRange) {
  constexpr auto kLowest = std::numeric_limits<std::int64_t>::min();
  constexpr auto kHighest = std::numeric_limits<std::int64_t>::max();
  IntegerTally tally(kPlenty);
  note(tally, {-1, 0, kLowest, kHighest, -4096, -4097, kLowest});
  EXPECT_EQ(find(tally, {-1, 0, 1, -2, kLowest, kLowest + 1, kHighest, kHighest - 1, -4096, -4097, -4095}),
            (Bools{true, true, false, false, true, false, true, false, true, true, false}));
  EXPECT_EQ(find_repeated(tally, {-1, kLowest, kHighest}), (Bools{false, true, false}));
}

TEST(IntegerTally, CountsNullsAsOneNumberThatIsNeverFound) {
  IntegerTally tally(kPlenty);
  const std::vector<std::int64_t> values = {7, 7, 7};
  const std::uint64_t only_the_first = 1;
  bool out[3];
  tally.note({values.data(), &only_the_first, 2}, out);
  EXPECT_FALSE(out[1]);
  tally.find_repeated({values.data(), &only_the_first, 2}, out);
  EXPECT_FALSE(out[1]);
  tally.note({values.data(), &only_the_first, 2}, out);
  EXPECT_TRUE(out[1]);
  tally.find_repeated({values.data(), &only_the_first, 3}, out);
  EXPECT_TRUE(out[1]);
  tally.find({values.data(), &only_the_first, 3}, out);
  EXPECT_TRUE(out[0]);
  EXPECT_FALSE(out[1]);
}

TEST(IntegerTally, AgreesWithACountOfRandomNumbers) {
  std::mt19937_64 random(7);
  IntegerTally tally(kPlenty);
  std::map<std::int64_t, int> counts;
  std::vector<std::int64_t> values;
  for (int i = 0; i < 20000; ++i) {
    const auto near = static_cast<std::int64_t>(random() % 9000) - 4500;
    values.push_back(i % 100 == 0 ? static_cast<std::int64_t>(random() % 50) * 1'000'000'007 : near);
    ++counts[values.back()];
  }
  note(tally, values);
  const Bools repeated = find_repeated(tally, values);
  for (std::size_t i = 0; i < values.size(); ++i) ASSERT_EQ(repeated[i], counts[values[i]] > 1) << values[i];
  for (std::int64_t value = -5000; value < 5000; ++value) {
    ASSERT_EQ(find(tally, {value})[0], counts.count(value) > 0) << value;
  }
}

TEST(IntegerTally, CountsEveryNumberThatThreadsNoteAtOnce) {
  IntegerTally tally(kPlenty);
  constexpr std::int64_t kNumbers = 50000;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&tally] {
      for (std::int64_t start = 0; start < kNumbers; start += 500) {
        std::vector<std::int64_t> values;
        for (std::int64_t value = start; value < start + 500; ++value) values.push_back(value);
        note(tally, values);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(tally.rows(), 4 * kNumbers);
  EXPECT_EQ(tally.repeats(), 3 * kNumbers);
}

TEST(IntegerTally, AnswersThreadsThatAskAtOnceAfterAllIsNoted) {
  IntegerTally tally(kPlenty);
  std::vector<std::int64_t> values;
  for (std::int64_t value = 0; value < 100'000; ++value) values.push_back(value * 1000);
  std::thread noting([&] { note(tally, values); });
  noting.join();
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      right += find(tally, values) == Bools(values.size(), true) ? 1 : 0;
      right += find_repeated(tally, values) == Bools(values.size(), false) ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 8);
}

TEST(IntegerTally, GivesUpWhileThreadsNoteAtOnce) {
  IntegerTally tally(std::size_t{1} << 20);
  constexpr int kBatches = 50;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&tally, thread] {
      std::mt19937_64 random(static_cast<std::uint64_t>(thread));
      for (int batch = 0; batch < kBatches; ++batch) note(tally, {static_cast<std::int64_t>(random()), batch});
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(tally.gave_up());
  EXPECT_EQ(tally.rows(), 4 * kBatches * 2);
}

TEST(IntegerTally, KeepsNumbersThatCountUpInLittleMemory) {
  IntegerTally tally(kPlenty);
  std::vector<std::int64_t> values;
  for (std::int64_t value = 1; value <= 1'000'000; ++value) values.push_back(value);
  note(tally, values);
  EXPECT_LT(tally.bytes(), 300'000U);
}

TEST(IntegerTally, GivesUpWhereNumbersLieTooFarApart) {
  IntegerTally tally(std::size_t{1} << 20);
  std::mt19937_64 random(1);
  for (int batch = 0; batch < 100; ++batch) {
    std::vector<std::int64_t> values;
    for (int i = 0; i < 10; ++i) values.push_back(static_cast<std::int64_t>(random()));
    const Bools before = note(tally, values);
    EXPECT_EQ(before, Bools(values.size(), false));
  }
  EXPECT_TRUE(tally.gave_up());
  EXPECT_EQ(tally.bytes(), 0U);
  EXPECT_EQ(tally.rows(), 1000);
}

}  // namespace
}  // namespace c360::values
