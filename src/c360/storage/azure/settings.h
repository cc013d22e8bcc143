// How an account is reached and who asks.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>

#include "c360/fetch/client.h"
#include "c360/fetch/retry.h"

namespace c360::storage::azure {

/// Nobody: for containers that are open to all.
struct Anonymous {};
/// A key of the account, as the portal shows it (base64).
struct AccountKey {
  std::string key;
};
/// A shared access signature: "sv=…&sig=…", with or without '?' before it.
struct SharedAccess {
  std::string sas;
};
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

using Credential = std::variant<Anonymous, AccountKey, SharedAccess, ClientSecret, ManagedIdentity, WorkloadIdentity>;

/// Values hold secrets as they are: never print one.
struct Settings {
  std::string account;   ///< for addresses that name none
  std::string endpoint;  ///< of the Blob service; empty: that of the address or of the account
  Credential credential;
  std::string authority = "https://login.microsoftonline.com";  ///< who gives tokens to applications and workloads
  std::string identity_endpoint = "http://169.254.169.254/metadata/identity/oauth2/token";
  fetch::ClientOptions client;
  fetch::RetryPolicy retries;
  std::filesystem::path cache;                          ///< folder of the local cache; empty: the user's cache folder
  std::uint64_t cache_limit = std::uint64_t{20} << 30;  ///< bytes
  std::uint64_t block_bytes = std::uint64_t{16} << 20;  ///< a larger file goes and comes in pieces of this size
  unsigned at_once = 8;                                 ///< pieces, or files, on their way at one time
};

}  // namespace c360::storage::azure
