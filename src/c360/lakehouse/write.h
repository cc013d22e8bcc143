// Query results as data files of a Delta table, with their statistics.
#pragma once

#include <string>
#include <vector>

#include "c360/delta/table.h"
#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/sql/query.h"

namespace c360::lakehouse {

struct WrittenRows {
  std::vector<delta::AddFile> files;  ///< none if there were no rows
  std::int64_t rows = 0;
};

/// Runs the query and writes its rows as data files below the table's folder; nobody sees them before a commit names
/// them. The query's columns are the schema's, in order. A required column that holds a NULL is an Error(kInternal).
/// `tags` go into every AddFile.
WrittenRows write_files(engine::Connection& connection, LakeTable& table, const delta::Schema& schema,
                        const sql::Query& query, const std::map<std::string, std::string>& tags = {});

/// The Delta schema for a query's columns, all nullable. Throws Error(kUnsupported) for a type Delta has not.
delta::Schema schema_of(const std::vector<engine::ResultColumn>& columns);

}  // namespace c360::lakehouse
