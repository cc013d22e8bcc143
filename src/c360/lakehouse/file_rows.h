// The rows of data files for SQL statements, each of which opens only the files that it can make use of.
#pragma once

#include <memory>
#include <vector>

#include "c360/delta/actions.h"
#include "c360/delta/snapshot.h"
#include "c360/engine/late_table.h"
#include "c360/storage/object_store.h"

namespace c360::lakehouse {

/// All live rows of a table version, or of a folder of files without a log. Immutable; any thread may read it.
class FileRows final : public engine::LateTable {
 public:
  /// The files are found in `store`. Throws Error(kUnsupported) for a column of a type that c360 does not know.
  FileRows(std::shared_ptr<const storage::ObjectStore> store, delta::Metadata metadata,
           std::vector<delta::AddFile> files);
  FileRows(std::shared_ptr<const storage::ObjectStore> store, const delta::Snapshot& snapshot)
      : FileRows(std::move(store), snapshot.metadata(), snapshot.files()) {}

  const std::vector<engine::TableColumn>& columns() const override { return columns_; }
  /// Throws Error(kUnsupported) for a feature that reading a file needs and c360 does not have.
  sql::Relation rows(const std::optional<sql::Expr>& condition) const override;

 private:
  std::shared_ptr<const storage::ObjectStore> store_;
  delta::Metadata metadata_;
  std::vector<delta::AddFile> files_;
  std::vector<engine::TableColumn> columns_;
};

}  // namespace c360::lakehouse
