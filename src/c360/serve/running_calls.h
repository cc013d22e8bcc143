// Calls that are being answered, ended when their client leaves or their time is over.
#pragma once

#include <atomic>
#include <chrono>
#include <list>
#include <memory>
#include <mutex>

#include "c360/base/cancel.h"

namespace c360::serve {

/// Any thread may call.
class RunningCalls {
 public:
  using Clock = std::chrono::steady_clock;

  struct Running {
    std::shared_ptr<const Cancellation> client_gone;
    Clock::time_point deadline;
    Cancellation stop;
    std::atomic<bool> is_late{false};  ///< stopped because its time was over
  };

  /// A call that runs as long as what is returned is kept; its time has no end where the limit is 0.
  std::shared_ptr<Running> begin(std::shared_ptr<const Cancellation> client_gone, std::chrono::milliseconds time_limit);
  /// Looks at all calls; to be called several times a second.
  void look(Clock::time_point now);
  /// Whether there is any.
  bool any() const;

 private:
  mutable std::mutex mutex_;
  std::list<std::weak_ptr<Running>> running_;
};

}  // namespace c360::serve
