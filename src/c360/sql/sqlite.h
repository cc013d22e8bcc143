// SQLite's SQL (3.35 and later) as a dialect of tables. It has five types and no exact numbers: decimals, dates and
// times are texts, which say exactly what is here. Keys and references are part of a table's definition, and a table
// whose definition changes is made anew. There are no schemas: tables stand in main.
#pragma once

#include "c360/sql/table_dialect.h"

namespace c360::sql::sqlite {

const TableDialect& dialect();

}  // namespace c360::sql::sqlite
