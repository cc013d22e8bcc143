#include "c360/lakehouse/skipping.h"

#include <algorithm>
#include <optional>

#include "c360/delta/stats.h"
#include "c360/lakehouse/comparable.h"

namespace c360::lakehouse {
namespace {

using Op = SkipCondition::Op;

/// What is known of one column in one file.
struct Known {
  std::optional<Comparable> min;
  std::optional<Comparable> max;
  std::optional<std::int64_t> nulls;
  std::optional<std::int64_t> rows;
  /// Bounds of statistics may be short: strings cut, times cut to milliseconds. Partition values are exact.
  bool exact = false;
};

Known known_by_statistics(const delta::FileStats& stats, const delta::Field& field) {
  Known known;
  known.rows = stats.num_records;
  const delta::ColumnStats* column = stats.find(field.name);
  if (column == nullptr) return known;
  known.nulls = column->null_count;
  if (column->min) known.min = read_comparable(*column->min, field.type);
  if (column->max) known.max = read_comparable(*column->max, field.type);
  return known;
}

Known known_by_partition(const delta::AddFile& file, const delta::Field& field) {
  Known known;
  known.exact = true;
  known.rows = 1;
  const auto found = file.partition_values.find(field.name);
  const bool is_null = found == file.partition_values.end() || !found->second || found->second->empty();
  known.nulls = is_null ? 1 : 0;
  if (!is_null) known.min = known.max = read_comparable(*found->second, field.type);
  return known;
}

/// Whether a value is above every value of the file, although the bound may have been cut.
bool above_all(const Comparable& value, const Known& known) {
  if (!known.max || !(*known.max < value)) return false;
  if (known.exact) return true;
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr || !text->starts_with(std::get<std::string>(*known.max));
}

/// Whether no value of the file is above `value`.
bool none_above(const Comparable& value, const Known& known) {
  if (!known.max) return false;
  if (std::holds_alternative<double>(value)) return false;  // NaN sorts last and is in no bound
  if (std::holds_alternative<std::string>(value) && !known.exact) return above_all(value, known);
  return *known.max <= value;
}

bool below_all(const Comparable& value, const Known& known) {
  return known.min && value < *known.min;
}

bool value_may_match(Op op, const Comparable& value, const Known& known) {
  switch (op) {
    case Op::kEqual:
      return !below_all(value, known) && !above_all(value, known);
    case Op::kLess:
      return !known.min || *known.min < value;
    case Op::kLessEqual:
      return !below_all(value, known);
    case Op::kGreater:
      return !none_above(value, known);
    case Op::kGreaterEqual:
      return std::holds_alternative<double>(value) || !above_all(value, known);
    default:
      return true;
  }
}

bool holds_time(const delta::DataType& type) {
  return type.primitive == "timestamp" || type.primitive == "timestamp_ntz";
}

/// Bounds of times are cut to milliseconds: the highest value may be up to 999 µs above its bound.
void widen_times(Known& known) {
  if (known.exact || !known.max) return;
  std::get<WideInteger>(*known.max) += 999;
}

bool condition_may_hold(const SkipCondition& condition, const delta::Field& field, Known known) {
  if (condition.op == Op::kIsNull) return known.nulls != 0;
  const bool all_null = known.nulls && known.rows && *known.nulls == *known.rows;
  if (all_null) return false;
  if (condition.op == Op::kIsNotNull) return true;
  if (holds_time(field.type)) widen_times(known);
  const std::optional<Comparable> value = read_comparable(condition.value, field.type);
  return !value || value_may_match(condition.op, *value, known);
}

bool is_partition_column(const delta::Metadata& metadata, const std::string& name) {
  const auto& columns = metadata.partition_columns;
  return std::find(columns.begin(), columns.end(), name) != columns.end();
}

}  // namespace

bool may_match(const delta::AddFile& file, const delta::Metadata& metadata, const std::vector<SkipCondition>& skip) {
  const std::optional<delta::FileStats> stats = file.stats ? delta::parse_stats(*file.stats) : std::nullopt;
  return std::all_of(skip.begin(), skip.end(), [&](const SkipCondition& condition) {
    const delta::Field* field = metadata.schema.find(condition.column);
    if (field == nullptr) return true;
    if (is_partition_column(metadata, field->name)) {
      return condition_may_hold(condition, *field, known_by_partition(file, *field));
    }
    return !stats || condition_may_hold(condition, *field, known_by_statistics(*stats, *field));
  });
}

std::vector<delta::AddFile> files_that_may_match(const delta::Snapshot& snapshot,
                                                 const std::vector<SkipCondition>& skip) {
  std::vector<delta::AddFile> files;
  for (const delta::AddFile& file : snapshot.files()) {
    if (skip.empty() || may_match(file, snapshot.metadata(), skip)) files.push_back(file);
  }
  return files;
}

}  // namespace c360::lakehouse
