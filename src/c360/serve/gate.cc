#include "c360/serve/gate.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/letter_case.h"
#include "c360/serve/problem.h"

namespace c360::serve {
namespace {

constexpr Micros kSecond = 1'000'000;
constexpr std::string_view kBearer = "bearer ";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// The token of an Authorization header; nullopt where there is no such header.
std::optional<std::string> bearer_of(const http::Request& request) {
  const auto header = request.headers.header("authorization");
  if (!header) return std::nullopt;
  if (to_lower(header->substr(0, kBearer.size())) != kBearer) return "";
  return std::string(trimmed(std::string_view(*header).substr(kBearer.size())));
}

http::Response unknown(const std::string& detail, const std::string& challenge) {
  return std::move(problem(401, detail, "send Authorization: Bearer TOKEN; c360 token create makes one")
                       .with("WWW-Authenticate", challenge));
}

/// nullopt for a role that the project does not have (any more).
std::optional<access::Reader> reader_of(const access::Token& token, const project::Project& project) {
  access::Reader reader{token.id, token.name, token.role, project::Role::kViewer, token.unmasked, ""};
  if (const auto role = project::role_named(token.role)) {
    reader.role = *role;
    reader.unmasked = token.unmasked || *role == project::Role::kAdmin;
    return reader;
  }
  const project::RoleSpec* own = project.find_role(token.role);
  if (own == nullptr) return std::nullopt;
  reader.role = own->like;
  reader.unmasked = token.unmasked || own->unmasked;
  if (!own->condition.empty()) reader.rows_of_role = own->name;
  return reader;
}

/// Why a reader may not ask an endpoint.
std::optional<http::Response> refusal_of(const access::Reader& reader, const Endpoint& endpoint) {
  if (!reader.may(role_of(endpoint.least))) {
    const std::string role(to_string(role_of(endpoint.least)));
    return problem(403, fmt::format("this needs the role {}; {} has the role {}", role, reader.name, reader.role_name),
                   fmt::format("whoever runs the server makes a token for it: c360 token create --role {}", role));
  }
  if (!reader.unmasked && !endpoint.keeps_masks)
    return problem(403, fmt::format("this shows personal data, and {} sees masks", reader.name),
                   "whoever runs the server makes a token for it: c360 token create --unmasked");
  if (!reader.sees_all_rows() && !endpoint.keeps_rows)
    return problem(403, fmt::format("this tells of all rows, and the role {} sees some", reader.role_name));
  return std::nullopt;
}

Gate::Verdict verdict_of(const access::Token& token, const project::Project& project) {
  auto reader = reader_of(token, project);
  if (reader) return {std::move(reader), std::nullopt};
  return {std::nullopt, problem(403, fmt::format("the project has no role '{}' (any more)", token.role),
                                "c360.yaml names roles of the project's own under roles:")};
}

}  // namespace

project::Role role_of(Least least) {
  return static_cast<project::Role>(static_cast<int>(least) - static_cast<int>(Least::kViewer));
}

std::string session_id_of(const http::Request& request) {
  const std::string cookies = request.headers.header("cookie").value_or("");
  const std::string name = std::string(kCookie) + "=";
  for (std::size_t at = 0; at < cookies.size();) {
    const std::size_t end = std::min(cookies.find(';', at), cookies.size());
    const std::string_view pair = trimmed(std::string_view(cookies).substr(at, end - at));
    if (pair.starts_with(name)) return std::string(pair.substr(name.size()));
    at = end + 1;
  }
  return "";
}

Json json_of(const access::Reader& reader) {
  Json may = Json::array();
  for (const std::string& name : project::role_names()) {
    if (reader.may(*project::role_named(name))) may.push_back(name);
  }
  return {{"name", reader.name},         {"token", reader.token_id.empty() ? Json() : Json(reader.token_id)},
          {"role", reader.role_name},    {"may", may},
          {"unmasked", reader.unmasked}, {"all_rows", reader.sees_all_rows()}};
}

Gate::Verdict Gate::judge(const http::Request& request, const project::Project& project, const Endpoint& endpoint) {
  Verdict verdict = known(request, project);
  if (endpoint.least == Least::kAnyone) {
    if (!verdict.reader) verdict.reader = access::Reader{"", "", "", project::Role::kViewer, false, ""};
    verdict.refusal.reset();
  } else if (verdict.reader) {
    verdict.refusal = refusal_of(*verdict.reader, endpoint);
  }
  return verdict;
}

Gate::Verdict Gate::known(const http::Request& request, const project::Project& project) {
  if (const auto secret = bearer_of(request)) {
    const auto token = tokens_.find(*secret);
    return token ? verdict_of(*token, project) : Verdict{std::nullopt, wrong_token(request.peer)};
  }
  if (has_local_user_ && tokens_.empty()) return {access::local_user(), std::nullopt};
  const std::string session = session_id_of(request);
  if (session.empty()) return {std::nullopt, unknown("this server answers to those who show a token", "Bearer")};
  const auto token_id = sessions_.token_of(session);
  const auto token = token_id ? tokens_.find_id(*token_id) : std::nullopt;
  if (token) return verdict_of(*token, project);
  return {std::nullopt, unknown("the session has ended", "Bearer")};
}

http::Response Gate::wrong_token(const std::string& peer) {
  if (!wrong_.too_many(peer))
    return unknown("the token is wrong, expired or revoked", R"(Bearer error="invalid_token")");
  return std::move(problem(429, "too many wrong tokens came from there", "wait a minute; a right token is let in")
                       .with("Retry-After", std::to_string(access::WrongTokens::kSpan / kSecond)));
}

Gate::SignIn Gate::sign_in(const std::string& secret, const std::string& peer, const project::Project& project) {
  const auto token = tokens_.find(secret);
  if (!token) return {wrong_token(peer), std::nullopt};
  const Verdict verdict = verdict_of(*token, project);
  if (verdict.refusal) return {*verdict.refusal, std::nullopt};
  http::Response response = json_response(json_of(*verdict.reader));
  response.with("Set-Cookie", cookie(sessions_.begin(token->id), ""));
  return {std::move(response), verdict.reader};
}

http::Response Gate::sign_out(const std::string& session_id) {
  sessions_.end(session_id);
  http::Response response = json_response(Json::object());
  return std::move(response.with("Set-Cookie", cookie("", "; Max-Age=0")));
}

std::string Gate::cookie(const std::string& session_id, std::string_view ending) const {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}{}", kCookie, session_id, is_secure_ ? "; Secure" : "",
                     ending);
}

}  // namespace c360::serve
