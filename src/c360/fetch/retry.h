// Asking again where that may help.
#pragma once

#include <chrono>
#include <functional>
#include <random>

#include "c360/base/cancel.h"
#include "c360/base/clock.h"
#include "c360/fetch/client.h"

namespace c360::fetch {

/// Exponential backoff with full jitter: before try n + 1, a random time up to first_wait · 2ⁿ, at most longest_wait.
/// A server's Retry-After, or the reset of a limit on requests that is used up, is waited for in full on top of that.
struct RetryPolicy {
  unsigned most_tries = 8;
  std::chrono::milliseconds first_wait{200};
  std::chrono::milliseconds longest_wait{20'000};
  std::chrono::milliseconds most_time{180'000};  ///< no try begins later than this after the first
  unsigned most_tries_without_host = 3;          ///< a name that has no address is most often misspelt
};

/// True for what may be otherwise a moment later: 408, 429, 500, 502, 503, 504, 403 that says when to ask again
/// (asked_wait.h), and connections that could not be made, broke or stalled.
bool is_transient(const Outcome& outcome);

/// Makes tries until one is not transient, and gives the last outcome. Any thread may call it.
class Retrying {
 public:
  /// `clock` must outlive it. `seed` chooses the jitter.
  Retrying(RetryPolicy policy, const Clock& clock, std::uint64_t seed = std::random_device{}());

  /// `attempt` is called once for each try, so that it can sign each anew; what it throws ends the tries. Throws
  /// Error(kCancelled).
  Outcome run(const std::function<Outcome()>& attempt, const Cancellation& cancel) const;

 private:
  Micros wait_before(unsigned next_try, const Outcome& outcome) const;
  bool is_last(unsigned tries, const Outcome& outcome) const;

  RetryPolicy policy_;
  const Clock& clock_;
  std::uint64_t seed_;
  mutable std::atomic<std::uint64_t> waits_{0};
};

}  // namespace c360::fetch
