#include "c360/rest/credentials.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/secrets.h"
#include "c360/fetch/url.h"
#include "c360/project/secret.h"
#include "c360/rest/json_document.h"

namespace c360::rest {
namespace {

/// How long before its end a token is replaced: it must last for a request.
constexpr Micros kRenewedBefore = 60 * kMicrosPerSecond;
/// The life of a token that does not tell (RFC 6749, section 4.2.2, leaves it open).
constexpr Micros kAssumedLife = 300 * kMicrosPerSecond;

std::string text_at(const Json& answer, const char* name) {
  const Json* value = find(answer, name);
  return value == nullptr ? std::string() : text_of(*value).value_or("");
}

/// Until when a token is good.
Micros end_of_life(const Json& answer, Micros now) {
  const std::string seconds = text_at(answer, "expires_in");
  const bool is_number =
      !seconds.empty() && seconds.size() < 10 && seconds.find_first_not_of("0123456789") == seconds.npos;
  return now + (is_number ? std::stoll(seconds) * kMicrosPerSecond : kAssumedLife);
}

}  // namespace

std::string resolve_hidden(const std::string& written, const std::filesystem::path& root, const Location& where,
                           HiddenTexts& hidden) {
  std::string value;
  std::size_t from = 0;
  for (std::size_t at = written.find("${"); at != std::string::npos; at = written.find("${", from)) {
    const std::size_t end = std::min(written.find('}', at), written.size() - 1);
    value += written.substr(from, at - from);
    const std::string secret = project::Secret::resolve(written.substr(at, end + 1 - at), root, where).reveal();
    hidden.add(secret);
    value += secret;
    from = end + 1;
  }
  return value + written.substr(from);
}

Credentials::Credentials(const project::RestAuth& auth, const std::filesystem::path& root, HiddenTexts& hidden)
    : hidden_(hidden) {
  const auto resolve = [&](const std::string& written) { return resolve_hidden(written, root, auth.where, hidden); };
  if (!auth.bearer.empty()) {
    header_ = {"Authorization", "Bearer " + resolve(auth.bearer)};
  } else if (!auth.user.empty()) {
    const std::string pair = base64(resolve(auth.user) + ":" + resolve(auth.password));
    hidden.add(pair);
    header_ = {"Authorization", "Basic " + pair};
  } else if (!auth.header.empty()) {
    header_ = {auth.header, resolve(auth.key)};
  } else if (!auth.query.empty()) {
    parameter_ = {auth.query, resolve(auth.key)};
  } else if (!auth.oauth.token_url.empty()) {
    fetch::Request request;
    request.method = "POST";
    request.url = resolve(auth.oauth.token_url);
    request.largest_answer = 1 << 20;
    request.body = "grant_type=client_credentials&client_id=" + fetch::percent_encoded(resolve(auth.oauth.client_id)) +
                   "&client_secret=" + fetch::percent_encoded(resolve(auth.oauth.client_secret));
    if (!auth.oauth.scope.empty()) request.body += "&scope=" + fetch::percent_encoded(resolve(auth.oauth.scope));
    request.with("Content-Type", "application/x-www-form-urlencoded").with("Accept", "application/json");
    token_request_ = std::move(request);
  }
}

unsigned Credentials::sign(fetch::Request& request, const Sender& sender, const Cancellation& cancel) {
  if (header_) request.with(header_->first, header_->second);
  if (!token_request_) return 0;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (token_.empty() || sender.clock.now() >= renew_at_) ask_for_token(sender, cancel);
  request.with("Authorization", "Bearer " + token_);
  return number_;
}

bool Credentials::renew(unsigned refused) {
  if (!token_request_) return false;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (refused == number_) token_.clear();
  return true;
}

std::optional<http::Header> Credentials::parameter() const {
  return parameter_;
}

void Credentials::ask_for_token(const Sender& sender, const Cancellation& cancel) {
  const std::string who = hidden_.masked(std::string(fetch::without_query(token_request_->url)));
  const fetch::Outcome outcome =
      sender.retrying.run([&] { return sender.client.send(*token_request_, cancel); }, cancel);
  if (const auto* failure = std::get_if<fetch::Failure>(&outcome))
    throw Error(ErrorCode::kIo, fmt::format("{} cannot be asked for a token: {}", who, failure->why),
                "is the network there, and `token_url` right?");
  const auto& answer = std::get<fetch::Answer>(outcome);
  std::string why;
  const Json json = parse_json(answer.body, why).value_or(Json());
  token_ = text_at(json, "access_token");
  if (answer.status != 200 || token_.empty()) {
    const std::string error = hidden_.masked(text_at(json, "error"));
    token_.clear();
    throw Error(ErrorCode::kIo,
                fmt::format("{} gives no token (HTTP {}){}{}", who, answer.status, error.empty() ? "" : ": ", error),
                "check client_id, client_secret, scope and token_url under oauth:");
  }
  hidden_.add(token_);
  ++number_;
  const Micros now = sender.clock.now();
  const Micros end = end_of_life(json, now);
  renew_at_ = end - std::min(kRenewedBefore, (end - now) / 3);
}

}  // namespace c360::rest
