// `identity:`, who asks by tokens of Microsoft Entra ID: reading, what it may hold, and what it stands for.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "c360/fetch/token.h"
#include "c360/project/identity_spec.h"
#include "c360/project/problems.h"
#include "c360/project/schema.h"
#include "c360/project/values.h"

namespace c360::project {

/// The words for the kinds of identities.
Value<AzureIdentity> identity_kind();

/// The keys of an HTTP connection's `identity:`.
Object<IdentitySpec> identity_object();

/// Tells which keys an identity lacks, and which mean nothing to it. `owner` is the key that has them, `place` gives
/// where one of them stands.
void check_identity(const IdentitySpec& identity, const std::string& owner,
                    const std::function<Location(const char* key)>& place, Problems& problems);

/// The identity with its references resolved; nullopt for none. What is not written of a workload stands in environment
/// variables. Throws Error(kProject) for what is not there.
std::optional<fetch::Identity> resolve_identity(const IdentitySpec& identity, const std::filesystem::path& root);

/// What its tokens are for and who gives them, resolved in the same way.
fetch::TokenSettings resolve_token_settings(const IdentitySpec& identity, const std::filesystem::path& root);

}  // namespace c360::project
