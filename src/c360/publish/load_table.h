// Rows put into one table of a database, which stays the database's own: c360 remembers nothing of it there.
#pragma once

#include "c360/pipeline/outside.h"

namespace c360::publish {

/// In one transaction: the statement that comes before, the rows that go, the rows that come. A table that is not there
/// is made, with the rows' columns; one that is there takes them by the columns' names. With an upsert, rows whose key
/// is there take the place of those, and the others come; Error(kData) where several have one key. Gives the rows that
/// came. Throws Error(kData) for a row that the database refuses, with its number, and as the databases' connections
/// do.
std::int64_t load_by_odbc(const pipeline::Outside::Call& call, const pipeline::Outside::Load& load);
std::int64_t load_by_postgresql(const pipeline::Outside::Call& call, const pipeline::Outside::Load& load);

}  // namespace c360::publish
