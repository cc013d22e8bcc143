// Makes table functions of ours known to the engine.
#pragma once

#include <duckdb.h>

#include <memory>

#include "c360/engine/duckdb/errors.h"
#include "c360/engine/table_function.h"

namespace c360::engine {

/// Registers a function with the connection's database. The ledger must outlive the database. Throws Error(kInternal)
/// for a name that is taken.
void register_table_function(duckdb_connection connection, std::shared_ptr<const TableFunction> function,
                             ErrorLedger& ledger);

}  // namespace c360::engine
