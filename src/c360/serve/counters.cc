#include "c360/serve/counters.h"

#include <fmt/core.h>

#include <iterator>

namespace c360::serve {

void Counters::began() {
  const std::lock_guard lock(mutex_);
  ++running_;
}

void Counters::ended(const std::string& endpoint, int status, std::chrono::nanoseconds took) {
  const std::lock_guard lock(mutex_);
  --running_;
  Count& count = counts_[{endpoint, status}];
  ++count.requests;
  count.seconds += std::chrono::duration<double>(took).count();
}

std::string Counters::to_text(std::int64_t snapshot) const {
  const std::lock_guard lock(mutex_);
  std::string text;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "# HELP c360_snapshot The number of the snapshot that is read.\n# TYPE c360_snapshot gauge\n");
  fmt::format_to(out, "c360_snapshot {}\n", snapshot);
  fmt::format_to(out, "# HELP c360_requests_running Requests being answered.\n# TYPE c360_requests_running gauge\n");
  fmt::format_to(out, "c360_requests_running {}\n", running_);
  fmt::format_to(out, "# HELP c360_requests_total Requests answered.\n# TYPE c360_requests_total counter\n");
  for (const auto& [key, count] : counts_)
    fmt::format_to(out, "c360_requests_total{{endpoint=\"{}\",status=\"{}\"}} {}\n", key.first, key.second,
                   count.requests);
  fmt::format_to(out,
                 "# HELP c360_request_seconds_total Time spent on them.\n# TYPE c360_request_seconds_total counter\n");
  for (const auto& [key, count] : counts_)
    fmt::format_to(out, "c360_request_seconds_total{{endpoint=\"{}\",status=\"{}\"}} {:.6f}\n", key.first, key.second,
                   count.seconds);
  return text;
}

}  // namespace c360::serve
