// Access tokens of Microsoft Entra ID for Azure Storage.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "c360/base/clock.h"
#include "c360/storage/azure/settings.h"

namespace c360::storage::azure {

struct Token {
  std::string secret;
  Micros expires = 0;
};

/// Asks for a token each time. Any thread may call it.
class TokenSource {
 public:
  virtual ~TokenSource() = default;
  /// Throws Error(kIo) with what to do where none is given.
  virtual Token ask(const Cancellation& cancel) = 0;
};

/// The source for a credential; nullptr for one that needs no token. `client` and `clock` must outlive it.
std::unique_ptr<TokenSource> make_token_source(const Settings& settings, const fetch::Client& client,
                                               const Clock& clock);

/// Keeps a token until shortly before it expires: five minutes, or a third of its life where that is less. Any thread
/// may call it; one asks, the others wait.
class TokenCache {
 public:
  /// `clock` must outlive it.
  TokenCache(std::unique_ptr<TokenSource> source, const Clock& clock);

  std::string get(const Cancellation& cancel);
  /// The next get() asks anew: for a token that was refused. One that was replaced meanwhile stays.
  void forget(const std::string& refused);

 private:
  std::unique_ptr<TokenSource> source_;
  const Clock& clock_;
  std::mutex mutex_;
  std::optional<Token> token_;
  Micros renew_at_ = 0;
};

}  // namespace c360::storage::azure
