// Rows of a query sent into a table of the target.
#pragma once

#include <cstdint>
#include <string>

#include "c360/engine/engine.h"
#include "c360/publish/postgres/connection.h"
#include "c360/sql/table_definition.h"

namespace c360::publish::postgres {

/// Runs the query, whose columns are the definition's, and sends its rows by one COPY statement. Returns their number.
/// Throws Error(kData) for a value that the table cannot hold or a row that the server refuses, with the row's key.
std::int64_t send_rows(Connection& connection, engine::Connection& engine, const sql::Query& rows,
                       const sql::TableDefinition& table, const std::string& copy_statement);
/// The same as texts, by a COPY statement of the text form: the server reads them as the types of its own columns.
std::int64_t send_texts(Connection& connection, engine::Connection& engine, const sql::Query& rows,
                        const sql::TableDefinition& table, const std::string& copy_statement);

}  // namespace c360::publish::postgres
