// Unpacking zstd (RFC 8878), whatever a file is called. The one place that knows libzstd.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace c360::ingest {

/// By the first bytes.
bool is_zstd(std::string_view bytes);

/// Gives the unpacked bytes of all frames piece by piece. Throws Error(kData), naming the file, where it is cut,
/// damaged or followed by something else, or needs a window of more than 128 MiB.
void unpack_zstd(std::string_view packed, const std::string& name,
                 const std::function<void(std::string_view)>& take_piece);

/// The first unpacked bytes, at most `limit`, of a zstd file of which only the beginning is there.
std::string unpack_zstd_head(std::string_view packed, std::size_t limit);

}  // namespace c360::ingest
