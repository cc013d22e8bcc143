#include "c360/engine/duckdb/row_sink.h"

#include <algorithm>

#include "c360/engine/duckdb/bound_object.h"
#include "c360/sql/functions.h"

namespace c360::engine {
namespace {

void append_rows(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) {
  const auto& registered = *static_cast<ObjectsOfFunction<RowSink>*>(duckdb_scalar_function_get_extra_info(info));
  try {
    bound_object<RowSink>(info).append(input);
    std::fill_n(static_cast<bool*>(duckdb_vector_get_data(output)), duckdb_data_chunk_get_size(input), false);
  } catch (...) {
    duckdb_scalar_function_set_error(info, describe_failure(*registered.ledger).c_str());
  }
}

}  // namespace

RowSink::RowSink(ConnectionHandle connection, const std::string& table, const ErrorLedger& ledger)
    : connection_(std::move(connection)), ledger_(ledger) {
  if (duckdb_appender_create(connection_.get(), nullptr, table.c_str(), appender_.out()) != DuckDBSuccess) fail();
}

void RowSink::fail() {
  const ErrorDataHandle reason(duckdb_appender_error_data(appender_.get()));
  throw to_error(ledger_, duckdb_error_data_message(reason.get()), "", false);
}

void RowSink::append(duckdb_data_chunk rows) {
  const std::lock_guard lock(mutex_);
  if (!appender_) throw Error(ErrorCode::kInternal, "a row was set aside after the end");
  if (duckdb_append_data_chunk(appender_.get(), rows) != DuckDBSuccess) fail();
  rows_ += static_cast<std::int64_t>(duckdb_data_chunk_get_size(rows));
}

std::int64_t RowSink::finish() {
  const std::lock_guard lock(mutex_);
  if (appender_ && duckdb_appender_close(appender_.get()) != DuckDBSuccess) fail();
  appender_.reset();
  return rows_;
}

void register_set_aside(duckdb_connection connection, const RowSinks& sinks, ErrorLedger& ledger) {
  const ScalarFunctionHandle handle(duckdb_create_scalar_function());
  const LogicalTypeHandle text(duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR));
  const LogicalTypeHandle any(duckdb_create_logical_type(DUCKDB_TYPE_ANY));
  const LogicalTypeHandle truth(duckdb_create_logical_type(DUCKDB_TYPE_BOOLEAN));
  const std::string name(sql::fn::kSetAside);
  duckdb_scalar_function_set_name(handle.get(), name.c_str());
  duckdb_scalar_function_add_parameter(handle.get(), text.get());
  duckdb_scalar_function_set_varargs(handle.get(), any.get());
  duckdb_scalar_function_set_return_type(handle.get(), truth.get());
  duckdb_scalar_function_set_special_handling(handle.get());
  duckdb_scalar_function_set_volatile(handle.get());
  let_name_objects<0>(handle.get(), ObjectsOfFunction<RowSink>{&sinks, &ledger});
  duckdb_scalar_function_set_function(handle.get(), append_rows);
  if (duckdb_register_scalar_function(connection, handle.get()) != DuckDBSuccess) {
    throw Error(ErrorCode::kInternal, "a function '" + name + "' exists already");
  }
}

}  // namespace c360::engine
