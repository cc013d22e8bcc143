// The one place where reads of Delta tables are put together: file skipping and partition values now, deletion vectors
// and column mapping later.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/delta/table.h"
#include "c360/sql/query.h"
#include "c360/storage/object_store.h"

namespace c360::lakehouse {

/// A condition by which files may be left out: column op value (as text, read as the column's type). Rows that do not
/// fulfil it may still come; it is no filter.
struct SkipCondition {
  enum class Op { kEqual, kLess, kLessEqual, kGreater, kGreaterEqual, kIsNull, kIsNotNull };
  std::string column;
  Op op = Op::kEqual;
  std::string value;
};

/// All live rows of a table version as a relation of its logical columns. `columns` empty: all of them, in schema
/// order. Throws Error(kUnsupported) for a table feature that reading needs and c360 does not have.
sql::Relation scan(const storage::ObjectStore& table_store, const delta::Snapshot& snapshot,
                   const std::vector<std::string>& columns = {}, const std::vector<SkipCondition>& skip = {},
                   std::string alias = {});

/// The live files that may hold rows fulfilling all conditions.
std::vector<delta::AddFile> files_that_may_match(const delta::Snapshot& snapshot,
                                                 const std::vector<SkipCondition>& skip);

/// Delta's name of one of our types, and the other way round. Throws Error(kUnsupported).
delta::DataType delta_type(const sql::Type& type);
sql::Type sql_type(const delta::DataType& type);

}  // namespace c360::lakehouse
