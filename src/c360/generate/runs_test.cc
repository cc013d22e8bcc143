#include "c360/generate/runs.h"

#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>

namespace c360::generate {
namespace {

using Numbers = std::vector<std::int64_t>;

TEST(RunsTest, CoverEachNumberOnceInOrder) {
  for (const std::int64_t count : {0, 1, 15, 16, 17, 1000}) {
    const auto numbers = [](std::int64_t begin, std::int64_t end) {
      Numbers run(static_cast<std::size_t>(end - begin));
      std::iota(run.begin(), run.end(), begin);
      return run;
    };
    Numbers all;
    for (const Numbers& run : each_run<Numbers>(count, numbers)) all.insert(all.end(), run.begin(), run.end());
    Numbers wanted(static_cast<std::size_t>(count));
    std::iota(wanted.begin(), wanted.end(), std::int64_t{0});
    EXPECT_EQ(all, wanted) << count;
  }
}

TEST(RunsTest, PassAFailureOn) {
  const auto fails = [](std::int64_t begin, std::int64_t) -> int {
    if (begin > 0) throw std::runtime_error("no");
    return 1;
  };
  EXPECT_THROW(each_run<int>(100, fails), std::runtime_error);
}

}  // namespace
}  // namespace c360::generate
