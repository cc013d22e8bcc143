#include "c360/storage/azure/signer.h"

#include <optional>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/secrets.h"
#include "c360/fetch/token.h"
#include "c360/storage/azure/shared_key.h"

namespace c360::storage::azure {
namespace {

class NoSigner final : public Signer {
 public:
  void sign(const Call&, const Endpoint&, fetch::Request&, const Cancellation&) override {}
  bool renew(const fetch::Request&) override { return false; }
};

class KeySigner final : public Signer {
 public:
  explicit KeySigner(const AccountKey& credential) {
    auto bytes = bytes_of_base64(credential.key);
    if (!bytes || bytes->empty())
      throw Error(ErrorCode::kUsage, "the account key is no key of Azure Storage: it is no base64",
                  "copy it whole from the account's page Access keys");
    key_ = std::move(*bytes);
  }

  void sign(const Call& call, const Endpoint& endpoint, fetch::Request& request, const Cancellation&) override {
    const std::string text = string_to_sign(call, request, endpoint);
    request.with("Authorization", shared_key_authorization(endpoint, key_, text));
  }
  bool renew(const fetch::Request&) override { return false; }

 private:
  std::string key_;
};

class SasSigner final : public Signer {
 public:
  explicit SasSigner(const SharedAccess& credential) : sas_(credential.sas) {
    if (sas_.starts_with('?')) sas_.erase(0, 1);
    if (sas_.find("sig=") == std::string::npos)
      throw Error(ErrorCode::kUsage, "the shared access signature (SAS) has no signature",
                  "copy it whole: it begins with sv= or sp= and has sig= in it");
  }

  void sign(const Call&, const Endpoint&, fetch::Request& request, const Cancellation&) override {
    request.url += (request.url.find('?') == std::string::npos ? "?" : "&") + sas_;
  }
  bool renew(const fetch::Request&) override { return false; }

 private:
  std::string sas_;
};

class TokenSigner final : public Signer {
 public:
  TokenSigner(std::unique_ptr<fetch::TokenSource> source, const Clock& clock) : tokens_(std::move(source), clock) {}

  void sign(const Call&, const Endpoint&, fetch::Request& request, const Cancellation& cancel) override {
    request.with("Authorization", kScheme + tokens_.get(cancel));
  }

  bool renew(const fetch::Request& refused) override {
    for (const auto& [name, value] : refused.headers) {
      if (name == "Authorization") tokens_.forget(value.substr(kScheme.size()));
    }
    return true;
  }

 private:
  inline static const std::string kScheme = "Bearer ";
  fetch::TokenCache tokens_;
};

/// The identity that a credential is; nullopt for one that needs no token.
std::optional<fetch::Identity> identity_in(const Credential& credential) {
  if (const auto* secret = std::get_if<ClientSecret>(&credential)) return *secret;
  if (const auto* machine = std::get_if<ManagedIdentity>(&credential)) return *machine;
  if (const auto* workload = std::get_if<WorkloadIdentity>(&credential)) return *workload;
  return std::nullopt;
}

fetch::TokenSettings token_settings(const Settings& settings) {
  fetch::TokenSettings tokens;
  tokens.resource = "https://storage.azure.com/";
  if (!settings.authority.empty()) tokens.authority = settings.authority;
  if (!settings.identity_endpoint.empty()) tokens.identity_endpoint = settings.identity_endpoint;
  tokens.retries = settings.retries;
  return tokens;
}

}  // namespace

std::unique_ptr<Signer> make_signer(const Settings& settings, const fetch::Client& client, const Clock& clock) {
  if (const auto* key = std::get_if<AccountKey>(&settings.credential)) return std::make_unique<KeySigner>(*key);
  if (const auto* sas = std::get_if<SharedAccess>(&settings.credential)) return std::make_unique<SasSigner>(*sas);
  const auto identity = identity_in(settings.credential);
  if (!identity) return std::make_unique<NoSigner>();
  return std::make_unique<TokenSigner>(fetch::make_token_source(*identity, token_settings(settings), client, clock),
                                       clock);
}

}  // namespace c360::storage::azure
