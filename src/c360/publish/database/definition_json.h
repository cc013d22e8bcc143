// A table's definition as it is kept in the target.
#pragma once

#include <string>
#include <string_view>

#include "c360/sql/table_definition.h"

namespace c360::publish::database {

/// Columns, key, references and indexes as JSON text; descriptions are not among them, and nested types are one type
/// there.
std::string to_json(const sql::TableDefinition& table);
/// Reads what to_json() writes; schema and name are the caller's. Throws Error(kCorrupt) for what is none.
sql::TableDefinition definition_from_json(std::string_view json, const std::string& schema, const std::string& name);

}  // namespace c360::publish::database
