// Leaving out files that cannot hold the rows asked for, by their partition values and statistics.
#pragma once

#include <string>
#include <vector>

#include "c360/delta/table.h"

namespace c360::lakehouse {

/// A condition by which files may be left out: column op value (as text, read as the column's type). Rows that do not
/// fulfil it may still come; it is no filter.
struct SkipCondition {
  enum class Op { kEqual, kLess, kLessEqual, kGreater, kGreaterEqual, kIsNull, kIsNotNull };
  std::string column;
  Op op = Op::kEqual;
  std::string value;
};

/// The live files that may hold rows fulfilling all conditions. A condition on a column without statistics, or whose
/// value or bound cannot be read exactly, leaves nothing out.
std::vector<delta::AddFile> files_that_may_match(const delta::Snapshot& snapshot,
                                                 const std::vector<SkipCondition>& skip);

/// The same for one file of a table of this schema and these partition columns.
bool may_match(const delta::AddFile& file, const delta::Metadata& metadata, const std::vector<SkipCondition>& skip);

}  // namespace c360::lakehouse
