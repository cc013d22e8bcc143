#include "c360/rest/testing/api_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "c360/fetch/url.h"

namespace c360::rest::testing {
namespace {

using fetch::testing::answer;

/// Records from one on, as many as a page has.
Json slice(const Json& records, std::size_t from, std::size_t limit) {
  Json part = Json::array();
  for (std::size_t at = from; at < std::min(records.size(), from + limit); ++at) part.push_back(records[at]);
  return part;
}

std::string target_of(const http::Request& request) {
  std::string target = request.method + " " + request.path;
  char before = '?';
  for (const auto& [name, value] : request.query.all()) {
    target += fmt::format("{}{}={}", before, name, value);
    before = '&';
  }
  return target;
}

/// A request's address with another page.
std::string address_of_page(const http::Request& request, std::size_t page) {
  std::string query;
  for (const auto& [name, value] : request.query.all())
    if (name != "_page") query += "&" + name + "=" + fetch::percent_encoded(value);
  return fmt::format("{}?_page={}{}", request.path, page, query);
}

}  // namespace

ApiServer::ApiServer(http::ServerOptions options)
    : server_([this](const http::Request& request) { return handle(request); }, options) {}

std::vector<std::string> ApiServer::asked() const {
  std::vector<std::string> all;
  for (const http::Request& request : requests()) all.push_back(target_of(request));
  return all;
}

void ApiServer::set(const std::string& name, Json records) {
  const std::lock_guard<std::recursive_mutex> lock(mutex_);
  resources_[name] = std::move(records);
}

void ApiServer::set_page(std::size_t records) {
  const std::lock_guard<std::recursive_mutex> lock(mutex_);
  page_ = records;
}

void ApiServer::answer_next(std::vector<http::Response> answers) {
  const std::lock_guard<std::recursive_mutex> lock(mutex_);
  next_ = std::move(answers);
}

void ApiServer::set_hook(Hook hook) {
  const std::lock_guard<std::recursive_mutex> lock(mutex_);
  hook_ = std::move(hook);
}

std::size_t ApiServer::number(const http::Request& request, const char* name, std::size_t otherwise) const {
  const auto written = request.query.value(name);
  return written ? static_cast<std::size_t>(std::stoull(*written)) : otherwise;
}

Json ApiServer::records_for(const http::Request& request, const std::string& name) const {
  const auto found = resources_.find(name);
  if (found == resources_.end()) return nullptr;
  const auto since = request.query.value("updated_since");
  if (!since) return found->second;
  Json records = Json::array();
  for (const Json& record : found->second) {
    const Json* updated = find(record, "updated_at");
    if (updated != nullptr && text_of(*updated).value_or("") >= *since) records.push_back(record);
  }
  return records;
}

http::Response ApiServer::part(const http::Request& request, const Json& records) const {
  if (!request.query.value("_page")) return answer(200, records.dump());
  const std::size_t page = number(request, "_page", 1);
  const std::size_t limit = number(request, "_limit", page_);
  http::Response response = answer(200, slice(records, (page - 1) * limit, limit).dump());
  if (page * limit < records.size())
    response.with("Link", fmt::format("<{0}>; rel=\"first\", <{1}>; rel=\"next\"", address_of_page(request, 1),
                                      address_of_page(request, page + 1)));
  return response;
}

http::Response ApiServer::marked(const Json& records, std::size_t from, std::size_t limit) const {
  const bool has_more = from + limit < records.size();
  const Json next = has_more ? Json(fmt::format("m{}", from + limit)) : Json();
  return answer(200, Json{{"data", slice(records, from, limit)}, {"meta", {{"next", next}}}}.dump());
}

http::Response ApiServer::handle(const http::Request& request) {
  const std::lock_guard<std::recursive_mutex> lock(mutex_);
  if (!next_.empty()) {
    http::Response response = std::move(next_.front());
    next_.erase(next_.begin());
    return response;
  }
  if (hook_)
    if (auto response = hook_(request)) return std::move(*response);
  const std::vector<std::string> parts = http::segments_of(request.path);
  const std::string kind = parts.size() > 1 ? parts.front() : "";
  Json records = records_for(request, parts.back());
  if (records.is_null()) return answer(404, "no such resource");
  if (kind == "offset") return answer(200, slice(records, number(request, "offset", 0), page_).dump());
  if (kind == "cursor") {
    const std::string after = request.query.value("after").value_or("m0");
    return marked(records, std::stoull(after.substr(1)), page_);
  }
  if (kind == "search") {
    const Json body = Json::parse(request.body);
    const Json* after = find(body, "page.after");
    return marked(records, after == nullptr ? 0 : std::stoull(after->get<std::string>().substr(1)),
                  find(body, "page.limit")->get<std::size_t>());
  }
  if (kind == "next") {
    const std::size_t from = number(request, "from", 0);
    Json body = {{"items", slice(records, from, page_)}};
    if (from + page_ < records.size()) body["next"] = fmt::format("?from={}", from + page_);
    return answer(200, body.dump());
  }
  if (kind == "of") {
    Json own = Json::array();
    for (const Json& record : records)
      if (const Json* parent = find(record, "parent"); parent != nullptr && text_of(*parent) == parts[1])
        own.push_back(record);
    return own.empty() ? answer(404, "none") : part(request, own);
  }
  return part(request, records);
}

}  // namespace c360::rest::testing
