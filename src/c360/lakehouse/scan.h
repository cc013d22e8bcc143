// The one place where reads of Delta tables are put together: file skipping and partition values now, deletion vectors
// and column mapping later.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/delta/table.h"
#include "c360/lakehouse/schema_mapping.h"
#include "c360/lakehouse/skipping.h"
#include "c360/sql/query.h"
#include "c360/storage/object_store.h"

namespace c360::lakehouse {

/// All live rows of a table version as a relation of its logical columns. `columns` empty: all of them, in schema
/// order. Files that hold no row for which `condition` is true are left out (skipping.h); rows are not filtered. Throws
/// Error(kUnsupported) for a feature that reading a file needs and c360 does not have, Error(kNotFound) for a column
/// that is not there.
sql::Relation scan(const storage::ObjectStore& table_store, const delta::Snapshot& snapshot,
                   const std::vector<std::string>& columns = {}, const std::optional<sql::Expr>& condition = {},
                   std::string alias = {});

/// Some files of a table version, given by their actions, as scan() reads them.
sql::Relation scan_files(const storage::ObjectStore& table_store, const delta::Metadata& metadata,
                         const std::vector<delta::AddFile>& files, const std::vector<std::string>& columns = {},
                         std::string alias = {});

}  // namespace c360::lakehouse
