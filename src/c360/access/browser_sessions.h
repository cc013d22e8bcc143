// Browsers that traded a token for a cookie.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "c360/base/clock.h"

namespace c360::access {

/// In the server's memory alone: a restart ends all. Any thread may call.
class BrowserSessions {
 public:
  static constexpr Micros kIdle = Micros{12} * 3600 * 1'000'000;

  /// With more than `most`, the one that was idle for the longest ends.
  explicit BrowserSessions(const Clock& clock, std::size_t most = 10000) : clock_(clock), most_(most) {}

  /// A session of a token's; its id, which nobody can guess.
  std::string begin(const std::string& token_id);
  /// Whose session it is; nullopt for one that was ended, was idle for twelve hours or never was.
  std::optional<std::string> token_of(std::string_view id);
  void end(std::string_view id);

 private:
  struct Session {
    std::string key;  // the hash of its id
    std::string token_id;
    Micros last_used;
  };
  using Sessions = std::list<Session>;

  void forget_idle();
  void forget(Sessions::iterator session);

  const Clock& clock_;
  const std::size_t most_;
  std::mutex mutex_;
  Sessions sessions_;  // the last used first
  std::map<std::string, Sessions::iterator> by_key_;
};

}  // namespace c360::access
