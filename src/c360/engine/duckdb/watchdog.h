// Stops a connection's statement when its Cancellation is requested.
#pragma once

#include <duckdb.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "c360/base/cancel.h"

namespace c360::engine {

/// Looks at a Cancellation 50 times a second while a statement runs and interrupts the connection once it is requested.
/// Its thread starts with the first statement that has a Cancellation. The connection must outlive it.
class Watchdog {
 public:
  explicit Watchdog(duckdb_connection connection) : connection_(connection) {}
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  /// What the next statements are stopped by; nullptr for nothing.
  void set(const Cancellation* cancellation);

  /// A statement is running as long as this lives. Throws Error(kCancelled) at once if a stop was requested already.
  class Watch {
   public:
    explicit Watch(Watchdog& dog);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

   private:
    Watchdog& dog_;
  };

 private:
  void run();

  duckdb_connection connection_;
  std::mutex mutex_;
  std::condition_variable changed_;
  const Cancellation* cancellation_ = nullptr;
  bool running_ = false;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace c360::engine
