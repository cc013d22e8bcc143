// The tokens of a lakehouse as a server knows them: read once, looked up without touching the disk.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "c360/access/token.h"

namespace c360::access {

/// Any thread may call.
class TokenBook {
 public:
  /// Both must outlive it. Throws as refresh().
  TokenBook(const storage::ObjectStore& lake, const Clock& clock);

  /// Takes in new tokens and lets go of revoked ones; to be called every second or so. Throws Error(kIo), and knows
  /// what it knew.
  void refresh();

  /// Whether there is any token, expired ones too.
  bool empty() const;
  /// The token that this secret is; nullopt for a wrong, revoked or expired one.
  std::optional<Token> find(std::string_view secret) const;
  /// nullopt for one that is revoked or expired.
  std::optional<Token> find_id(const std::string& id) const;

 private:
  const storage::ObjectStore& lake_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::map<std::string, Token> tokens_;  // by id
};

}  // namespace c360::access
