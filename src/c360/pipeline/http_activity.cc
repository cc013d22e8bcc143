#include <fmt/core.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/fetch/client.h"
#include "c360/fetch/url.h"
#include "c360/pipeline/activities.h"
#include "c360/project/connection_schema.h"
#include "c360/project/expression_functions.h"
#include "c360/project/names.h"
#include "c360/project/secret.h"

namespace c360::pipeline {
namespace {

constexpr std::uint64_t kLargestAnswer = std::uint64_t{4} << 20U;  // bytes: it is an output, which is kept in memory
constexpr unsigned kMostRedirects = 5;
constexpr std::size_t kToldOfAnswer = 300;  // bytes of the body of a refusal that its error has
constexpr std::size_t kShortestSecret = 4;  // bytes; what is shorter stands in texts by chance
constexpr const char* kMethods[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"};

/// What is asked, and the secrets in it, none of which may be told.
struct Asked {
  fetch::Request request;
  std::vector<std::string> secrets;

  std::string told(std::string text) const {
    for (const std::string& secret : secrets)
      for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 3))
        text.replace(at, secret.size(), "***");
    return text;
  }
  std::string place() const { return told(std::string(fetch::without_query(request.url))); }
};

const project::Connection* connection_of(const Work& work, const Attempt& attempt) {
  const std::string name = attempt.text("connection");
  if (name.empty()) return nullptr;
  const project::Connection* found = work.project.find_connection(name);
  if (found != nullptr && !found->http.empty()) return found;
  std::vector<std::string> known;
  for (const project::Connection& each : work.project.connections)
    if (!each.http.empty()) known.push_back(each.name);
  throw Error(ErrorCode::kProject, fmt::format("there is no connection with http: '{}'", name),
              known.empty() ? "connections.yaml has none" : did_you_mean(name, known),
              attempt.activity.input("connection")->where);
}

/// An address, or what follows that of the connection, whose headers no other server may see.
std::string url_of(const Attempt& attempt, const project::Connection* connection) {
  const std::string written = attempt.text("url");
  const Location where = attempt.activity.input("url")->where;
  std::string url = written;
  if (connection != nullptr && fetch::origin_of(written).empty()) {
    std::string base = connection->http;
    while (!base.empty() && base.back() == '/') base.pop_back();
    const bool joins = written.empty() || written.front() == '/' || written.front() == '?';
    url = base + (joins ? "" : "/") + written;
  }
  const std::string origin = fetch::origin_of(url);
  if (origin.empty())
    throw Error(ErrorCode::kProject,
                fmt::format("the url of '{}' is no address of an HTTP server", attempt.activity.name),
                "write it as https://host/path, or name a connection that it is below", where);
  if (origin.find('@') != std::string::npos ||
      url.substr(0, url.find('/', url.find("://") + 3)).find('@') != std::string::npos)
    throw Error(ErrorCode::kProject, fmt::format("the url of '{}' has a user in it", attempt.activity.name),
                "let a connection of connections.yaml send what signs in as a header", where);
  if (connection != nullptr && origin != fetch::origin_of(connection->http))
    throw Error(ErrorCode::kProject,
                fmt::format("the url of '{}' leads to another server than the connection '{}'", attempt.activity.name,
                            connection->name),
                "its headers are for that one alone; write what follows its address", where);
  return url;
}

std::string method_of(const Attempt& attempt) {
  std::string method = attempt.text("method", attempt.input.contains("body") ? "POST" : "GET");
  std::transform(method.begin(), method.end(), method.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (std::find(std::begin(kMethods), std::end(kMethods), method) == std::end(kMethods))
    attempt.refuse("method", "GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS");
  return method;
}

void add_headers(const Attempt& attempt, fetch::Request& request) {
  if (!attempt.input.contains("headers")) return;
  const JsonValue& headers = attempt.input["headers"];
  if (!headers.is_object()) attempt.refuse("headers", "a map from names to texts");
  for (const auto& header : headers.items()) {
    if (project::is_secret_header(header.key()))
      throw Error(ErrorCode::kProject,
                  fmt::format("the header '{}' is a secret, and headers of an activity are told", header.key()),
                  "let a connection of connections.yaml send it", attempt.activity.input("headers")->where);
    request.with(header.key(), project::text_of(header.value()));
  }
}

bool has_header(const fetch::Request& request, const std::string& name) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [&](const auto& header) { return project::folded(header.first) == name; });
}

