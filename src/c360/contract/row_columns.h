// The columns that c360 adds to rows on their way from bronze to silver and quarantine.
#pragma once

#include <string>
#include <vector>

#include "c360/delta/schema.h"

namespace c360::contract {

inline constexpr const char* kSourceFile = "_source_file";
inline constexpr const char* kSourceRow = "_source_row";
inline constexpr const char* kFileNo = "_file_no";
inline constexpr const char* kIngestedAt = "_ingested_at";
inline constexpr const char* kBatchId = "_batch_id";
inline constexpr const char* kReasons = "_reasons";
inline constexpr const char* kMessage = "_message";
/// Of quarantined rows: "dismiss", "release" (where silver cannot hold the row), or NULL while it is open.
inline constexpr const char* kDecision = "_decision";

/// The metadata key under which a bronze column keeps its header as it came.
inline constexpr const char* kHeaderKey = "c360.header";

/// The columns of a bronze table that hold the source's own text.
std::vector<std::string> raw_columns(const delta::Schema& bronze_schema);

/// A bronze column's name in the source: its header as it came, else its name.
std::string source_name(const delta::Field& field);

}  // namespace c360::contract
