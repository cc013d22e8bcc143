// The statistics of one data file (PROTOCOL.md, "Per-file Statistics").
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/delta/schema.h"

namespace c360::delta {

/// What is known of one column in one file. Bounds are text: numbers and booleans as JSON has them (decimals with every
/// digit), strings as they are (long ones may have been cut: the minimum downwards, the maximum upwards), dates
/// "2024-05-31", timestamps "2024-05-31T08:15:00.123Z" (others write "+02:00" too), timestamp_ntz without a zone.
struct ColumnStats {
  std::optional<std::string> min;
  std::optional<std::string> max;
  std::optional<std::int64_t> null_count;
  bool operator==(const ColumnStats&) const = default;
};

/// A column by its names from the top level down: {"address", "city"}.
using ColumnPath = std::vector<std::string>;

struct FileStats {
  std::optional<std::int64_t> num_records;  ///< physical rows, deleted ones counted
  bool tight_bounds = true;                 ///< false: some rows may be deleted, so bounds are only outer ones
  std::map<ColumnPath, ColumnStats> columns;

  /// nullptr where nothing is known of a top-level column.
  const ColumnStats* find(std::string_view column) const;
  bool operator==(const FileStats&) const = default;
};

/// nullopt for text that cannot be read: statistics only help, and files without them are read whole.
std::optional<FileStats> parse_stats(std::string_view json);

/// The `stats` text of an add action, with columns in the schema's order. Bounds of numeric and boolean columns that
/// are no JSON numbers or booleans (NaN), and columns that the schema lacks, are left out.
std::string format_stats(const FileStats& stats, const Schema& schema);

}  // namespace c360::delta
