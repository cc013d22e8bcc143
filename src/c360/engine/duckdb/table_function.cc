#include "c360/engine/table_function.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "c360/engine/duckdb/function_failure.h"
#include "c360/engine/duckdb/handles.h"
#include "c360/engine/duckdb/table_registration.h"
#include "c360/engine/duckdb/types.h"

namespace c360::engine {

namespace {

struct RegisteredTable {
  std::shared_ptr<const TableFunction> function;
  ErrorLedger* ledger;
};

/// One run of a scan: the columns that it needs and the vectors of a chunk they go to.
struct Scan {
  RowSource* source;
  std::vector<std::size_t> projected;
  std::vector<sql::Type> types;
  std::vector<idx_t> vectors;  // of each projected column; others (of a count(*)) are left alone
};

/// One thread of a scan.
struct ScanThread {
  std::unique_ptr<RowReader> reader;
  ChunkWriter writer;
  std::vector<void*> vectors;
  bool ended = false;
};

RegisteredTable& registered_table(void* extra_info) {
  return *static_cast<RegisteredTable*>(extra_info);
}

void bind_table(duckdb_bind_info info) {
  auto& function = registered_table(duckdb_bind_get_extra_info(info));
  try {
    const ValueHandle argument(duckdb_bind_get_parameter(info, 0));
    auto source = function.function->bind(take_text(duckdb_get_varchar(argument.get())));
    for (const auto& column : source->columns()) {
      duckdb_bind_add_result_column(info, column.name.c_str(), logical_type(column.type).get());
    }
    if (source->estimated_rows() >= 0) {
      duckdb_bind_set_cardinality(info, static_cast<idx_t>(source->estimated_rows()), false);
    }
    duckdb_bind_set_bind_data(info, source.release(), destroy_owned<RowSource>);
  } catch (...) {
    duckdb_bind_set_error(info, describe_failure(*function.ledger).c_str());
  }
}

std::unique_ptr<Scan> plan(duckdb_init_info info) {
  auto scan = std::make_unique<Scan>();
  scan->source = static_cast<RowSource*>(duckdb_init_get_bind_data(info));
  const auto& columns = scan->source->columns();
  for (idx_t i = 0; i < duckdb_init_get_column_count(info); ++i) {
    const idx_t column = duckdb_init_get_column_index(info, i);
    if (column >= columns.size()) continue;
    scan->projected.push_back(column);
    scan->types.push_back(columns[column].type);
    scan->vectors.push_back(i);
  }
  return scan;
}

void init_scan(duckdb_init_info info) {
  auto& function = registered_table(duckdb_init_get_extra_info(info));
  try {
    auto scan = plan(info);
    scan->source->begin();
    duckdb_init_set_max_threads(info, std::max<std::size_t>(1, scan->source->max_readers()));
    duckdb_init_set_init_data(info, scan.release(), destroy_owned<Scan>);
  } catch (...) {
    duckdb_init_set_error(info, describe_failure(*function.ledger).c_str());
  }
}

void init_scan_thread(duckdb_init_info info) {
  auto& function = registered_table(duckdb_init_get_extra_info(info));
  try {
    const auto scan = plan(info);
    auto reading = std::make_unique<ScanThread>(ScanThread{
        scan->source->open_reader(scan->projected), ChunkWriter(duckdb_vector_size(), scan->projected, scan->types),
        std::vector<void*>(scan->types.size())});
    duckdb_init_set_init_data(info, reading.release(), destroy_owned<ScanThread>);
  } catch (...) {
    duckdb_init_set_error(info, describe_failure(*function.ledger).c_str());
  }
}

void read_chunk(duckdb_function_info info, duckdb_data_chunk output) {
  auto& function = registered_table(duckdb_function_get_extra_info(info));
  const auto& scan = *static_cast<const Scan*>(duckdb_function_get_init_data(info));
  auto& reading = *static_cast<ScanThread*>(duckdb_function_get_local_init_data(info));
  try {
    if (reading.ended) return duckdb_data_chunk_set_size(output, 0);
    for (std::size_t i = 0; i < scan.vectors.size(); ++i) {
      reading.vectors[i] = duckdb_data_chunk_get_vector(output, scan.vectors[i]);
    }
    reading.writer.start(reading.vectors);
    reading.reader->next(reading.writer);
    reading.ended = reading.writer.rows() == 0;
    duckdb_data_chunk_set_size(output, reading.writer.rows());
  } catch (...) {
    duckdb_function_set_error(info, describe_failure(*function.ledger).c_str());
  }
}

}  // namespace

void register_table_function(duckdb_connection connection, std::shared_ptr<const TableFunction> function,
                             ErrorLedger& ledger) {
  const TableFunctionHandle handle(duckdb_create_table_function());
  const LogicalTypeHandle text(duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR));
  const std::string name = function->name();
  duckdb_table_function_set_name(handle.get(), name.c_str());
  duckdb_table_function_add_parameter(handle.get(), text.get());
  duckdb_table_function_set_bind(handle.get(), bind_table);
  duckdb_table_function_set_init(handle.get(), init_scan);
  duckdb_table_function_set_local_init(handle.get(), init_scan_thread);
  duckdb_table_function_set_function(handle.get(), read_chunk);
  duckdb_table_function_supports_projection_pushdown(handle.get(), true);
  auto owned = std::make_unique<RegisteredTable>(RegisteredTable{std::move(function), &ledger});
  duckdb_table_function_set_extra_info(handle.get(), owned.release(), destroy_owned<RegisteredTable>);
  if (duckdb_register_table_function(connection, handle.get()) != DuckDBSuccess) {
    throw Error(ErrorCode::kInternal, fmt::format("a table function '{}' exists already", name));
  }
}

}  // namespace c360::engine
