// Query results as data files of a Delta table, with their statistics.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "c360/delta/table.h"
#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/schema_mapping.h"
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

/// The same for a part of a partitioned table whose partition values are known: one file, which does not hold them. The
/// query's columns are the schema's without `values`, in order. Threads may write parts of one table side by side, each
/// on its own connection.
WrittenRows write_partition(engine::Connection& connection, LakeTable& table, const delta::Schema& schema,
                            delta::PartitionValues values, const sql::Query& query,
                            const std::map<std::string, std::string>& tags = {});

/// The same for any rows of a partitioned table: one file or more for each distinct list of partition values, which the
/// files themselves do not hold.
WrittenRows write_partitioned(engine::Connection& connection, LakeTable& table, const delta::Schema& schema,
                              const std::vector<std::string>& partition_columns, const sql::Query& query,
                              const std::map<std::string, std::string>& tags = {});

}  // namespace c360::lakehouse
