#include "c360/rest/endpoint.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/base/letter_case.h"
#include "c360/fetch/asked_wait.h"
#include "c360/fetch/url.h"
#include "c360/project/secret.h"
#include "c360/rest/link_header.h"
#include "c360/rest/refusal.h"

namespace c360::rest {
namespace {

constexpr std::chrono::milliseconds kLongestWait{3'600'000};
constexpr unsigned kMostRedirects = 5;

fetch::ClientOptions client_options(const project::RestSpec& rest, const std::filesystem::path& root) {
  fetch::ClientOptions options;
  options.stall_time = std::chrono::seconds(rest.timeout_seconds);
  if (!rest.ca_file.empty()) options.ca_file = root / rest.ca_file;
  return options;
}

fetch::RetryPolicy retry_policy(const project::RestSpec& rest) {
  fetch::RetryPolicy policy;
  policy.most_tries = static_cast<unsigned>(rest.tries);
  policy.most_time = kLongestWait;
  return policy;
}

/// The address with its references resolved. What stands for the host is no secret: links of answers have it, too.
std::string resolve_address(const project::RestSpec& rest, const std::filesystem::path& root, HiddenTexts& hidden) {
  std::string url;
  std::string_view written = rest.url;
  while (!written.empty()) {
    const std::size_t begin = written.starts_with("${") ? 0 : std::min(written.find("${"), written.size());
    const std::size_t end = begin > 0 ? begin : std::min(written.find('}') + 1, written.size());
    const std::string part(written.substr(0, end));
    const bool is_behind_host = url.find('/', url.find("://") + 3) != std::string::npos && url.find("://") != url.npos;
    url += is_behind_host ? resolve_hidden(part, root, rest.where, hidden)
                          : project::Secret::resolve(part, root, rest.where).reveal();
    written.remove_prefix(end);
  }
  if (fetch::origin_of(url).empty())
    throw Error(ErrorCode::kProject, "what `url` stands for is no address of an HTTP server",
                "the address must read https://host/path", rest.where);
  return url;
}

/// Puts a parent's value into the texts of a body.
void fill(Json& value, const std::string& slot, const std::string& text) {
  if (value.is_string()) {
    std::string filled = value.get<std::string>();
    replace_all(filled, slot, text);
    value = filled;
  }
  if (value.is_structured())
    for (Json& member : value) fill(member, slot, text);
}

void add_parameter(std::string& address, const std::string& name, const std::string& value) {
  address += address.find('?') == std::string::npos ? '?' : '&';
  address += fetch::percent_encoded(name) + "=" + fetch::percent_encoded(value);
}

/// The name of a parameter as it stands in an address, "name=value".
std::string name_of(std::string_view parameter) {
  return fetch::percent_decoded(parameter.substr(0, parameter.find('=')));
}

/// An address without a parameter, and without what follows a '#'.
std::string without_parameter(std::string_view address, const std::string& name) {
  address = address.substr(0, address.find('#'));
  const std::string_view front = fetch::without_query(address);
  std::string result(front);
  for (std::string_view rest = address.substr(front.size()); !rest.empty();) {
    rest.remove_prefix(1);
    const std::string_view parameter = rest.substr(0, rest.find('&'));
    rest.remove_prefix(parameter.size());
    if (parameter.empty() || name_of(parameter) == name) continue;
    result += (result.size() == front.size() ? "?" : "&") + std::string(parameter);
  }
  return result;
}

/// An address whose bytes beyond ASCII, and white space, are written as %XX.
std::string in_ascii(std::string_view address) {
  std::string plain;
  for (const char c : address) plain += c > ' ' && c < 0x7F ? std::string(1, c) : fetch::percent_encoded({&c, 1});
  return plain;
}

/// All that says what is asked for, with references as they are written.
std::string identity_of(const project::Source& source) {
  const project::RestSpec& rest = *source.rest;
  Json query = Json::array();
  for (const project::RestParameter& each : rest.query) query.push_back({each.name, each.value});
  const project::RestPaging& by = rest.paginate;
  return Json{{"url", rest.url},
              {"method", static_cast<int>(rest.method)},
              {"query", query},
              {"body", rest.body},
              {"records", source.records},
              {"paginate", {by.page, by.first, by.offset, by.cursor, by.from, by.last, by.link, by.next}},
              {"pages", {by.size, by.per_page}},
              {"cursor", {rest.cursor.field, rest.cursor.param}},
              {"for_each", {rest.for_each.source, rest.for_each.field}}}
      .dump();
}

}  // namespace

Endpoint::Endpoint(const project::Project& project, const project::Source& source, const Clock& clock)
    : rest_(*source.rest),
      source_(source.name),
      clock_(clock),
      credentials_(rest_.auth, project.root, hidden_),
      client_(client_options(rest_, project.root)),
      retrying_(retry_policy(rest_), clock),
      fingerprint_(content_hash(identity_of(source))) {
  url_ = resolve_address(rest_, project.root, hidden_);
  for (const project::RestParameter& each : rest_.query) {
    auto& kind = project::is_secret_reference(each.value) ? secret_query_ : query_;
    kind.emplace_back(each.name, resolve_hidden(each.value, project.root, each.where, hidden_));
  }
  if (const auto key = credentials_.parameter()) secret_query_.push_back(*key);
  for (const project::RestParameter& each : rest_.headers)
    headers_.emplace_back(each.name, resolve_hidden(each.value, project.root, each.where, hidden_));
}

std::optional<Page> Endpoint::ask(const Question& question, bool may_be_gone, const Cancellation& cancel) {
  unsigned token = 0;
  fetch::Outcome outcome = send(question, token, cancel);
  const auto status = [&] {
    const auto* answer = std::get_if<fetch::Answer>(&outcome);
    return answer == nullptr ? 0 : answer->status;
  };
  if (status() == 401 && credentials_.renew(token)) outcome = send(question, token, cancel);
  has_refused_ = status() == 400 || status() == 404 || status() == 410 || status() == 422;
  if (may_be_gone && (status() == 404 || status() == 410)) return std::nullopt;
  const Asked asked{source_, shown(request_for(question).url), rest_.largest_answer_bytes, rest_.tries};
  throw_refusal(asked, outcome, hidden_);
  const auto& answer = std::get<fetch::Answer>(outcome);
  Page page;
  page.next_link = next_link(answer.headers);
  std::string why;
  if (!answer.body.empty()) {
    auto content = parse_json(answer.body, why);
    if (!content) throw_no_json(asked, answer, why, hidden_);
    page.content = std::move(*content);
  }
  page.body = hidden_.masked(answer.body);
  return page;
}

std::string Endpoint::kept_address(const Question& asked, const std::string& given) const {
  std::string address = in_ascii(fetch::resolved(request_for(asked).url, given));
  if (fetch::origin_of(address) != fetch::origin_of(url_))
    throw Error(ErrorCode::kData,
                fmt::format("an answer to the source '{}' names {} for the next page, another host than {}, which gets "
                            "no credentials",
                            source_, hidden_.masked(fetch::origin_of(address)), fetch::origin_of(url_)),
                "write the host that answers name as `url`, or page otherwise");
  for (const auto& [name, value] : secret_query_) address = without_parameter(address, name);
  return hidden_.marked(address.substr(0, address.find('#')));
}

fetch::Request Endpoint::request_for(const Question& question) const {
  fetch::Request request;
  request.method = rest_.method == project::RestMethod::kPost ? "POST" : "GET";
  request.url = question.address.empty() ? own_address(question) : hidden_.revealed(question.address);
  for (const auto& [name, value] : secret_query_) add_parameter(request.url, name, value);
  request.most_redirects = kMostRedirects;
  request.largest_answer = rest_.largest_answer_bytes;
  request.headers = headers_;
  const auto is_accept = [](const http::Header& header) { return to_lower(header.first) == "accept"; };
  if (std::none_of(headers_.begin(), headers_.end(), is_accept)) request.with("Accept", "application/json");
  if (rest_.method == project::RestMethod::kPost) {
    request.body = body_for(question);
    request.with("Content-Type", "application/json");
  }
  return request;
}

std::string Endpoint::own_address(const Question& question) const {
  const std::string slot = "{" + rest_.for_each.field + "}";
  std::string address = url_;
  if (question.parent) replace_all(address, slot, fetch::percent_encoded(*question.parent));
  for (const auto& [name, written] : query_) {
    std::string value = written;
    if (question.parent) replace_all(value, slot, *question.parent);
    add_parameter(address, name, value);
  }
  if (rest_.method == project::RestMethod::kPost) return address;
  for (const auto& [name, value] : question.parameters) {
    const auto text = text_of(value);
    add_parameter(address, name, text ? *text : value.dump());
  }
  return address;
}

std::string Endpoint::body_for(const Question& question) const {
  Json body = rest_.body.empty() ? Json::object() : Json::parse(rest_.body);
  if (question.parent) fill(body, "{" + rest_.for_each.field + "}", *question.parent);
  for (const auto& [name, value] : question.parameters) put(body, name, value);
  return body.dump();
}

fetch::Outcome Endpoint::send(const Question& question, unsigned& token, const Cancellation& cancel) {
  const Sender sender{client_, retrying_, clock_};
  return retrying_.run(
      [&] {
        keep_pace(cancel);
        fetch::Request request = request_for(question);
        token = credentials_.sign(request, sender, cancel);
        fetch::Outcome outcome = client_.send(request, cancel);
        keep_limit(outcome);
        return outcome;
      },
      cancel);
}

/// 0 for who may send now: the next one has to wait then.
Micros Endpoint::time_to_wait() {
  const std::lock_guard<std::mutex> lock(pace_);
  const Micros now = clock_.now();
  if (now < next_request_) return next_request_ - now;
  if (rest_.requests_per_minute > 0) next_request_ = now + 60 * kMicrosPerSecond / rest_.requests_per_minute;
  return 0;
}

void Endpoint::keep_pace(const Cancellation& cancel) {
  for (Micros wait = time_to_wait(); wait > 0; wait = time_to_wait()) clock_.wait(wait, cancel);
}

/// The last request that a limit allows holds the next ones back, and so does what the server asks to wait. What is
/// longer than a run waits does not: the server then says so.
void Endpoint::keep_limit(const fetch::Outcome& outcome) {
  const auto* answer = std::get_if<fetch::Answer>(&outcome);
  if (answer == nullptr) return;
  const Micros now = clock_.now();
  const auto asked = fetch::is_transient(outcome) ? fetch::asked_wait(*answer, now) : fetch::limit_reset(*answer, now);
  if (!asked || asked->wait > kLongestWait.count() * 1'000) return;
  const std::lock_guard<std::mutex> lock(pace_);
  next_request_ = std::max(next_request_, now + asked->wait);
}

std::string Endpoint::shown(const std::string& url) const {
  return hidden_.masked(std::string(fetch::without_query(url)));
}

}  // namespace c360::rest
