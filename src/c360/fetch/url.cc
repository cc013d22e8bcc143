#include "c360/fetch/url.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "c360/base/letter_case.h"

namespace c360::fetch {
namespace {

bool is_unreserved(char c) {
  const bool is_letter_or_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter_or_digit || c == '-' || c == '.' || c == '_' || c == '~';
}

/// "scheme://user@host:port" of an address.
std::string_view front_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  return url.substr(0, url.find_first_of("/?#", scheme + 3));
}

/// "host:port" or "host", in lower case.
std::string authority_of(std::string_view url) {
  const std::string_view front = front_of(url);
  if (front.empty()) return {};
  const std::string_view authority = front.substr(front.find("://") + 3);
  return to_lower(authority.substr(authority.rfind('@') + 1));
}

/// Where the port's colon is; npos: there is none. An IPv6 address stands in brackets.
std::size_t port_colon(std::string_view authority) {
  const std::size_t colon = authority.rfind(':');
  return colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos
             ? colon
             : std::string_view::npos;
}

/// Whether an address is whole: "://" stands in front of its path and query.
bool has_scheme(std::string_view address) {
  const std::size_t scheme = address.find("://");
  return scheme != std::string_view::npos && address.find_first_of("/?#") == scheme + 1;
}

}  // namespace

std::string percent_encoded(std::string_view bytes, bool keep_slashes) {
  std::string text;
  for (const char c : bytes) {
    if (is_unreserved(c) || (keep_slashes && c == '/')) {
      text += c;
    } else {
      text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return text;
}

std::string percent_decoded(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const char* digits = text.data() + i + 1;
    const bool is_encoded =
        text[i] == '%' && i + 2 < text.size() && std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2;
    bytes += is_encoded ? static_cast<char>(value) : text[i];
    if (is_encoded) i += 2;
  }
  return bytes;
}

std::string origin_of(std::string_view url) {
  const std::string scheme = to_lower(url.substr(0, std::min(url.find("://"), url.size())));
  if (scheme != "http" && scheme != "https") return {};
  const std::string authority = authority_of(url);
  const bool has_port = port_colon(authority) != std::string_view::npos;
  return scheme + "://" + authority + (has_port ? "" : scheme == "http" ? ":80" : ":443");
}

std::string host_of(std::string_view url) {
  const std::string authority = authority_of(url);
  return authority.substr(0, port_colon(authority));
}

std::string_view without_query(std::string_view url) {
  return url.substr(0, url.find_first_of("?#"));
}

std::string resolved(std::string_view base, std::string_view location) {
  if (has_scheme(location)) return std::string(location);
  if (location.starts_with("//")) return std::string(base.substr(0, base.find("://") + 1)) + std::string(location);
  if (location.starts_with('?')) return std::string(without_query(base)) + std::string(location);
  const std::string front(front_of(base));
  if (location.starts_with('/')) return front + std::string(location);
  const std::string_view path = without_query(base).substr(front.size());
  const std::string_view folder = path.substr(0, path.rfind('/') + 1);
  return front + (folder.empty() ? "/" : std::string(folder)) + std::string(location);
}

}  // namespace c360::fetch
