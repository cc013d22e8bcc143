// Counting in parts, side by side.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "c360/base/side_by_side.h"

namespace c360::generate {

/// Splits 0 … count - 1 into as many runs as is good, calls work(begin, end) for each, side by side, and gives what
/// came of them in order.
template <class Result>
std::vector<Result> each_run(std::int64_t count, const std::function<Result(std::int64_t, std::int64_t)>& work) {
  constexpr std::int64_t kRuns = 16;
  std::vector<Result> results(kRuns);
  side_by_side(results.size(), [&](std::size_t at) {
    const auto run = static_cast<std::int64_t>(at);
    results[at] = work(count * run / kRuns, count * (run + 1) / kRuns);
  });
  return results;
}

}  // namespace c360::generate
