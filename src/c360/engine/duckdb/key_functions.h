// The functions by which statements note whole numbers and ask for them (key_tally.h).
#pragma once

#include <duckdb.h>

#include "c360/engine/duckdb/errors.h"
#include "c360/engine/duckdb/numbered.h"
#include "c360/engine/values/integer_tally.h"

namespace c360::engine {

using KeyTallies = Numbered<values::IntegerTally>;

/// Registers note_key, is_repeated_key and is_known_key (number, name). Tallies and ledger must outlive the database.
void register_key_functions(duckdb_connection connection, const KeyTallies& tallies, ErrorLedger& ledger);

}  // namespace c360::engine
