// Which rows of its inputs a model's row comes from, as far as its SELECT tells.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "c360/lakehouse/table_name.h"
#include "c360/model/planner.h"

namespace c360::model {

/// What is known of the rows of one table that a row of the model comes from.
struct InputRows {
  lakehouse::TableName table;
  /// Column of the table and column of the model: only rows where they are equal are in the model's row.
  std::vector<std::pair<std::string, std::string>> equal;
  bool operator==(const InputRows&) const = default;
};

struct RowOrigin {
  std::vector<InputRows> inputs;  ///< one for each place where the SELECT reads a table
  /// Rows with equal values may still be left out: by WHERE, a join, LIMIT or a choice of one of several.
  bool leaves_rows_out = false;
};

/// Columns of the model are followed as they are: through projections, groups, unions and the equalities of joins.
/// Throws Error(kUnsupported) where the SELECT cannot be followed.
RowOrigin origin_of_rows(const PlannedSelect& select);

}  // namespace c360::model
