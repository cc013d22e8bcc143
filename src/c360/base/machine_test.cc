#include "c360/base/machine.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace c360 {
namespace {

/// "MemTotal: 12345 kB" of /proc/meminfo, in bytes.
std::uint64_t total_memory() {
  std::ifstream file("/proc/meminfo");
  std::string name;
  std::uint64_t kibibytes = 0;
  file >> name >> kibibytes;
  EXPECT_EQ(name, "MemTotal:");
  return kibibytes * 1024;
}

TEST(MachineTest, ThereIsMemoryButNoMoreThanTheMachineHas) {
  EXPECT_GT(usable_memory(), 100'000'000U);
  EXPECT_LE(usable_memory(), total_memory());
}

TEST(MachineTest, ThereIsAThreadAtLeast) {
  EXPECT_GE(usable_threads(), 1);
}

TEST(MachineTest, WhoRunsThisHasAName) {
  EXPECT_FALSE(user_name().empty());
}

TEST(MachineTest, MayOpenMoreFilesButNeverFewerThanBefore) {
  const std::uint64_t before = raise_open_files(0);
  EXPECT_GT(before, 0U);
  const std::uint64_t after = raise_open_files(before + 1);
  EXPECT_GE(after, before);
  EXPECT_LE(after, before + 1);
  EXPECT_EQ(raise_open_files(1), after);
}

}  // namespace
}  // namespace c360
