// Requests and responses of HTTP, without the library that carries them.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "c360/base/cancel.h"

namespace c360::http {

using Header = std::pair<std::string, std::string>;

/// The values of a name, in the order in which they came; names of headers in any case.
class Fields {
 public:
  void add(std::string name, std::string value) { all_.emplace_back(std::move(name), std::move(value)); }
  /// The first value of a header, whose name may be in any case.
  std::optional<std::string> header(std::string_view name) const;
  /// The first value of exactly this name.
  std::optional<std::string> value(std::string_view name) const;
  /// All values of exactly this name.
  std::vector<std::string> values(std::string_view name) const;
  const std::vector<Header>& all() const { return all_; }

 private:
  std::vector<Header> all_;
};

/// One request, read to its end.
struct Request {
  std::string method;  ///< as it came: "GET"
  std::string path;    ///< as parse_target() gives it: "/v1/tables/silver.orders"
  Fields query;        ///< without %XX and +
  Fields headers;
  std::string body;
  std::string peer;                          ///< the address of the client
  bool is_secure = false;                    ///< came by TLS
  std::shared_ptr<const Cancellation> gone;  ///< requested once the client left or the server stops
};

/// Sends a part of a body and returns when the client took it. Throws Error(kCancelled) once the client is gone.
using Write = std::function<void(std::string_view)>;

/// An answer: a body in one piece, or one that is written as it is made.
struct Response {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
  /// Called on the handler's thread after the headers went out. If it throws, the connection is cut, so that the client
  /// cannot take a part for the whole.
  std::function<void(const Write&)> stream;

  /// Adds a header. Throws Error(kInternal) for one with a line end in it.
  Response& with(std::string name, std::string value);
};

/// The target of a request line, taken apart: a path and its query. In the path %XX is left for '/', '%' and control
/// characters alone, so that two addresses of one thing have one path, and two things never have the same. nullopt for
/// one that is not valid: not beginning with '/', with a broken %XX, a NUL or bytes that are no UTF-8 (RFC 3986,
/// sections 2.1 and 3.4).
struct Target {
  std::string path;
  Fields query;
};
std::optional<Target> parse_target(std::string_view target);

/// What stands between the slashes of such a path, without %XX: "/v1/customers/a%2Fb" has v1, customers and a/b, "/"
/// one empty part.
std::vector<std::string> segments_of(std::string_view path);

}  // namespace c360::http
