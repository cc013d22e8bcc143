#include "c360/base/side_by_side.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "c360/base/machine.h"

namespace c360 {
namespace {

class Workers {
 public:
  Workers(std::size_t count, const std::function<void(std::size_t)>& work) : count_(count), work_(work) {}

  void run() {
    for (std::size_t at = next_++; at < count_; at = next_++) {
      try {
        work_(at);
      } catch (...) {
        fail(at);
      }
    }
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void fail(std::size_t at) {
    const std::lock_guard lock(mutex_);
    if (at < failed_) failure_ = std::current_exception();
    failed_ = std::min(failed_, at);
    next_ = count_;
  }

  std::size_t count_;
  const std::function<void(std::size_t)>& work_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  std::size_t failed_ = static_cast<std::size_t>(-1);
  std::exception_ptr failure_;
};

}  // namespace

void side_by_side(std::size_t count, const std::function<void(std::size_t)>& work, std::size_t at_once) {
  Workers workers(count, work);
  const std::size_t wanted = std::min(count, at_once > 0 ? at_once : static_cast<std::size_t>(usable_threads()));
  std::vector<std::jthread> threads;
  try {
    for (std::size_t i = 1; i < wanted; ++i) threads.emplace_back([&workers] { workers.run(); });
  } catch (const std::system_error&) {
    // The system gives no more threads: those there are do the work.
  }
  workers.run();
  threads.clear();
  workers.rethrow();
}

}  // namespace c360
