// Tables of ours whose rows are put together anew for each statement that reads them.
#pragma once

#include <optional>
#include <vector>

#include "c360/engine/table_function.h"
#include "c360/sql/query.h"

namespace c360::engine {

/// A table that is told what a statement asks of it, so that it can leave out what the statement has no use for: files
/// above all. Any thread may call.
class LateTable {
 public:
  virtual ~LateTable() = default;
  virtual const std::vector<TableColumn>& columns() const = 0;

  /// At least all rows for which `condition` is true, all rows without one, under the names and types of columns(). The
  /// condition is made of the table's columns, literals of their types, =, <, <=, >, >=, AND, OR, IN, IS NULL, NOT IS
  /// NULL and starts_with. Called while a statement is compiled; an Error that it throws ends the statement.
  virtual sql::Relation rows(const std::optional<sql::Expr>& condition) const = 0;
};

}  // namespace c360::engine
