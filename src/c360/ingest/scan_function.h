// Rows of ours as a table in one statement.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "c360/engine/engine.h"
#include "c360/engine/table_function.h"
#include "c360/sql/query.h"

namespace c360::ingest {

/// Makes rows readable by SQL as long as it lives. Its thread is its owner's; the rows may be read by many.
class ScanFunction {
 public:
  using Open = std::function<std::unique_ptr<engine::RowSource>()>;
  ScanFunction(engine::Database& database, Open open);

  /// SELECT * FROM these rows.
  sql::Query query() const;

 private:
  std::shared_ptr<const Open> open_;
  std::string name_;
};

}  // namespace c360::ingest
