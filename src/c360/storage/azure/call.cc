#include "c360/storage/azure/call.h"

#include "c360/fetch/http_date.h"
#include "c360/fetch/url.h"

namespace c360::storage::azure {
namespace {

/// The newest that Azure, OneLake and Azurite all know.
constexpr const char* kServiceVersion = "2021-12-02";

}  // namespace

std::string encoded_path(const std::string& container, const std::string& name) {
  std::string path = "/" + fetch::percent_encoded(container);
  if (!name.empty()) path += "/" + fetch::percent_encoded(name, true);
  return path;
}

fetch::Request request_of(const Call& call, const Endpoint& endpoint, Micros now) {
  fetch::Request request;
  request.method = call.method;
  request.url = endpoint.origin + endpoint.base_path + call.path;
  char before = '?';
  for (const auto& [name, value] : call.query) {
    request.url += before + fetch::percent_encoded(name) + "=" + fetch::percent_encoded(value);
    before = '&';
  }
  request.headers = call.headers;
  request.with("x-ms-date", fetch::format_http_date(now)).with("x-ms-version", kServiceVersion);
  request.body = call.body;
  request.body_file = call.body_file;
  request.into = call.into;
  return request;
}

}  // namespace c360::storage::azure
