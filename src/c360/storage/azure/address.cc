#include "c360/storage/azure/address.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/fetch/url.h"
#include "c360/storage/object_path.h"

namespace c360::storage::azure {
namespace {

constexpr const char* kShapes =
    "write it as abfss://container@account.dfs.core.windows.net/path or as azure://container/path";

[[noreturn]] void refuse(std::string_view text, const std::string& why) {
  throw Error(ErrorCode::kUsage,
              fmt::format("'{}' is no address in Azure Storage: {}", fetch::without_query(text), why), kShapes);
}

std::string scheme_of(std::string_view text) {
  const std::size_t end = text.find("://");
  return end == std::string_view::npos ? std::string() : to_lower(text.substr(0, end));
}

bool is_data_lake_scheme(const std::string& scheme) {
  return scheme == "abfss" || scheme == "abfs" || scheme == "azure" || scheme == "az";
}

bool is_azure_host(const std::string& host) {
  return host.find(".blob.") != std::string::npos || host.find(".dfs.") != std::string::npos;
}

/// The part before the first '/', which is taken off with it.
std::string_view take_part(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('/'), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

/// The Blob service that goes with a host of either service.
Endpoint endpoint_of(std::string_view text, const std::string& host) {
  if (!is_azure_host(host)) refuse(text, fmt::format("{} is no host of an account", host));
  std::string blob_host = host;
  if (const std::size_t dfs = host.find(".dfs."); dfs != std::string::npos) blob_host.replace(dfs, 5, ".blob.");
  return {"https://" + blob_host, "", host.substr(0, host.find('.'))};
}

bool is_container_name(std::string_view name) {
  const auto is_fine = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  if (name == "$root" || name == "$web") return true;
  return name.size() >= 3 && name.size() <= 63 && std::all_of(name.begin(), name.end(), is_fine);
}

bool is_onelake(const Endpoint& endpoint) {
  return endpoint.origin.ends_with(".fabric.microsoft.com");
}

std::string without_slashes(std::string_view path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  while (path.ends_with('/')) path.remove_suffix(1);
  return std::string(path);
}

/// What stands behind the scheme.
void read_rest(std::string_view text, std::string_view rest, Address& address) {
  const std::string_view authority = take_part(rest);
  const std::size_t at = authority.find('@');
  if (at != std::string_view::npos) {
    address.container = authority.substr(0, at);
    address.endpoint = endpoint_of(text, to_lower(authority.substr(at + 1)));
  } else if (authority.find('.') != std::string_view::npos) {
    address.endpoint = endpoint_of(text, to_lower(authority));
    address.container = take_part(rest);
  } else {
    address.container = authority;
  }
  address.path = without_slashes(rest);
}

void check(std::string_view text, const Address& address) {
  if (address.container.empty()) refuse(text, "it names no container");
  if (!is_onelake(address.endpoint) && !is_container_name(address.container))
    refuse(text,
           fmt::format("'{}' is no container's name (3 to 63 lower-case letters, digits and '-')", address.container));
  if (!address.path.empty()) check_object_path(address.path);
}

}  // namespace

bool is_address(std::string_view text) {
  const std::string scheme = scheme_of(text);
  return is_data_lake_scheme(scheme) || (scheme == "https" && is_azure_host(fetch::host_of(text)));
}

Address parse_address(std::string_view text) {
  if (text.find('?') != std::string_view::npos)
    refuse(text, "it has a query; a shared access signature (SAS) belongs into the settings");
  const std::string scheme = scheme_of(text);
  if (!is_data_lake_scheme(scheme) && scheme != "https") refuse(text, "it does not begin with abfss:// or azure://");
  Address address;
  address.written = text;
  while (address.written.ends_with('/')) address.written.pop_back();
  read_rest(text, text.substr(scheme.size() + 3), address);
  check(text, address);
  return address;
}

BlobPattern parse_blob_pattern(std::string_view text) {
  const std::size_t mark = text.find('?');
  if (mark != std::string_view::npos && text.find('=', mark) != std::string_view::npos)
    refuse(text, "it has a query; a shared access signature (SAS) belongs into the settings");
  const std::size_t scheme = text.find("://");
  const std::size_t slash = text.substr(0, text.find_first_of("*?[")).rfind('/');
  if (scheme == std::string_view::npos || slash == std::string_view::npos || slash < scheme + 3)
    refuse(text, "it names no file in a container");
  BlobPattern found;
  found.container = parse_address(text.substr(0, slash));
  found.folder = std::exchange(found.container.path, {});
  found.pattern = (found.folder.empty() ? "" : found.folder + "/") + without_slashes(text.substr(slash));
  std::string& written = found.container.written;
  if (!found.folder.empty()) written.resize(written.size() - found.folder.size() - 1);
  if (found.pattern == found.folder + "/" || found.pattern.empty()) refuse(text, "it names no file in a container");
  return found;
}

Endpoint parse_endpoint(std::string_view text) {
  const std::string origin = fetch::origin_of(text);
  if (origin.empty() || fetch::without_query(text) != text)
    throw Error(ErrorCode::kUsage, fmt::format("'{}' is no endpoint of a Blob service", fetch::without_query(text)),
                "write it as https://account.blob.core.windows.net or http://127.0.0.1:10000/devstoreaccount1");
  while (text.ends_with('/')) text.remove_suffix(1);
  const std::size_t path = text.find('/', text.find("://") + 3);
  Endpoint endpoint{std::string(text.substr(0, path)), "", ""};
  if (path != std::string_view::npos) endpoint.base_path = text.substr(path);
  const std::string host = fetch::host_of(text);
  endpoint.account = endpoint.base_path.empty() ? host.substr(0, host.find('.'))
                                                : endpoint.base_path.substr(endpoint.base_path.rfind('/') + 1);
  return endpoint;
}

}  // namespace c360::storage::azure
