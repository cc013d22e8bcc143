#include "c360/pipeline/http_sign_in.h"

#include <optional>
#include <utility>

#include "c360/fetch/retry.h"
#include "c360/fetch/token.h"
#include "c360/project/identity_schema.h"
#include "c360/rest/credentials.h"

namespace c360::pipeline {
namespace {

constexpr std::string_view kBearer = "Bearer ";

fetch::ClientOptions options_for(const project::Connection& connection, const std::filesystem::path& root) {
  fetch::ClientOptions options;
  if (!connection.ca_file.empty()) options.ca_file = root / connection.ca_file;
  return options;
}

project::RestAuth auth_of(const project::Connection& connection) {
  project::RestAuth auth;
  auth.where = connection.where;
  auth.oauth = connection.oauth;
  return auth;
}

/// The token that a request was signed with.
std::string token_in(const fetch::Request& request) {
  for (const auto& [name, value] : request.headers)
    if (name == "Authorization" && value.starts_with(kBearer)) return value.substr(kBearer.size());
  return {};
}

}  // namespace

/// One connection's server.
class HttpSignIn::Door {
 public:
  Door(const project::Connection& connection, const std::filesystem::path& root, const Clock& clock)
      : clock_(clock),
        client_(options_for(connection, root)),
        retrying_(fetch::RetryPolicy{}, clock),
        credentials_(auth_of(connection), root, hidden_) {
    const auto identity = project::resolve_identity(connection.identity, root);
    if (!identity) return;
    const fetch::TokenSettings settings = project::resolve_token_settings(connection.identity, root);
    tokens_.emplace(fetch::make_token_source(*identity, settings, token_client_, clock), clock);
  }

  fetch::Outcome send(fetch::Request request, std::string& token, const Cancellation& cancel) {
    const unsigned number = credentials_.sign(request, {client_, retrying_, clock_}, cancel);
    if (tokens_) request.with("Authorization", std::string(kBearer) + tokens_->get(cancel));
    if (tokens_ || number > 0) token = token_in(request);
    fetch::Outcome outcome = client_.send(request, cancel);
    const auto* answer = std::get_if<fetch::Answer>(&outcome);
    if (answer != nullptr && answer->status == 401) {
      credentials_.renew(number);
      if (tokens_) tokens_->forget(token);
    }
    return outcome;
  }

 private:
  const Clock& clock_;
  const fetch::Client client_;
  const fetch::Client token_client_;  ///< of Entra ID, whose certificate is none of the connection's authorities
  const fetch::Retrying retrying_;
  rest::HiddenTexts hidden_;
  rest::Credentials credentials_;  ///< of oauth:, else they do nothing
  std::optional<fetch::TokenCache> tokens_;
};

HttpSignIn::HttpSignIn(const project::Project& project, const Clock& clock) : project_(project), clock_(clock) {}
HttpSignIn::~HttpSignIn() = default;

fetch::Outcome HttpSignIn::send(const project::Connection& connection, fetch::Request request, std::string& token,
                                const Cancellation& cancel) {
  return door_of(connection).send(std::move(request), token, cancel);
}

HttpSignIn::Door& HttpSignIn::door_of(const project::Connection& connection) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::unique_ptr<Door>& door = doors_[connection.name];
  if (!door) door = std::make_unique<Door>(connection, project_.root, clock_);
  return *door;
}

}  // namespace c360::pipeline
