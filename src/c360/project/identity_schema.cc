#include "c360/project/identity_schema.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

#include "c360/base/error.h"
#include "c360/project/secret.h"

namespace c360::project {
namespace {

using IdentityText = std::string IdentitySpec::*;

/// What an identity needs, and what it may have besides.
struct IdentityNeeds {
  AzureIdentity identity;
  const char* word;
  std::vector<std::pair<const char*, IdentityText>> needed;
  std::vector<std::pair<const char*, IdentityText>> allowed;
};

const std::vector<IdentityNeeds>& all_identity_needs() {
  static const std::vector<IdentityNeeds> needs = {
      {AzureIdentity::kApplication,
       "application",
       {{"tenant_id", &IdentitySpec::tenant_id},
        {"client_id", &IdentitySpec::client_id},
        {"client_secret", &IdentitySpec::client_secret}},
       {}},
      {AzureIdentity::kManaged, "managed", {}, {{"client_id", &IdentitySpec::client_id}}},
      {AzureIdentity::kWorkload,
       "workload",
       {},
       {{"tenant_id", &IdentitySpec::tenant_id},
        {"client_id", &IdentitySpec::client_id},
        {"token_file", &IdentitySpec::token_file}}},
      {AzureIdentity::kNone, "", {}, {}},
  };
  return needs;
}

const std::pair<const char*, IdentityText> kIdentityKeys[] = {{"tenant_id", &IdentitySpec::tenant_id},
                                                              {"client_id", &IdentitySpec::client_id},
                                                              {"client_secret", &IdentitySpec::client_secret},
                                                              {"token_file", &IdentitySpec::token_file}};

bool has_key(const std::vector<std::pair<const char*, IdentityText>>& keys, IdentityText key) {
  return std::any_of(keys.begin(), keys.end(), [&](const auto& each) { return each.second == key; });
}

/// The texts of an identity without their references.
class ResolvedIdentity {
 public:
  ResolvedIdentity(const Location& where, const std::filesystem::path& root) : where_(where), root_(root) {}

  std::string text(const std::string& written) const {
    return written.empty() ? written : Secret::resolve(written, root_, where_).reveal();
  }
  /// What is not written stands in an environment variable, where Azure's own tools look for it.
  std::string text_or_variable(const std::string& written, const char* name) const {
    if (!written.empty()) return text(written);
    if (const char* value = std::getenv(name)) return value;
    throw Error(ErrorCode::kProject, std::string("the environment variable ") + name + " is not set",
                "Kubernetes sets it for pods with a workload identity; elsewhere write it beside the identity", where_);
  }

 private:
  const Location& where_;
  const std::filesystem::path& root_;
};

}  // namespace

Value<AzureIdentity> identity_kind() {
  return one_of<AzureIdentity>({{"application", AzureIdentity::kApplication},
                                {"managed", AzureIdentity::kManaged},
                                {"workload", AzureIdentity::kWorkload}});
}

Object<IdentitySpec> identity_object() {
  return Object<IdentitySpec>("identity", "An identity of Microsoft Entra ID that signs in by tokens.")
      .field("kind", identity_kind(), &IdentitySpec::kind, required(),
             "`application` (with a client secret), `managed` (of the Azure machine that c360 runs on) or `workload` "
             "(of Kubernetes).")
      .field("resource", text("a resource"), &IdentitySpec::resource, required(),
             "What the tokens are for, as the service names it: `https://management.azure.com/`.")
      .field("tenant_id", secret_text("a tenant's id"), &IdentitySpec::tenant_id, otherwise("AZURE_TENANT_ID"),
             "application, workload: the tenant. A workload finds it in its environment.")
      .field("client_id", secret_text("a client's id"), &IdentitySpec::client_id, otherwise("AZURE_CLIENT_ID"),
             "The application or, of several managed identities, which. A workload finds it in its environment.")
      .field("client_secret", secret_text("a reference to a secret"), &IdentitySpec::client_secret, otherwise("none"),
             "application: its secret, kept outside: `${env:NAME}` or `${file:PATH}`.")
      .field("token_file", secret_text("a file"), &IdentitySpec::token_file, otherwise("AZURE_FEDERATED_TOKEN_FILE"),
             "workload: the file with its token. A workload finds it in its environment.")
      .field("authority", secret_text("an address"), &IdentitySpec::authority,
             otherwise("https://login.microsoftonline.com"), "Who gives tokens to applications and workloads.")
      .field("identity_endpoint", secret_text("an address"), &IdentitySpec::identity_endpoint,
             otherwise("that of Azure's machines"), "managed: who gives this machine its tokens.");
}

void check_identity(const IdentitySpec& identity, const std::string& owner,
                    const std::function<Location(const char* key)>& place, Problems& problems) {
  const auto& all = all_identity_needs();
  const IdentityNeeds& needs =
      *std::find_if(all.begin(), all.end(), [&](const IdentityNeeds& each) { return each.identity == identity.kind; });
  for (const auto& [key, member] : needs.needed) {
    if ((identity.*member).empty())
      problems.add(identity.where, fmt::format("'{}' has no {}, which an {} needs", owner, key, needs.word),
                   "the application's page in the portal shows it");
  }
  for (const auto& [key, member] : kIdentityKeys) {
    if ((identity.*member).empty() || has_key(needs.needed, member) || has_key(needs.allowed, member)) continue;
    problems.add(place(key), fmt::format("'{}' means nothing here", key),
                 identity.kind == AzureIdentity::kNone
                     ? "it goes with identity: application, managed or workload"
                     : fmt::format("an identity that is {} has no use for it", needs.word));
  }
}

std::optional<fetch::Identity> resolve_identity(const IdentitySpec& identity, const std::filesystem::path& root) {
  const ResolvedIdentity resolved(identity.where, root);
  switch (identity.kind) {
    case AzureIdentity::kApplication:
      return fetch::ClientSecret{resolved.text(identity.tenant_id), resolved.text(identity.client_id),
                                 resolved.text(identity.client_secret)};
    case AzureIdentity::kManaged:
      return fetch::ManagedIdentity{resolved.text(identity.client_id)};
    case AzureIdentity::kWorkload:
      return fetch::WorkloadIdentity{resolved.text_or_variable(identity.tenant_id, "AZURE_TENANT_ID"),
                                     resolved.text_or_variable(identity.client_id, "AZURE_CLIENT_ID"),
                                     resolved.text_or_variable(identity.token_file, "AZURE_FEDERATED_TOKEN_FILE")};
    case AzureIdentity::kNone:
      break;
  }
  return std::nullopt;
}

fetch::TokenSettings resolve_token_settings(const IdentitySpec& identity, const std::filesystem::path& root) {
  const ResolvedIdentity resolved(identity.where, root);
  fetch::TokenSettings settings;
  settings.resource = identity.resource;
  if (!identity.authority.empty()) settings.authority = resolved.text(identity.authority);
  if (!identity.identity_endpoint.empty()) settings.identity_endpoint = resolved.text(identity.identity_endpoint);
  return settings;
}

}  // namespace c360::project
