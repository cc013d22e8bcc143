// How Azure Storage is reached and who asks, as `azure:` in c360.yaml declares it.
#pragma once

#include <cstdint>
#include <string>

#include "c360/base/error.h"
#include "c360/project/identity_spec.h"

namespace c360::project {

/// Secrets and ids are as written: references (secret.h) or texts. Which of them go together is checked.
struct AzureSpec {
  Location where;
  std::string account;
  std::string endpoint;     ///< of the Blob service; empty: that of the address or of the account
  std::string account_key;  ///< a reference
  std::string sas;          ///< a reference
  AzureIdentity identity = AzureIdentity::kNone;
  std::string tenant_id;
  std::string client_id;
  std::string client_secret;      ///< a reference
  std::string token_file;         ///< of a workload
  std::string authority;          ///< empty: Microsoft's
  std::string identity_endpoint;  ///< empty: Azure's
  std::string ca_file;            ///< relative to the project; empty: the system's
  std::string cache;              ///< a folder, relative to the project; empty: the user's cache folder
  std::uint64_t cache_bytes = 0;  ///< 0: 20 GiB

  /// The identity among all that.
  IdentitySpec as_identity() const {
    return {where, identity, {}, tenant_id, client_id, client_secret, token_file, authority, identity_endpoint};
  }
};

}  // namespace c360::project
