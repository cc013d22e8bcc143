#include <fmt/format.h>

#include <utility>

#include "c360/base/error.h"
#include "c360/engine/duckdb/chunk_impl.h"
#include "c360/engine/duckdb/connection_impl.h"
#include "c360/engine/duckdb/types.h"

namespace c360::engine {

namespace {

ResultColumn describe_column(std::string name, duckdb_logical_type type) {
  const auto known = known_type(type);
  return {std::move(name), engine_name(type), known.value_or(sql::Type{}), known.has_value()};
}

void bind_parameters(Result::Impl& result, const std::vector<std::string>& parameters) {
  const idx_t expected = duckdb_nparams(result.prepared.get());
  if (expected != parameters.size()) {
    throw Error(ErrorCode::kUsage,
                fmt::format("the statement has {} ? marks, but {} values were given", expected, parameters.size()));
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    duckdb_bind_varchar_length(result.prepared.get(), i + 1, parameters[i].data(), parameters[i].size());
  }
}

}  // namespace

std::vector<ResultColumn> columns_of(duckdb_prepared_statement prepared) {
  std::vector<ResultColumn> columns;
  for (idx_t i = 0; i < duckdb_prepared_statement_column_count(prepared); ++i) {
    const LogicalTypeHandle type(duckdb_prepared_statement_column_logical_type(prepared, i));
    const char* name = duckdb_prepared_statement_column_name(prepared, i);
    columns.push_back(describe_column(name, type.get()));
    duckdb_free(const_cast<char*>(name));
  }
  return columns;
}

Result stream(Connection::Impl& connection, Statement statement, const std::vector<std::string>& parameters) {
  auto impl = std::make_unique<Result::Impl>(connection, std::move(statement));
  const Watchdog::Watch watch(connection.watchdog);
  impl->prepared = connection.prepare(impl->statement);
  bind_parameters(*impl, parameters);
  if (duckdb_execute_prepared_streaming(impl->prepared.get(), impl->result.get()) != DuckDBSuccess) {
    throw connection.error(duckdb_result_error(impl->result.get()), impl->statement);
  }
  for (idx_t i = 0; i < duckdb_column_count(impl->result.get()); ++i) {
    const LogicalTypeHandle type(duckdb_column_logical_type(impl->result.get(), i));
    impl->columns.push_back(describe_column(duckdb_column_name(impl->result.get(), i), type.get()));
  }
  return Result(std::move(impl));
}

Result::Result(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Result::Result(Result&&) noexcept = default;
Result& Result::operator=(Result&&) noexcept = default;
Result::~Result() = default;

const std::vector<ResultColumn>& Result::columns() const {
  return impl_->columns;
}

std::optional<Chunk> Result::next() {
  if (impl_->ended) return std::nullopt;
  const Watchdog::Watch watch(impl_->connection->watchdog);
  DataChunkHandle chunk(duckdb_fetch_chunk(*impl_->result.get()));
  if (chunk) return Chunk(std::make_unique<Chunk::Impl>(std::move(chunk)));
  impl_->ended = true;
  const char* reason = duckdb_result_error(impl_->result.get());
  if (reason != nullptr) throw impl_->connection->error(reason, impl_->statement);
  return std::nullopt;
}

}  // namespace c360::engine
