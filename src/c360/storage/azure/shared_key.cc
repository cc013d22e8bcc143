#include "c360/storage/azure/shared_key.h"

#include <algorithm>
#include <array>
#include <map>

#include "c360/base/letter_case.h"
#include "c360/base/secrets.h"

namespace c360::storage::azure {
namespace {

/// In the order in which they are signed; Content-Length stands between the first two and the rest.
constexpr std::array<std::string_view, 2> kBeforeLength = {"content-encoding", "content-language"};
constexpr std::array<std::string_view, 8> kAfterLength = {"content-md5",         "content-type", "date",
                                                          "if-modified-since",   "if-match",     "if-none-match",
                                                          "if-unmodified-since", "range"};

std::string value_of(const fetch::Request& request, std::string_view name) {
  for (const auto& [key, value] : request.headers) {
    if (equal_ignoring_case(key, name)) return value;
  }
  return {};
}

std::uint64_t body_length(const fetch::Request& request) {
  return request.body_file ? request.body_file->length : request.body.size();
}

std::string canonical_headers(const fetch::Request& request) {
  std::map<std::string, std::string> sorted;
  for (const auto& [name, value] : request.headers) {
    if (std::string lower = to_lower(name); lower.starts_with("x-ms-")) sorted.emplace(std::move(lower), value);
  }
  std::string text;
  for (const auto& [name, value] : sorted) text += name + ":" + value + "\n";
  return text;
}

std::string canonical_resource(const Call& call, const Endpoint& endpoint) {
  std::string text = "/" + endpoint.account + endpoint.base_path + call.path;
  std::map<std::string, std::vector<std::string>> sorted;
  for (const auto& [name, value] : call.query) sorted[to_lower(name)].push_back(value);
  for (auto& [name, values] : sorted) {
    std::sort(values.begin(), values.end());
    text += "\n" + name + ":";
    for (std::size_t i = 0; i < values.size(); ++i) text += (i > 0 ? "," : "") + values[i];
  }
  return text;
}

}  // namespace

std::string string_to_sign(const Call& call, const fetch::Request& request, const Endpoint& endpoint) {
  std::string text = request.method + "\n";
  for (const std::string_view name : kBeforeLength) text += value_of(request, name) + "\n";
  const std::uint64_t length = body_length(request);
  text += (length > 0 ? std::to_string(length) : "") + "\n";
  for (const std::string_view name : kAfterLength) text += value_of(request, name) + "\n";
  return text + canonical_headers(request) + canonical_resource(call, endpoint);
}

std::string shared_key_authorization(const Endpoint& endpoint, std::string_view key, const std::string& signed_text) {
  return "SharedKey " + endpoint.account + ":" + base64(hmac_sha256(key, signed_text));
}

}  // namespace c360::storage::azure
