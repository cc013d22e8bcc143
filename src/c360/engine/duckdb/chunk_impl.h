// A chunk of a result and the values in it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "c360/engine/duckdb/handles.h"
#include "c360/engine/engine.h"

namespace c360::engine {

/// One column of a chunk, flat.
struct ColumnVector {
  explicit ColumnVector(duckdb_vector of);

  bool is_null(std::size_t row) const { return validity != nullptr && (validity[row / 64] >> (row % 64) & 1U) == 0; }
  template <typename Value>
  const Value& at(std::size_t row) const {
    return static_cast<const Value*>(data)[row];
  }
  std::string_view text(std::size_t row) const;

  duckdb_vector vector;
  LogicalTypeHandle type;
  duckdb_type id;
  duckdb_type decimal_storage;  ///< of decimals: the integer type that holds the unscaled number
  const void* data;
  const std::uint64_t* validity;
};

struct Chunk::Impl {
  explicit Impl(DataChunkHandle of);
  const ColumnVector& column(std::size_t column) const { return columns.at(column); }

  DataChunkHandle chunk;
  std::vector<ColumnVector> columns;
};

/// A value as people read it; "" for NULL, "NULL" for one inside a list, struct or map.
std::string display(const ColumnVector& column, std::size_t row);

/// An unscaled decimal with its point put in: (1250, 2) is "12.50".
std::string decimal_text(__int128 unscaled, int scale);
/// Days since 1970: "2024-05-31", "0044-03-15 (BC)" or "infinity".
std::string date_text(std::int32_t days);
/// Microseconds since 1970: "2024-05-31 08:15:00.5" or "infinity".
std::string timestamp_text(std::int64_t micros);

}  // namespace c360::engine
