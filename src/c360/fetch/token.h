// Access tokens of Microsoft Entra ID (OAuth 2.0).
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

#include "c360/base/clock.h"
#include "c360/fetch/client.h"
#include "c360/fetch/retry.h"

namespace c360::fetch {

/// An application with a secret (OAuth 2.0 client credentials).
struct ClientSecret {
  std::string tenant_id;
  std::string client_id;
  std::string secret;
};
/// The identity of the Azure machine that c360 runs on.
struct ManagedIdentity {
  std::string client_id;  ///< of one of several; empty: the machine's own
};
/// The identity of a Kubernetes workload: a token that is kept in a file is exchanged for Azure's.
struct WorkloadIdentity {
  std::string tenant_id;
  std::string client_id;
  std::filesystem::path token_file;
};

/// Values hold secrets as they are: never print one.
using Identity = std::variant<ClientSecret, ManagedIdentity, WorkloadIdentity>;

/// What tokens are for, and who gives them.
struct TokenSettings {
  std::string resource;                                         ///< "https://storage.azure.com/"
  std::string authority = "https://login.microsoftonline.com";  ///< for applications and workloads
  std::string identity_endpoint = "http://169.254.169.254/metadata/identity/oauth2/token";
  RetryPolicy retries;
};

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

/// `client` and `clock` must outlive it.
std::unique_ptr<TokenSource> make_token_source(const Identity& identity, const TokenSettings& settings,
                                               const Client& client, const Clock& clock);

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

}  // namespace c360::fetch
