// Leaving out files that cannot hold the rows asked for, by their partition values and statistics.
#pragma once

#include <memory>
#include <vector>

#include "c360/delta/table.h"
#include "c360/sql/expression.h"

namespace c360::lakehouse {

/// Tells which files of a table may hold rows for which a condition is true. It understands AND, OR, =, <, <=, >, >=
/// and IN of a column and literals of its type, starts_with(column, literal), IS NULL and NOT IS NULL. Whatever else
/// the condition says, and where a file has no statistics or a value or bound cannot be read exactly, nothing is left
/// out. Immutable; the metadata must outlive it.
class FileFilter {
 public:
  FileFilter(const delta::Metadata& metadata, const sql::Expr& condition);
  ~FileFilter();
  FileFilter(FileFilter&&) noexcept;
  FileFilter& operator=(FileFilter&&) noexcept;

  bool may_match(const delta::AddFile& file) const;

  struct Test;

 private:
  std::unique_ptr<const Test> test_;
};

/// Those of a table's files that may hold rows for which the condition is true.
std::vector<delta::AddFile> files_that_may_match(const std::vector<delta::AddFile>& files,
                                                 const delta::Metadata& metadata, const sql::Expr& condition);

}  // namespace c360::lakehouse