Asked asked_by(const Work& work, const project::Connection* connection, const Attempt& attempt) {
  Asked asked;
  fetch::Request& request = asked.request;
  request.url = url_of(attempt, connection);
  request.method = method_of(attempt);
  request.most_redirects = kMostRedirects;
  request.largest_answer = kLargestAnswer;
  add_headers(attempt, request);
  if (attempt.input.contains("body")) {
    const JsonValue& body = attempt.input["body"];
    request.body = project::text_of(body);
    if (!has_header(request, "content-type"))
      request.with("Content-Type", body.is_string() ? "text/plain; charset=utf-8" : "application/json");
  }
  if (connection == nullptr) return asked;
  for (const auto& [name, written] : connection->headers) {
    const auto secret = project::Secret::resolve(written, work.project.root, connection->where);
    request.with(name, secret.reveal());
    if (!project::is_secret_reference(written)) continue;
    asked.secrets.push_back(secret.reveal());
    const std::size_t word = secret.reveal().rfind(' ');  // of "Bearer abc", what a server repeats is abc
    if (word != std::string::npos) asked.secrets.push_back(secret.reveal().substr(word + 1));
  }
  std::erase_if(asked.secrets, [](const std::string& secret) { return secret.size() < kShortestSecret; });
  return asked;
}

fetch::Outcome send(Runner& runner, const project::Connection* connection, Asked& asked, const Attempt& attempt) {
  if (connection == nullptr) return fetch::Client().send(asked.request, attempt.cancel);
  std::string token;
  fetch::Outcome outcome = runner.sign_in().send(*connection, asked.request, token, attempt.cancel);
  if (token.size() >= kShortestSecret) asked.secrets.push_back(std::move(token));
  return outcome;
}

[[noreturn]] void no_answer(const Attempt& attempt, const Asked& asked, const fetch::Failure& failure) {
  const bool is_absent = failure.kind == fetch::FailureKind::kNoSuchHost;
  const bool is_large = failure.kind == fetch::FailureKind::kTooLarge;
  const bool is_untrusted = failure.kind == fetch::FailureKind::kCertificate;
  throw Error(
      ErrorCode::kIo,
      fmt::format("'{}' has no answer from {}: {}", attempt.activity.name, asked.place(), asked.told(failure.why)),
      is_absent      ? "is the host's name right, and is the network there?"
      : is_untrusted ? "a server with a certificate of your own authority needs a connection with `ca_file`"
      : is_large     ? "an answer of http has at most 4 MiB: ask for less"
                     : "the server may have done what it was asked all the same; retry tries again",
      attempt.activity.where);
}

/// JSON as its value, anything else as text.
JsonValue body_of(const std::string& text) {
  JsonValue value = JsonValue::parse(text, nullptr, false);
  return value.is_discarded() ? JsonValue(text) : value;
}

}  // namespace

void ask_http(Runner& runner, Attempt& attempt) {
  const project::Connection* connection = connection_of(runner.work(), attempt);
  Asked asked = asked_by(runner.work(), connection, attempt);
  const fetch::Outcome outcome = send(runner, connection, asked, attempt);
  if (const auto* failure = std::get_if<fetch::Failure>(&outcome)) no_answer(attempt, asked, *failure);
  const auto& answer = std::get<fetch::Answer>(outcome);
  const std::string body = asked.told(answer.body);
  attempt.output = {{"status", answer.status}, {"body", body_of(body)}};
  if (answer.status >= 200 && answer.status < 300) return;
  throw Error(
      ErrorCode::kIo,
      fmt::format("'{}' was refused by {}: HTTP {}{}{}", attempt.activity.name, asked.place(), answer.status,
                  body.empty() ? "" : ": ", body.substr(0, kToldOfAnswer)),
      answer.status == 401 || answer.status == 403 ? "is what the connection sends to sign in still right?" : "",
      attempt.activity.where);
}

}  // namespace c360::pipeline
