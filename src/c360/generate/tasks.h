// Work side by side.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace c360::generate {

/// Does all tasks, on as many threads as the machine has cores, and returns when all are done. The first exception of a
/// task ends the work and is thrown here.
void do_all(const std::vector<std::function<void()>>& tasks);

/// Splits 0 … count - 1 into as many runs as is good, calls work(begin, end) for each, side by side, and gives what
/// came of them in order.
template <class Result>
std::vector<Result> each_run(std::int64_t count, const std::function<Result(std::int64_t, std::int64_t)>& work) {
  constexpr std::int64_t kRuns = 16;
  std::vector<Result> results(kRuns);
  std::vector<std::function<void()>> tasks;
  for (std::int64_t run = 0; run < kRuns; ++run)
    tasks.push_back(
        [&, run] { results[static_cast<std::size_t>(run)] = work(count * run / kRuns, count * (run + 1) / kRuns); });
  do_all(tasks);
  return results;
}

}  // namespace c360::generate
