// The counting pass: one look at every byte of a file, independent of the reader that splits records into fields. It is
// the source side of promise 1.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "c360/base/hashing.h"
#include "c360/ingest/dialect.h"
#include "c360/ingest/encoding.h"

namespace c360::ingest {

// What a record is, for the counting pass and the reader alike:
//   - A line ends at LF, CR or CRLF, mixed as they come. A line without a byte is no record.
//   - A quote opens a quoted field only where a field begins (after a delimiter or a line end); elsewhere it is text.
//   - Within a quoted field, delimiters and line ends are text and two quotes are one. It ends at the next other quote,
//     which may be at most kMaxQuotedBytes away. Without one the quote is never closed: the record ends with the line
//     that holds the opening quote, and reading goes on at the next.

/// A quoted field longer than this counts as never closed, so that one stray quote cannot swallow the rest of a file.
inline constexpr std::uint64_t kMaxQuotedBytes = 16ULL << 20;

/// No record that is to be read may be longer; the engine's texts have room for it even where each byte is told as
/// \xNN.
inline constexpr std::uint64_t kMaxRecordBytes = 256ULL << 20;

/// How long the runs of records are, but for the last record of each.
inline constexpr std::uint64_t kChunkBytes = 2ULL << 20;

/// A run of whole records: the unit that readers work on side by side.
struct Chunk {
  std::uint64_t begin = 0;  ///< bytes of the text
  std::uint64_t end = 0;
  std::int64_t first_record = 1;  ///< the number of its first record in the file
  std::int64_t records = 0;
  bool may_hold_invalid = false;  ///< some bytes are no UTF-8
  bool may_hold_nul = false;
};

struct LineEnds {
  bool lf = false;
  bool crlf = false;
  bool cr = false;
};

struct Scan {
  std::int64_t records = 0;
  std::vector<Chunk> chunks;
  LineEnds line_ends;
  Utf8Check text;
};

/// Counts the records from `begin` (the first byte after the header's record) to the end of the text. Adds the bytes of
/// the whole text to `hash`, where given. Time is linear in the text whatever it holds.
Scan scan_records(std::string_view text, std::uint64_t begin, const CsvDialect& dialect, ContentHash* hash = nullptr,
                  std::uint64_t chunk_bytes = kChunkBytes);

}  // namespace c360::ingest
