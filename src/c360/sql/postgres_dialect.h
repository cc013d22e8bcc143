// PostgreSQL's SQL (postgres.h) as a dialect of tables.
#pragma once

#include "c360/sql/table_dialect.h"

namespace c360::sql::postgres {

const TableDialect& dialect();

}  // namespace c360::sql::postgres
