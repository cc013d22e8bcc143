#include <duckdb.h>

#include <utility>

#include "c360/base/error.h"
#include "c360/engine/duckdb/handles.h"
#include "c360/engine/table_function.h"

namespace c360::engine {

namespace {

ValueHandle value_of(const sql::Type& type, std::int64_t value) {
  switch (type.kind) {
    case sql::TypeKind::kBigint:
      return ValueHandle(duckdb_create_int64(value));
    case sql::TypeKind::kInteger:
      return ValueHandle(duckdb_create_int32(static_cast<std::int32_t>(value)));
    case sql::TypeKind::kDate:
      return ValueHandle(duckdb_create_date({static_cast<std::int32_t>(value)}));
    case sql::TypeKind::kTimestamp:
      return ValueHandle(duckdb_create_timestamp_tz({value}));
    case sql::TypeKind::kDatetime:
      return ValueHandle(duckdb_create_timestamp({value}));
    default:
      throw Error(ErrorCode::kInternal, "a number as a constant of type " + type.to_string());
  }
}

}  // namespace

ChunkWriter::ChunkWriter(std::size_t capacity, std::vector<std::size_t> projected, std::vector<sql::Type> types)
    : capacity_(capacity), projected_(std::move(projected)), types_(std::move(types)), outputs_(projected_.size()) {}

void ChunkWriter::start(const std::vector<void*>& vectors) {
  arena_.clear();
  rows_ = 0;
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    outputs_[i] = {duckdb_vector_get_data(static_cast<duckdb_vector>(vectors[i])), nullptr, vectors[i]};
  }
}

void ChunkWriter::make_validity(std::size_t output) {
  const auto vector = static_cast<duckdb_vector>(outputs_[output].vector);
  duckdb_vector_ensure_validity_writable(vector);
  outputs_[output].validity = duckdb_vector_get_validity(vector);
}

void ChunkWriter::set_constant(std::size_t output, std::string_view value) {
  const ValueHandle text(duckdb_create_varchar_length(value.data(), value.size()));
  duckdb_vector_reference_value(static_cast<duckdb_vector>(outputs_[output].vector), text.get());
}

void ChunkWriter::set_constant_bigint(std::size_t output, std::int64_t value) {
  duckdb_vector_reference_value(static_cast<duckdb_vector>(outputs_[output].vector),
                                value_of(types_[output], value).get());
}

void ChunkWriter::set_constant_null(std::size_t output) {
  const ValueHandle null(duckdb_create_null_value());
  duckdb_vector_reference_value(static_cast<duckdb_vector>(outputs_[output].vector), null.get());
}

}  // namespace c360::engine
