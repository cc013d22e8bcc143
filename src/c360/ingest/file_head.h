// The beginning of a file: how it is written and what its columns are called.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/ingest/dialect.h"
#include "c360/ingest/encoding.h"
#include "c360/ingest/file_options.h"

namespace c360::ingest {

struct FileHead {
  CsvDialect dialect;
  std::vector<std::string> columns;  ///< as they came; empty for a file without any record
  std::uint64_t end = 0;             ///< of the header's record in the text: where the first record may begin
};

/// How much of a file's beginning decides its dialect, in bytes of text.
inline constexpr std::size_t kDialectHead = 256 * 1024;

/// How long a header may be: enough for hundreds of thousands of columns.
inline constexpr std::uint64_t kMaxHeaderBytes = 16ULL << 20;

/// Reads the head of a text that begins at `begin`; `whole` if nothing follows it. Throws Error(kData), naming the
/// file, for a delimiter that cannot be told and for a first record of more than kMaxHeaderBytes.
FileHead read_head(std::string_view text, std::uint64_t begin, bool whole, const std::string& name,
                   const CsvOptions& options);

/// The first bytes of a file as they are, at most `count`. Throws Error(kNotFound, kIo).
std::string read_first_bytes(const std::filesystem::path& path, std::size_t count);

/// The first kDialectHead bytes of a file as UTF-8, unpacked and decoded as far as can be told from them alone. Throws
/// Error(kNotFound, kIo).
std::string read_first_text(const std::filesystem::path& path, std::optional<Encoding> wanted);

/// The columns of a file, from its first bytes alone, unpacked and decoded as far as need be. Throws what read_head and
/// the opening of a file throw.
std::vector<std::string> peek_columns(const std::filesystem::path& path, const std::string& name,
                                      const CsvOptions& options);

}  // namespace c360::ingest
