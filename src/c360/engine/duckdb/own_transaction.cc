#include "c360/engine/duckdb/own_transaction.h"

#include "c360/engine/duckdb/handles.h"

namespace c360::engine {

void OwnTransaction::begin() {
  end();
  if (!users_) open_ = run("BEGIN TRANSACTION");
}

void OwnTransaction::end() {
  if (open_ && !run("COMMIT")) run("ROLLBACK");
  open_ = left_ = false;
}

void OwnTransaction::end_if_left() {
  if (left_) end();
}

// A statement outside of transactions has one of its own, so that two of them have two; none runs in one that failed.
void OwnTransaction::look_for_users() {
  users_ = transaction_id() == transaction_id();
}

std::optional<std::uint64_t> OwnTransaction::transaction_id() {
  ResultHandle result;
  if (duckdb_query(connection_, "SELECT txid_current()", result.get()) != DuckDBSuccess) return std::nullopt;
  const DataChunkHandle chunk(duckdb_fetch_chunk(*result.get()));
  return *static_cast<const std::uint64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk.get(), 0)));
}

bool OwnTransaction::run(const char* statement) {
  ResultHandle result;
  return duckdb_query(connection_, statement, result.get()) == DuckDBSuccess;
}

}  // namespace c360::engine
