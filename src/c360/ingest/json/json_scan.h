// Where the records of JSON text are, and how many: the counting pass of this format. Knows nothing of the parser.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "c360/ingest/file_options.h"
#include "c360/ingest/scanner.h"

namespace c360::ingest {

// What a record is, for the counting pass and the reader alike:
//   - kLines (NDJSON): every line, ended by LF, that has more than white space.
//   - kElements: every element of an array: what stands between its brackets and commas, even if that is nothing (but
//     an array with nothing at all in it has none). A document that is one object is one record.
enum class JsonLayout { kLines, kElements };

/// The part of a text that holds the records; of kElements what is within the array's brackets.
struct JsonRegion {
  JsonLayout layout = JsonLayout::kLines;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// Finds the records of a text that begins at `begin`. `lines` if it is known to be NDJSON; else a text that begins
/// with '[' is an array, one object alone is a document, several are NDJSON. Throws Error(kData), naming the file and
/// the line and column, for a document that is cut off or goes on behind its end, that is neither object nor array, and
/// where `options.records` leads to no array.
JsonRegion find_json_records(std::string_view text, std::uint64_t begin, const JsonOptions& options, bool lines,
                             const std::string& name);

/// Is told of each chunk that was gone through, so that its text need not stay in memory.
using ChunkDone = std::function<void(const Chunk& chunk)>;

/// Counts them. Of the result's LineEnds and Utf8Check nothing is told.
Scan count_json_records(std::string_view text, const JsonRegion& region, const ChunkDone& done = {},
                        std::uint64_t chunk_bytes = kChunkBytes);

}  // namespace c360::ingest
