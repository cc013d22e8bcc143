#include "c360/engine/duckdb/watchdog.h"

#include <chrono>

namespace c360::engine {

namespace {
constexpr std::chrono::milliseconds kBetweenLooks{20};
}

Watchdog::~Watchdog() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Watchdog::set(const Cancellation* cancellation) {
  const std::lock_guard lock(mutex_);
  cancellation_ = cancellation;
}

void Watchdog::run() {
  std::unique_lock lock(mutex_);
  while (!ended_) {
    if (!running_) {
      changed_.wait(lock, [this] { return ended_ || running_; });
      continue;
    }
    changed_.wait_for(lock, kBetweenLooks, [this] { return ended_ || !running_; });
    if (running_ && cancellation_ != nullptr && cancellation_->requested()) duckdb_interrupt(connection_);
  }
}

Watchdog::Watch::Watch(Watchdog& dog) : dog_(dog) {
  const std::lock_guard lock(dog_.mutex_);
  if (dog_.cancellation_ == nullptr) return;
  dog_.cancellation_->check();
  if (!dog_.thread_.joinable()) dog_.thread_ = std::thread([watchdog = &dog_] { watchdog->run(); });
  dog_.running_ = true;
  dog_.changed_.notify_all();
}

Watchdog::Watch::~Watch() {
  const std::lock_guard lock(dog_.mutex_);
  dog_.running_ = false;
}

}  // namespace c360::engine
