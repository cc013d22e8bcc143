// The files of the dashboards, which web/build.mjs made and cmake/EmbedWeb.cmake put into the program.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "c360/http/message.h"

namespace c360::serve {

/// A file as it is sent.
struct Asset {
  std::string type;         ///< its media type
  std::string tag;          ///< an ETag, of its content
  bool is_forever = false;  ///< its path names its content, so that it never changes
  std::string_view gzip;
};

/// Files by their paths, "/" and "/app-1a2b3c.js". A value; any thread may read it.
class Assets {
 public:
  /// `bundle` is a line of JSON, [{"path", "type", "size"}, …], and the gzip of each file after one another; it must
  /// outlive this. Throws Error(kInternal) for anything else.
  explicit Assets(std::string_view bundle);
  /// Those of the program.
  static const Assets& of_program();

  /// The answer to a GET or HEAD; nullopt where there is no such file.
  std::optional<http::Response> answer(const http::Request& request) const;
  /// Whether there is such a file.
  bool has(const std::string& path) const { return files_.count(path) > 0; }

 private:
  std::map<std::string, Asset> files_;
};

}  // namespace c360::serve
