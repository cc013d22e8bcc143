#include "c360/base/side_by_side.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>
#include <vector>

namespace c360 {
namespace {

TEST(SideBySide, does_every_piece_of_work_once) {
  std::vector<std::atomic<int>> done(1000);
  side_by_side(done.size(), [&done](std::size_t at) { ++done[at]; });
  for (const auto& times : done) EXPECT_EQ(times, 1);
}

TEST(SideBySide, does_nothing_for_nothing) {
  side_by_side(0, [](std::size_t) { FAIL(); });
}

TEST(SideBySide, passes_a_failure_on_when_all_have_ended) {
  std::atomic<int> running{0};
  const auto work = [&running](std::size_t at) {
    ++running;
    --running;
    if (at == 3) throw std::runtime_error("three");
  };
  EXPECT_THROW(side_by_side(100, work), std::runtime_error);
  EXPECT_EQ(running, 0);
}

TEST(SideBySide, does_all_work_where_the_system_gives_no_thread) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer needs address space that this test takes away";
#endif
  const auto work_without_threads = [] {
    std::atomic<int> done{0};
    const rlimit no_room_for_stacks{1 << 20, 1 << 20};
    if (::setrlimit(RLIMIT_AS, &no_room_for_stacks) != 0) std::_Exit(1);
    side_by_side(100, [&done](std::size_t) { ++done; });
    std::_Exit(done == 100 ? 0 : 2);
  };
  EXPECT_EXIT(work_without_threads(), testing::ExitedWithCode(0), "");
}

TEST(SideBySideTest, AsManyRunAtOneTimeAsAskedFor) {
  std::atomic<int> running{0};
  std::atomic<int> most{0};
  side_by_side(
      40,
      [&](std::size_t) {
        const int now = ++running;
        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) continue;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        --running;
      },
      3);
  EXPECT_LE(most, 3);
  EXPECT_GT(most, 1);
}

}  // namespace
}  // namespace c360
