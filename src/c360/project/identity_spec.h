// Who asks a service by tokens of Microsoft Entra ID, as project files declare it.
#pragma once

#include <string>

#include "c360/base/error.h"

namespace c360::project {

/// The kinds of identities.
enum class AzureIdentity { kNone, kApplication, kManaged, kWorkload };

/// Secrets and ids are as written: references (secret.h) or texts. Which of them go together is checked.
struct IdentitySpec {
  Location where;
  AzureIdentity kind = AzureIdentity::kNone;
  std::string resource;  ///< what the tokens are for: "https://management.azure.com/"
  std::string tenant_id;
  std::string client_id;
  std::string client_secret;      ///< a reference
  std::string token_file;         ///< of a workload
  std::string authority;          ///< empty: Microsoft's
  std::string identity_endpoint;  ///< empty: Azure's
};

}  // namespace c360::project
