#include "c360/engine/parquet_text.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "c360/base/error.h"
#include "c360/engine/duckdb/chunk_impl.h"
#include "c360/engine/duckdb/connection_impl.h"
#include "c360/engine/duckdb/sql_writer.h"
#include "c360/engine/duckdb/value_text.h"

namespace c360::engine {
namespace {

constexpr std::string_view kRowNumber = "file_row_number";

std::string from_file(const std::filesystem::path& file) {
  return " FROM read_parquet(" + file_list({file.string()}) + ", hive_partitioning = FALSE)";
}

/// What the engine says of a file, as the user's own fault to mend.
[[noreturn]] void refuse(const std::string& name, const Error& error) {
  if (error.code() == ErrorCode::kCancelled || error.code() == ErrorCode::kNoSpace) throw error;
  throw Error(ErrorCode::kData, fmt::format("the Parquet file {} cannot be read: {}", name, error.message()),
              "bring the whole file again; nothing of it was taken in");
}

}  // namespace

std::vector<std::string> parquet_columns(Connection& connection, const std::filesystem::path& file,
                                         const std::string& name) {
  try {
    const PreparedHandle prepared = connection.impl().prepare({"SELECT *" + from_file(file)});
    std::vector<std::string> names;
    for (ResultColumn& column : columns_of(prepared.get())) names.push_back(std::move(column.name));
    return names;
  } catch (const Error& error) {
    refuse(name, error);
  }
}

struct ParquetTexts::State {
  /// The next rows; false after the last.
  bool fetch() {
    chunk.reset();
    DataChunkHandle next(duckdb_fetch_chunk(*result->impl().result.get()));
    if (next) {
      rows = duckdb_data_chunk_get_size(next.get());
      chunk.emplace(std::move(next));
      return true;
    }
    result->impl().ended = true;
    const char* reason = duckdb_result_error(result->impl().result.get());
    if (reason != nullptr) refuse(name, connection.impl().error(reason, result->impl().statement));
    return false;
  }

  Connection connection;
  std::string name;
  std::optional<Result> result{};
  std::optional<Chunk::Impl> chunk{};
  std::size_t rows = 0;
  std::size_t row = 0;
  std::string text{};
};

ParquetTexts::ParquetTexts(Connection connection, const std::filesystem::path& file, const std::string& name,
                           const ParquetRows& rows)
    : state_(new State{std::move(connection), name}) {
  std::string text = "SELECT ";
  for (const std::string& column : rows.columns) text += quote_identifier(column) + ", ";
  text += "0" + from_file(file);
  if (!rows.all) text += fmt::format(" WHERE {0} >= {1} AND {0} < {2}", kRowNumber, rows.first, rows.end);
  try {
    state_->result.emplace(stream(state_->connection.impl(), {text}));
  } catch (const Error& error) {
    refuse(name, error);
  }
}

ParquetTexts::~ParquetTexts() = default;

bool ParquetTexts::next() {
  ++state_->row;
  while (state_->row >= state_->rows) {
    state_->row = 0;
    if (!state_->fetch()) return false;
  }
  return true;
}

bool ParquetTexts::is_null(std::size_t column) const {
  return state_->chunk->column(column).is_null(state_->row);
}

std::string_view ParquetTexts::text(std::size_t column) {
  const ColumnVector& values = state_->chunk->column(column);
  if (values.id == DUCKDB_TYPE_VARCHAR) return values.text(state_->row);
  state_->text.clear();
  append_text(values, state_->row, state_->text);
  return state_->text;
}

}  // namespace c360::engine
