// Makes scalar functions of ours known to the engine.
#pragma once

#include <duckdb.h>

#include "c360/engine/duckdb/errors.h"
#include "c360/engine/scalar_function.h"

namespace c360::engine {

/// Registers a function with the connection's database. The ledger must outlive the database. Throws Error(kInternal)
/// for a name that is taken.
void register_scalar_function(duckdb_connection connection, ScalarFunction function, ErrorLedger& ledger);

}  // namespace c360::engine
