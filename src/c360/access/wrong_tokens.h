// How often each client came with a wrong token.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>

#include "c360/base/clock.h"

namespace c360::access {

/// Counts wrong tokens of the last minute by the client's address; clients do not count for one another, and a right
/// token is never refused. Any thread may call.
class WrongTokens {
 public:
  static constexpr Micros kSpan = Micros{60} * 1'000'000;

  explicit WrongTokens(const Clock& clock, std::size_t most = 20) : clock_(clock), most_(most) {}

  /// Notes one more; whether it was more than `most` within a minute.
  bool too_many(const std::string& peer);

 private:
  struct Count {
    Micros since = 0;
    std::size_t wrong = 0;
  };
  void forget_old();

  const Clock& clock_;
  const std::size_t most_;
  std::mutex mutex_;
  std::map<std::string, Count> counts_;
};

}  // namespace c360::access
