// Columns of an entity's rows, and of what the rows lead to, as people see them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/metric/rows.h"

namespace c360::customer {

/// One value of a row that is shown.
struct ShownColumn {
  std::string label;
  project::ColumnRole role = project::ColumnRole::kOther;
  std::string column;     ///< of the entity's own table, or empty
  std::string dimension;  ///< else a dimension as questions name it: "sales.product_id.name"
  sql::Type type;         ///< kString where it is not known

  /// Its value in a row. Instants are told where the project is.
  sql::Expr value(const metric::TypedModel& model, metric::Rows& rows) const;
};

/// Some values of a row, as people read them.
std::vector<std::optional<std::string>> texts_in_row(const engine::Chunk& chunk, std::size_t row, std::size_t first,
                                                     std::size_t count);

/// Whether all is there that a query reads: to who may see less than all, some tables are not.
bool can_ask(engine::Connection& connection, const sql::Query& query);

/// The types of a table's columns, by name; those of types that contracts cannot name are left out.
std::map<std::string, sql::Type> column_types(engine::Connection& connection, const project::MetricEntity& entity);

/// The columns of an entity, each as it is declared.
std::vector<ShownColumn> own_columns(const project::MetricEntity& entity,
                                     const std::map<std::string, sql::Type>& types);

}  // namespace c360::customer
