#include "c360/project/open_lake.h"

#include <variant>

#include "c360/base/error.h"
#include "c360/project/identity_schema.h"
#include "c360/project/secret.h"
#include "c360/storage/azure/address.h"
#include "c360/storage/azure/azure_store.h"

namespace c360::project {
namespace {

namespace azure = storage::azure;

/// The texts of `azure:` without their references.
class Resolved {
 public:
  explicit Resolved(const Project& project) : project_(project) {}

  std::string text(const std::string& written) const {
    return written.empty() ? written : Secret::resolve(written, project_.root, project_.azure.where).reveal();
  }
  std::filesystem::path path(const std::string& written) const {
    return written.empty() ? std::filesystem::path() : project_.root / text(written);
  }
  const std::filesystem::path& root() const { return project_.root; }

 private:
  const Project& project_;
};

azure::Credential credential_of(const AzureSpec& spec, const Resolved& resolved) {
  if (!spec.account_key.empty()) return azure::AccountKey{resolved.text(spec.account_key)};
  if (!spec.sas.empty()) return azure::SharedAccess{resolved.text(spec.sas)};
  const auto identity = resolve_identity(spec.as_identity(), resolved.root());
  if (!identity) return azure::Anonymous{};
  return std::visit([](const auto& each) -> azure::Credential { return each; }, *identity);
}

}  // namespace

azure::Settings azure_settings(const Project& project) {
  const AzureSpec& spec = project.azure;
  const Resolved resolved(project);
  azure::Settings settings;
  settings.account = resolved.text(spec.account);
  settings.endpoint = resolved.text(spec.endpoint);
  settings.credential = credential_of(spec, resolved);
  if (!spec.authority.empty()) settings.authority = resolved.text(spec.authority);
  if (!spec.identity_endpoint.empty()) settings.identity_endpoint = resolved.text(spec.identity_endpoint);
  settings.client.ca_file = resolved.path(spec.ca_file);
  settings.cache = resolved.path(spec.cache);
  if (spec.cache_bytes > 0) settings.cache_limit = spec.cache_bytes;
  return settings;
}

std::unique_ptr<storage::ObjectStore> open_lake(const Project& project, const Cancellation& cancel) {
  return open_place(project, project.lakehouse, cancel);
}

std::unique_ptr<storage::ObjectStore> open_place(const Project& project, const std::string& place,
                                                 const Cancellation& cancel) {
  if (!azure::is_address(place)) return storage::open_local_store((project.root / place).lexically_normal());
  return azure::open_azure_store(place, azure_settings(project), cancel);
}

}  // namespace c360::project
