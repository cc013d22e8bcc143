// Records of JSON text as rows.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "c360/ingest/json/json_columns.h"
#include "c360/ingest/json/json_scan.h"
#include "c360/ingest/source_file.h"

namespace c360::ingest {

/// What all readers of one text share; all of it must outlive them.
struct JsonRecords {
  std::string_view text;
  JsonLayout layout = JsonLayout::kLines;
  bool flatten = false;
  const JsonColumns& columns;
  std::span<const std::optional<std::string>> constants = {};  ///< of the columns behind those, in all records
};

/// A field that none of the columns has is left out: there is none, as the columns are those of all records.
std::unique_ptr<ChunkReader> read_json(const JsonRecords& records, const Chunk& chunk);

/// The columns of all records that have no fault, behind those that there are. Throws what JsonColumns::add throws.
void collect_columns(std::string_view text, JsonLayout layout, bool flatten, const Scan& scan, const std::string& file,
                     JsonColumns& columns, const ChunkDone& done = {});

}  // namespace c360::ingest
