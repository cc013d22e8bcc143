// What the server counts of itself, for Prometheus.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace c360::serve {

/// Any thread may call.
class Counters {
 public:
  void began();
  /// A request of an endpoint (its path, with names in braces) that was answered with this status.
  void ended(const std::string& endpoint, int status, std::chrono::nanoseconds took);

  /// In Prometheus' text format 0.0.4.
  std::string to_text(std::int64_t snapshot) const;

 private:
  struct Count {
    std::int64_t requests = 0;
    double seconds = 0;
  };
  mutable std::mutex mutex_;
  std::int64_t running_ = 0;
  std::map<std::pair<std::string, int>, Count> counts_;
};

}  // namespace c360::serve
