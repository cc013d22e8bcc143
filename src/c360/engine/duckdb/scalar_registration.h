// Makes scalar functions of ours known to the engine.
#pragma once

#include <duckdb.h>

#include <cstddef>
#include <string>

#include "c360/engine/duckdb/errors.h"
#include "c360/engine/scalar_function.h"

namespace c360::engine {

/// A constant argument of a call that is being compiled, as text; "" for NULL. Throws Error(kEngine) for one that is
/// not constant.
std::string constant_argument(duckdb_bind_info info, std::size_t position);

/// Registers a function with the connection's database. The ledger must outlive the database. Throws Error(kInternal)
/// for a name that is taken.
void register_scalar_function(duckdb_connection connection, ScalarFunction function, ErrorLedger& ledger);

}  // namespace c360::engine
