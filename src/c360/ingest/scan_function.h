// Rows of ours as a table in one statement.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "c360/engine/engine.h"
#include "c360/engine/table_function.h"
#include "c360/sql/query.h"

namespace c360::ingest {

/// Makes rows readable by SQL, in numbered parts, as long as it lives. Any thread may call it and read its rows.
class ScanFunction {
 public:
  /// Called from any thread.
  using Open = std::function<std::unique_ptr<engine::RowSource>(std::size_t part)>;
  ScanFunction(engine::Database& database, Open open);

  /// SELECT * FROM the rows of this part.
  sql::Query query(std::size_t part) const;

 private:
  std::shared_ptr<const Open> open_;
  std::string name_;
};

}  // namespace c360::ingest
