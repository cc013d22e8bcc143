#include "c360/lakehouse/file_rows.h"

#include <utility>

#include "c360/lakehouse/scan.h"

namespace c360::lakehouse {

FileRows::FileRows(std::shared_ptr<const storage::ObjectStore> store, delta::Metadata metadata,
                   std::vector<delta::AddFile> files)
    : store_(std::move(store)), metadata_(std::move(metadata)), files_(std::move(files)) {
  for (const delta::Field& field : metadata_.schema.fields) columns_.push_back({field.name, sql_type(field.type)});
}

sql::Relation FileRows::rows(const std::optional<sql::Expr>& condition) const {
  if (!condition) return scan_files(*store_, metadata_, files_);
  return scan_files(*store_, metadata_, files_that_may_match(files_, metadata_, *condition));
}

}  // namespace c360::lakehouse
