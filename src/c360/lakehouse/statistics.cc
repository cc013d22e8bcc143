#include "c360/lakehouse/statistics.h"

#include <algorithm>

#include "c360/delta/stats.h"
#include "c360/lakehouse/schema_mapping.h"

namespace c360::lakehouse {
namespace {

bool has_bounds(const delta::Field& field) {
  switch (sql_type(field.type).kind) {
    case sql::TypeKind::kBoolean:
    case sql::TypeKind::kDouble:
    case sql::TypeKind::kFloat:
    case sql::TypeKind::kBinary:
      return false;
    default:
      return true;
  }
}

delta::ColumnStats stats_of(const engine::ColumnStatistics& written, const delta::Field& field) {
  if (!has_bounds(field)) return {std::nullopt, std::nullopt, written.null_count};
  return {written.min, written.max, written.null_count};
}

}  // namespace

std::string statistics_json(const engine::WrittenParquet& written, const delta::Schema& schema) {
  delta::FileStats stats;
  stats.num_records = written.rows;
  for (std::size_t i = 0; i < std::min(schema.fields.size(), kIndexedColumns); ++i) {
    const delta::Field& field = schema.fields[i];
    const auto found = std::find_if(written.columns.begin(), written.columns.end(),
                                    [&](const auto& column) { return column.column == field.name; });
    if (found == written.columns.end() || field.type.kind != delta::DataType::Kind::kPrimitive) continue;
    stats.columns[{field.name}] = stats_of(*found, field);
  }
  return delta::format_stats(stats, schema);
}

}  // namespace c360::lakehouse
