#include "c360/fetch/token.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/fetch/url.h"

namespace c360::fetch {
namespace {

using Json = nlohmann::json;

/// A number of seconds that is written as one or as text.
std::optional<std::int64_t> seconds_in(const Json& document, const char* name) {
  const auto found = document.find(name);
  if (found == document.end()) return std::nullopt;
  if (found->is_number_integer()) return found->get<std::int64_t>();
  if (!found->is_string()) return std::nullopt;
  try {
    return std::stoll(found->get<std::string>());
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

/// The text of a field; empty where there is none.
std::string text_in(const Json& document, const char* name) {
  const auto found = document.is_object() ? document.find(name) : document.end();
  return found != document.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The first line of what the token service says, which names no secret.
std::string words_of(const Json& document) {
  std::string words = text_in(document, "error_description");
  if (words.empty()) words = text_in(document, "error");
  return words.substr(0, std::min(words.find_first_of("\r\n"), words.find(" Trace ID")));
}

/// What to do about the errors that people meet.
std::string hint_for(const std::string& words) {
  const std::pair<const char*, const char*> known[] = {
      {"AADSTS7000215", "the client secret is wrong: use the secret's value, not its id"},
      {"AADSTS7000222", "the client secret has expired: make a new one for the application"},
      {"AADSTS700016", "no application has this client_id in this tenant: check both"},
      {"AADSTS90002", "there is no such tenant: check tenant_id"},
      {"AADSTS900023", "this is no tenant: check tenant_id"},
      {"AADSTS70021", "no federated credential of the application fits this workload's token"},
      {"AADSTS700024", "the workload's token has expired: is its file still renewed?"},
      {"Identity not found", "give this machine a managed identity, or name one by its client_id"},
  };
  for (const auto& [code, hint] : known) {
    if (words.find(code) != std::string::npos) return hint;
  }
  return "check tenant_id, client_id and the secret";
}

Token token_of(const Answer& answer, Micros now, const std::string& who) {
  const Json document = Json::parse(answer.body, nullptr, false);
  const std::string secret = text_in(document, "access_token");
  if (answer.status != 200 || secret.empty()) {
    const std::string words = words_of(document);
    throw Error(ErrorCode::kIo,
                fmt::format("{} gives no token (HTTP {}){}{}", who, answer.status, words.empty() ? "" : ": ", words),
                hint_for(words));
  }
  if (const auto in = seconds_in(document, "expires_in")) return {secret, now + *in * kMicrosPerSecond};
  if (const auto on = seconds_in(document, "expires_on")) return {secret, *on * kMicrosPerSecond};
  throw Error(ErrorCode::kIo, fmt::format("{} does not say how long its token is good for", who));
}

/// Asks by HTTP, again where that may help.
class AskingSource : public TokenSource {
 public:
  AskingSource(const TokenSettings& settings, const Client& client, const Clock& clock)
      : client_(client), clock_(clock), retrying_(settings.retries, clock) {}

 protected:
  Token ask_for(const Request& request, const std::string& who, const std::string& unreachable,
                const Cancellation& cancel) const {
    const Outcome outcome = retrying_.run([&] { return client_.send(request, cancel); }, cancel);
    if (const auto* failure = std::get_if<Failure>(&outcome))
      throw Error(ErrorCode::kIo, fmt::format("{} cannot be asked for a token: {}", who, failure->why), unreachable);
    return token_of(std::get<Answer>(outcome), clock_.now(), who);
  }

 private:
  const Client& client_;
  const Clock& clock_;
  Retrying retrying_;
};

std::string form(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string text;
  for (const auto& [name, value] : fields) text += (text.empty() ? "" : "&") + name + "=" + percent_encoded(value);
  return text;
}

/// The token service of a tenant (OAuth 2.0, RFC 6749, section 4.4).
class TenantSource : public AskingSource {
 public:
  TenantSource(const TokenSettings& settings, std::string tenant, const Client& client, const Clock& clock)
      : AskingSource(settings, client, clock),
        url_(fmt::format("{}/{}/oauth2/v2.0/token", settings.authority, percent_encoded(tenant))),
        scope_(settings.resource + (settings.resource.ends_with('/') ? "" : "/") + ".default"),
        who_(host_of(settings.authority)) {}

 protected:
  Token post(std::vector<std::pair<std::string, std::string>> fields, const Cancellation& cancel) const {
    fields.emplace_back("grant_type", "client_credentials");
    fields.emplace_back("scope", scope_);
    Request request;
    request.method = "POST";
    request.url = url_;
    request.body = form(fields);
    request.with("Content-Type", "application/x-www-form-urlencoded");
    return ask_for(request, who_, "is the network there, and the setting `authority` right?", cancel);
  }

 private:
  std::string url_;
  std::string scope_;
  std::string who_;
};

class SecretSource final : public TenantSource {
 public:
  SecretSource(const TokenSettings& settings, ClientSecret credential, const Client& client, const Clock& clock)
      : TenantSource(settings, credential.tenant_id, client, clock), credential_(std::move(credential)) {}

  Token ask(const Cancellation& cancel) override {
    return post({{"client_id", credential_.client_id}, {"client_secret", credential_.secret}}, cancel);
  }

 private:
  ClientSecret credential_;
};

/// The token's file is read anew each time: who runs the workload renews it.
class WorkloadSource final : public TenantSource {
 public:
  WorkloadSource(const TokenSettings& settings, WorkloadIdentity credential, const Client& client, const Clock& clock)
      : TenantSource(settings, credential.tenant_id, client, clock), credential_(std::move(credential)) {}

  Token ask(const Cancellation& cancel) override {
    std::string assertion = read_file(credential_.token_file);
    while (assertion.ends_with('\n') || assertion.ends_with('\r')) assertion.pop_back();
    return post({{"client_id", credential_.client_id},
                 {"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
                 {"client_assertion", assertion}},
                cancel);
  }

 private:
  WorkloadIdentity credential_;
};

class MachineSource final : public AskingSource {
 public:
  MachineSource(const TokenSettings& settings, const ManagedIdentity& credential, const Client& client,
                const Clock& clock)
      : AskingSource(settings, client, clock),
        url_(fmt::format("{}?api-version=2018-02-01&resource={}", settings.identity_endpoint,
                         percent_encoded(settings.resource))) {
    if (!credential.client_id.empty()) url_ += "&client_id=" + percent_encoded(credential.client_id);
  }

  Token ask(const Cancellation& cancel) override {
    Request request;
    request.url = url_;
    request.with("Metadata", "true");
    return ask_for(request, "this machine's identity service",
                   "a managed identity is there on machines of Azure alone: use another way to sign in elsewhere",
                   cancel);
  }

 private:
  std::string url_;
};

}  // namespace

std::unique_ptr<TokenSource> make_token_source(const Identity& identity, const TokenSettings& settings,
                                               const Client& client, const Clock& clock) {
  if (const auto* secret = std::get_if<ClientSecret>(&identity))
    return std::make_unique<SecretSource>(settings, *secret, client, clock);
  if (const auto* workload = std::get_if<WorkloadIdentity>(&identity))
    return std::make_unique<WorkloadSource>(settings, *workload, client, clock);
  return std::make_unique<MachineSource>(settings, std::get<ManagedIdentity>(identity), client, clock);
}

TokenCache::TokenCache(std::unique_ptr<TokenSource> source, const Clock& clock)
    : source_(std::move(source)), clock_(clock) {}

std::string TokenCache::get(const Cancellation& cancel) {
  constexpr Micros kBefore = Micros{5} * 60 * kMicrosPerSecond;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!token_ || clock_.now() >= renew_at_) {
    token_ = source_->ask(cancel);
    renew_at_ = token_->expires - std::min(kBefore, (token_->expires - clock_.now()) / 3);
  }
  return token_->secret;
}

void TokenCache::forget(const std::string& refused) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (token_ && token_->secret == refused) token_.reset();
}

}  // namespace c360::fetch
