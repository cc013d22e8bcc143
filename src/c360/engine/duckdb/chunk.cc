#include <fmt/format.h>

#include <utility>

#include "c360/base/error.h"
#include "c360/engine/duckdb/chunk_impl.h"
#include "c360/engine/duckdb/types.h"
#include "c360/engine/text_cell.h"

namespace c360::engine {

namespace {

std::int64_t narrow(const duckdb_hugeint& value) {
  const auto low = static_cast<std::int64_t>(value.lower);
  const bool fits = value.upper == (low < 0 ? -1 : 0);
  if (!fits) throw Error(ErrorCode::kEngine, "a number is too large for 64 bits");
  return low;
}

std::int64_t narrow(std::uint64_t value) {
  return narrow(duckdb_hugeint{value, 0});
}

[[noreturn]] void throw_wrong(const char* wanted, const ColumnVector& column) {
  throw Error(ErrorCode::kInternal,
              fmt::format("{} was asked of a column of type {}", wanted, engine_name(column.type.get())));
}

}  // namespace

ColumnVector::ColumnVector(duckdb_vector of)
    : vector(of),
      type(duckdb_vector_get_column_type(of)),
      id(duckdb_get_type_id(type.get())),
      decimal_storage(id == DUCKDB_TYPE_DECIMAL ? duckdb_decimal_internal_type(type.get()) : DUCKDB_TYPE_INVALID),
      data(duckdb_vector_get_data(of)),
      validity(duckdb_vector_get_validity(of)) {}

std::string_view ColumnVector::text(std::size_t row) const {
  return at<TextCell>(row).view();
}

Chunk::Impl::Impl(DataChunkHandle of) : chunk(std::move(of)) {
  for (idx_t i = 0; i < duckdb_data_chunk_get_column_count(chunk.get()); ++i) {
    columns.emplace_back(duckdb_data_chunk_get_vector(chunk.get(), i));
  }
}

Chunk::Chunk(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Chunk::Chunk(Chunk&&) noexcept = default;
Chunk& Chunk::operator=(Chunk&&) noexcept = default;
Chunk::~Chunk() = default;

std::size_t Chunk::rows() const {
  return duckdb_data_chunk_get_size(impl_->chunk.get());
}

bool Chunk::is_null(std::size_t column, std::size_t row) const {
  return impl_->column(column).is_null(row);
}

std::int64_t Chunk::bigint(std::size_t column, std::size_t row) const {
  const ColumnVector& values = impl_->column(column);
  switch (values.id) {
    case DUCKDB_TYPE_BOOLEAN:
      return values.at<bool>(row) ? 1 : 0;
    case DUCKDB_TYPE_TINYINT:
      return values.at<std::int8_t>(row);
    case DUCKDB_TYPE_SMALLINT:
      return values.at<std::int16_t>(row);
    case DUCKDB_TYPE_DATE:
    case DUCKDB_TYPE_INTEGER:
      return values.at<std::int32_t>(row);
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
    case DUCKDB_TYPE_BIGINT:
      return values.at<std::int64_t>(row);
    case DUCKDB_TYPE_UTINYINT:
      return values.at<std::uint8_t>(row);
    case DUCKDB_TYPE_USMALLINT:
      return values.at<std::uint16_t>(row);
    case DUCKDB_TYPE_UINTEGER:
      return values.at<std::uint32_t>(row);
    case DUCKDB_TYPE_UBIGINT:
      return narrow(values.at<std::uint64_t>(row));
    case DUCKDB_TYPE_HUGEINT:
      return narrow(values.at<duckdb_hugeint>(row));
    default:
      throw_wrong("a whole number", values);
  }
}

double Chunk::real(std::size_t column, std::size_t row) const {
  const ColumnVector& values = impl_->column(column);
  if (values.id == DUCKDB_TYPE_FLOAT) return values.at<float>(row);
  if (values.id == DUCKDB_TYPE_DOUBLE) return values.at<double>(row);
  throw_wrong("a floating-point number", values);
}

__int128 Chunk::unscaled(std::size_t column, std::size_t row) const {
  const ColumnVector& values = impl_->column(column);
  if (values.id != DUCKDB_TYPE_DECIMAL) throw_wrong("a decimal", values);
  switch (values.decimal_storage) {
    case DUCKDB_TYPE_SMALLINT:
      return values.at<std::int16_t>(row);
    case DUCKDB_TYPE_INTEGER:
      return values.at<std::int32_t>(row);
    case DUCKDB_TYPE_BIGINT:
      return values.at<std::int64_t>(row);
    default: {
      const auto& wide = values.at<duckdb_hugeint>(row);
      return static_cast<__int128>((static_cast<unsigned __int128>(static_cast<std::uint64_t>(wide.upper)) << 64U) |
                                   wide.lower);
    }
  }
}

std::string_view Chunk::text(std::size_t column, std::size_t row) const {
  const ColumnVector& values = impl_->column(column);
  if (values.id != DUCKDB_TYPE_VARCHAR && values.id != DUCKDB_TYPE_BLOB) throw_wrong("a text", values);
  return values.text(row);
}

std::vector<std::string> Chunk::text_list(std::size_t column, std::size_t row) const {
  const ColumnVector& values = impl_->column(column);
  if (values.id != DUCKDB_TYPE_LIST) throw_wrong("a list", values);
  const ColumnVector items(duckdb_list_vector_get_child(values.vector));
  if (items.id != DUCKDB_TYPE_VARCHAR) throw_wrong("a list of texts", values);
  const auto& entry = values.at<duckdb_list_entry>(row);
  std::vector<std::string> texts;
  for (std::size_t i = entry.offset; i < entry.offset + entry.length; ++i) {
    texts.emplace_back(items.is_null(i) ? std::string_view() : items.text(i));
  }
  return texts;
}

std::string Chunk::display(std::size_t column, std::size_t row) const {
  return engine::display(impl_->column(column), row);
}

}  // namespace c360::engine
