// Addresses of requests.
#pragma once

#include <string>
#include <string_view>

namespace c360::fetch {

/// Bytes as a part of a path or of a query: all but letters, digits, '-', '.', '_' and '~' become %XX, and so does '/'
/// unless it is kept (RFC 3986, section 2).
std::string percent_encoded(std::string_view bytes, bool keep_slashes = false);

/// Text without %XX; what is no %XX stays.
std::string percent_decoded(std::string_view text);

/// "https://host:port" in lower case, with the port that the scheme has by default; empty for what is no http(s)
/// address. Two addresses of one origin may share credentials.
std::string origin_of(std::string_view url);

/// The host alone, in lower case and without its port.
std::string host_of(std::string_view url);

/// An address without its query, which may hold a secret.
std::string_view without_query(std::string_view url);

/// Where a Location header leads from an address.
std::string resolved(std::string_view base, std::string_view location);

}  // namespace c360::fetch
