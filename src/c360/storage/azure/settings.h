// How an account is reached and who asks.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>

#include "c360/fetch/client.h"
#include "c360/fetch/retry.h"
#include "c360/fetch/token.h"

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
using fetch::ClientSecret;
using fetch::ManagedIdentity;
using fetch::WorkloadIdentity;

using Credential = std::variant<Anonymous, AccountKey, SharedAccess, ClientSecret, ManagedIdentity, WorkloadIdentity>;

/// Values hold secrets as they are: never print one.
struct Settings {
  std::string account;   ///< for addresses that name none
  std::string endpoint;  ///< of the Blob service; empty: that of the address or of the account
  Credential credential;
  std::string authority;          ///< who gives tokens to applications and workloads; empty: Microsoft's
  std::string identity_endpoint;  ///< who gives this machine's; empty: Azure's
  fetch::ClientOptions client;
  fetch::RetryPolicy retries;
  std::filesystem::path cache;                          ///< folder of the local cache; empty: the user's cache folder
  std::uint64_t cache_limit = std::uint64_t{20} << 30;  ///< bytes
  std::uint64_t block_bytes = std::uint64_t{16} << 20;  ///< a larger file goes and comes in pieces of this size
  unsigned at_once = 8;                                 ///< pieces, or files, on their way at one time
};

}  // namespace c360::storage::azure
