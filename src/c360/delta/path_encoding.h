// The paths of files as the log holds them (PROTOCOL.md, "Add File and Remove File": URIs of RFC 2396).
#pragma once

#include <string>
#include <string_view>

namespace c360::delta {

/// What a URI's path cannot hold, as %XX: control characters, blanks, quotes, #, %, <, >, ?, [, \, ], ^, `, {, | and }.
/// Letters beyond ASCII stay as they are.
std::string encode_path(std::string_view path);

/// Undoes encode_path; any %XX is read, and a % that starts none stays itself.
std::string decode_path(std::string_view encoded);

/// The name by which two paths of one file are known as the same: "file:/a", "file:///a" and "/a" are "/a".
std::string canonical_path(std::string_view path);

}  // namespace c360::delta
