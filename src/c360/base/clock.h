// Time, as a value that tests can choose.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "c360/base/cancel.h"

namespace c360 {

/// Microseconds since 1970-01-01 00:00:00 UTC.
using Micros = std::int64_t;

inline constexpr Micros kMicrosPerSecond = 1'000'000;

/// Where a run takes its time from. Implementations are safe to call from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Micros now() const = 0;
  /// Lets time pass. Throws Error(kCancelled) as soon as a stop is requested.
  virtual void wait(Micros duration, const Cancellation& cancel) const = 0;

  /// The machine's clock.
  static const Clock& system();
};

/// A clock that stands still until it is set or waited by, which moves it on at once; for tests.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Micros now) : now_(now) {}
  Micros now() const override { return now_; }
  void wait(Micros duration, const Cancellation& cancel) const override {
    cancel.check();
    now_ += duration;
  }
  void set(Micros now) { now_ = now; }

 private:
  mutable std::atomic<Micros> now_;
};

/// "2024-05-31T08:15:00.123456Z".
std::string format_utc(Micros time);

/// Reads what format_utc writes, also with fewer decimals, a space for the T, without the Z or as a date alone (its
/// midnight). Throws Error(kUsage) for anything else.
Micros parse_utc(const std::string& text);

}  // namespace c360
