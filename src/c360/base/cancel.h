// Asking work to stop, from a signal handler or another thread, or once its time is up.
#pragma once

#include <atomic>
#include <cstdint>

namespace c360 {

class Clock;

/// A flag that long work looks at between its steps. Safe to use from any thread and to set from a signal handler.
class Cancellation {
 public:
  Cancellation() = default;
  /// Stops with `upstream`, which must outlive it, or by itself.
  explicit Cancellation(const Cancellation& upstream) noexcept : upstream_(&upstream) {}
  Cancellation& operator=(const Cancellation&) = delete;

  void request() noexcept { requested_.store(true, std::memory_order_relaxed); }
  bool requested() const noexcept {
    if (requested_.load(std::memory_order_relaxed)) return true;
    return (upstream_ != nullptr && upstream_->requested()) || is_overdue();
  }
  /// Throws Error(kCancelled) once a stop was requested.
  void check() const;

  /// One that is never requested, for work that nobody stops.
  static const Cancellation& never();
  /// From this instant of the clock on, which must outlive it, it counts as requested. 0: never.
  void set_deadline(const Clock& clock, std::int64_t instant) noexcept;
  bool is_overdue() const noexcept;

 private:
  std::atomic<bool> requested_{false};
  const Cancellation* upstream_ = nullptr;
  std::atomic<const Clock*> clock_{nullptr};
  std::atomic<std::int64_t> deadline_{0};  // microseconds since 1970; 0: none
};

}  // namespace c360
