#include "c360/serve/running_calls.h"

#include <algorithm>
#include <utility>

namespace c360::serve {

std::shared_ptr<RunningCalls::Running> RunningCalls::begin(std::shared_ptr<const Cancellation> client_gone,
                                                           std::chrono::milliseconds time_limit) {
  auto running = std::make_shared<Running>();
  running->client_gone = std::move(client_gone);
  running->deadline = time_limit.count() == 0 ? Clock::time_point::max() : Clock::now() + time_limit;
  const std::lock_guard lock(mutex_);
  running_.push_back(running);
  return running;
}

void RunningCalls::look(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  for (auto each = running_.begin(); each != running_.end();) {
    const std::shared_ptr<Running> running = each->lock();
    if (!running) {
      each = running_.erase(each);
      continue;
    }
    if (running->client_gone->requested()) running->stop.request();
    if (now >= running->deadline && !running->stop.requested()) {
      running->is_late = true;
      running->stop.request();
    }
    ++each;
  }
}

bool RunningCalls::any() const {
  const std::lock_guard lock(mutex_);
  return std::any_of(running_.begin(), running_.end(), [](const auto& each) { return !each.expired(); });
}

}  // namespace c360::serve
