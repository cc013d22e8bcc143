// Unpacking gzip (RFC 1952), whatever a file is called.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace c360::ingest {

/// By the first bytes.
bool is_gzip(std::string_view bytes);

/// Gives the unpacked bytes of all members piece by piece. Zero bytes after the last member are padding. Throws
/// Error(kData), naming the file, where it is cut, damaged or followed by something else.
void unpack_gzip(std::string_view packed, const std::string& name,
                 const std::function<void(std::string_view)>& take_piece);

/// The first unpacked bytes, at most `limit`, of a gzip file of which only the beginning is there.
std::string unpack_gzip_head(std::string_view packed, std::size_t limit);

}  // namespace c360::ingest
