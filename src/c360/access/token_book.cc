#include "c360/access/token_book.h"

#include <utility>

#include "c360/base/secrets.h"

namespace c360::access {

TokenBook::TokenBook(const storage::ObjectStore& lake, const Clock& clock) : lake_(lake), clock_(clock) {
  refresh();
}

void TokenBook::refresh() {
  std::map<std::string, Token> before, now;
  {
    const std::lock_guard lock(mutex_);
    before = tokens_;
  }
  for (const std::string& id : token_ids(lake_)) {
    const auto known = before.find(id);
    if (known != before.end()) {
      now.insert(*known);
    } else if (auto token = read_token(lake_, id)) {
      now.emplace(id, std::move(*token));
    }
  }
  const std::lock_guard lock(mutex_);
  tokens_ = std::move(now);
}

bool TokenBook::empty() const {
  const std::lock_guard lock(mutex_);
  return tokens_.empty();
}

std::optional<Token> TokenBook::find(std::string_view secret) const {
  const std::string digest = sha256_hex(secret);
  const std::lock_guard lock(mutex_);
  std::optional<Token> found;
  for (const auto& [id, token] : tokens_) {
    if (equal_in_constant_time(token.sha256, digest)) found = token;
  }
  if (found && found->has_expired(clock_.now())) found.reset();
  return found;
}

std::optional<Token> TokenBook::find_id(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = tokens_.find(id);
  if (found == tokens_.end() || found->second.sha256.empty() || found->second.has_expired(clock_.now()))
    return std::nullopt;
  return found->second;
}

}  // namespace c360::access
