// Work that is done every so often.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace c360::serve {

/// A thread that calls `work` every so often until it is destroyed.
class Repeating {
 public:
  Repeating(std::chrono::milliseconds every, std::function<void()> work)
      : thread_([this, every, work = std::move(work)](const std::stop_token& stop) {
          std::unique_lock lock(mutex_);
          while (!woken_.wait_for(lock, stop, every, [&] { return stop.stop_requested(); })) work();
        }) {}

 private:
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::jthread thread_;
};

}  // namespace c360::serve
