#include "c360/access/browser_sessions.h"

#include "c360/base/secrets.h"

namespace c360::access {

// Ids are looked up by their hash, so that how long a search takes tells nothing of them.

std::string BrowserSessions::begin(const std::string& token_id) {
  constexpr std::size_t kBytes = 32;
  std::string id = base64url(random_bytes(kBytes));
  const std::lock_guard lock(mutex_);
  forget_idle();
  while (!sessions_.empty() && sessions_.size() >= most_) forget(std::prev(sessions_.end()));
  sessions_.push_front({sha256_hex(id), token_id, clock_.now()});
  by_key_[sessions_.front().key] = sessions_.begin();
  return id;
}

std::optional<std::string> BrowserSessions::token_of(std::string_view id) {
  const std::string key = sha256_hex(id);
  const std::lock_guard lock(mutex_);
  forget_idle();
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return std::nullopt;
  found->second->last_used = clock_.now();
  sessions_.splice(sessions_.begin(), sessions_, found->second);
  return found->second->token_id;
}

void BrowserSessions::end(std::string_view id) {
  const std::string key = sha256_hex(id);
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found != by_key_.end()) forget(found->second);
}

void BrowserSessions::forget_idle() {
  while (!sessions_.empty() && sessions_.back().last_used + kIdle <= clock_.now()) forget(std::prev(sessions_.end()));
}

void BrowserSessions::forget(Sessions::iterator session) {
  by_key_.erase(session->key);
  sessions_.erase(session);
}

}  // namespace c360::access
