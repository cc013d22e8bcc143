// T-SQL, the SQL of SQL Server (2016 SP1 and later) and Azure SQL, as a dialect of tables.
//
// Texts are nvarchar with a binary collation, so that they are equal by their code units, as they are here; only blanks
// at the end do not count there, whatever the collation. nvarchar(n) counts UTF-16 units, of which a character has one
// or two: max_length characters get twice as many units, so that no valid value is refused or cut. What has no
// max_length is nvarchar(max), but in keys and indexes, which take 1700 bytes, at most nvarchar(850), shared by the
// key's columns.
#pragma once

#include "c360/sql/table_dialect.h"

namespace c360::sql::tsql {

const TableDialect& dialect();

}  // namespace c360::sql::tsql
