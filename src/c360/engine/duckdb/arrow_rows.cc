#include "c360/engine/arrow_rows.h"

#include <string>
#include <utility>
#include <vector>

#include "c360/base/error.h"
#include "c360/engine/duckdb/connection_impl.h"
#include "c360/engine/duckdb/handles.h"

namespace c360::engine {
namespace {

using ArrowOptionsHandle = Handle<duckdb_arrow_options, duckdb_destroy_arrow_options>;

void throw_if(duckdb_error_data raw) {
  const ErrorDataHandle error(raw);
  if (error && duckdb_error_data_has_error(error.get()))
    throw Error(ErrorCode::kEngine, std::string("as Arrow: ") + duckdb_error_data_message(error.get()),
                "cast the column to another type");
}

}  // namespace

ArrowRows::ArrowRows(Result result) : result_(std::move(result)) {
  duckdb_result* raw = result_.impl().result.get();
  const ArrowOptionsHandle options(duckdb_result_get_arrow_options(raw));
  std::vector<LogicalTypeHandle> owners;
  std::vector<duckdb_logical_type> types;
  std::vector<const char*> names;
  for (idx_t i = 0; i < duckdb_column_count(raw); ++i) {
    owners.emplace_back(duckdb_column_logical_type(raw, i));
    types.push_back(owners.back().get());
    names.push_back(duckdb_column_name(raw, i));
  }
  throw_if(duckdb_to_arrow_schema(options.get(), types.data(), names.data(), types.size(), schema_.out()));
}

std::optional<ArrowOwner<ArrowArray>> ArrowRows::next() {
  Result::Impl& impl = result_.impl();
  if (impl.ended) return std::nullopt;
  const Watchdog::Watch watch(impl.connection->watchdog);
  const DataChunkHandle chunk(duckdb_fetch_chunk(*impl.result.get()));
  if (!chunk) {
    impl.ended = true;
    const char* reason = duckdb_result_error(impl.result.get());
    if (reason != nullptr) throw impl.connection->error(reason, impl.statement);
    return std::nullopt;
  }
  const ArrowOptionsHandle options(duckdb_result_get_arrow_options(impl.result.get()));
  ArrowOwner<ArrowArray> array;
  throw_if(duckdb_data_chunk_to_arrow(options.get(), chunk.get(), array.out()));
  return array;
}

}  // namespace c360::engine
