// Query results as data files of a Delta table, with their statistics.
#pragma once

#include <map>
#include <string>
#include <utility>
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

/// Deletes data files that no commit names and none will. What cannot be deleted now is left to clean_up().
void discard(LakeTable& table, const std::vector<delta::AddFile>& files) noexcept;

/// Data files of a table that are discarded with their owner unless they were taken for a commit. The table must
/// outlive it; one thread at a time.
class Uncommitted {
 public:
  explicit Uncommitted(LakeTable& table) : table_(table) {}
  ~Uncommitted() { discard(table_, rows_.files); }
  Uncommitted(const Uncommitted&) = delete;
  Uncommitted& operator=(const Uncommitted&) = delete;

  void add(WrittenRows rows);
  const WrittenRows& rows() const { return rows_; }
  /// For a commit: from now on nobody knows whether they are needed but the log.
  WrittenRows take() { return std::exchange(rows_, {}); }

 private:
  LakeTable& table_;
  WrittenRows rows_;
};

}  // namespace c360::lakehouse
