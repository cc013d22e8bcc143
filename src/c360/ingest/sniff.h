// A look at a file of the user's, so that a project can be started from it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "c360/ingest/file_options.h"
#include "c360/ingest/number_guess.h"
#include "c360/sql/type.h"

namespace c360::ingest {

/// What a column's values look like, white space and null tokens ("", NA, N/A, null, none, -) left aside.
struct SniffedColumn {
  std::string name;                  ///< as in the header; as in bronze where that tells it from no other
  sql::Type type;                    ///< the narrowest that all values looked at have; string where there is none
  std::vector<std::string> formats;  ///< date, timestamp, datetime: those needed to read all values, most used first
  NumberStyle style;                 ///< of numbers
  std::vector<std::string> null_tokens;  ///< of these the unusual ones ("-", none) that came; not for strings
  std::int64_t empty = 0;                ///< values that are no value
  std::int64_t values = 0;               ///< the others
  bool unique = false;                   ///< no value came twice, and none was empty: perhaps a key
};

struct SniffedFile {
  FileOptions form;    ///< how it was read
  bool header = true;  ///< whether the first record looks like names and not like data
  std::vector<SniffedColumn> columns;
  std::int64_t records = 0;  ///< in the whole file
  std::int64_t looked_at = 0;
  std::int64_t malformed = 0;  ///< of those looked at
};

/// Reads a file, or the first member of a zip archive, and judges its first 100,000 records. Throws what
/// open_source_file throws.
SniffedFile sniff(const std::filesystem::path& path);

}  // namespace c360::ingest
