// The engine's types and ours.
#pragma once

#include <duckdb.h>

#include <optional>
#include <string>

#include "c360/engine/duckdb/handles.h"
#include "c360/sql/type.h"

namespace c360::engine {

/// The engine's name of one of our types: "DECIMAL(12,2)", "TIMESTAMP WITH TIME ZONE", "VARCHAR[]".
std::string engine_name(const sql::Type& type);
/// The engine's name of one of its own: "STRUCT(a INTEGER, b VARCHAR[])".
std::string engine_name(duckdb_logical_type type);

LogicalTypeHandle logical_type(const sql::Type& type);

/// Ours for one of the engine's: the same, or the narrowest that holds all its values and that a table can store
/// (unsigned and 128-bit integers, timestamps of other units, UUIDs and enums). nullopt for all others.
std::optional<sql::Type> known_type(duckdb_logical_type type);

}  // namespace c360::engine
