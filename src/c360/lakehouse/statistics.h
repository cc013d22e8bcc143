// What a Delta log says about a data file's values (PROTOCOL.md, "Per-file Statistics").
#pragma once

#include <string>

#include "c360/delta/schema.h"
#include "c360/engine/engine.h"

namespace c360::lakehouse {

/// Statistics are written for so many columns from the left, as other writers do, so that wide tables have short logs.
inline constexpr std::size_t kIndexedColumns = 32;

/// The statistics of a file as JSON text: numRecords, minValues, maxValues, nullCount. Bounds are left out for types
/// whose bounds others do not write either (booleans, floating point, binary, nested).
std::string statistics_json(const engine::WrittenParquet& written, const delta::Schema& schema);

}  // namespace c360::lakehouse
