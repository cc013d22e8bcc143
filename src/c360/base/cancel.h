// Asking work to stop, from a signal handler or another thread.
#pragma once

#include <atomic>

namespace c360 {

/// A flag that long work looks at between its steps. Safe to use from any thread and to set from a signal handler.
class Cancellation {
 public:
  void request() noexcept { requested_.store(true, std::memory_order_relaxed); }
  bool requested() const noexcept { return requested_.load(std::memory_order_relaxed); }
  /// Throws Error(kCancelled) once a stop was requested.
  void check() const;

  /// One that is never requested, for work that nobody stops.
  static const Cancellation& never();

 private:
  std::atomic<bool> requested_{false};
};

}  // namespace c360
