#include "c360/customer/shown_column.h"

#include "c360/base/error.h"
#include "c360/metric/period.h"

namespace c360::customer {

sql::Expr ShownColumn::value(const metric::TypedModel& model, metric::Rows& rows) const {
  if (!column.empty()) return metric::local_time(model.calendar(), rows.own_column(column), type);
  const metric::Dim dim = metric::Names(model).dimension(dimension);
  return metric::local_time(model.calendar(), metric::shown(model, dim, rows.grouping(dim)), dim.type);
}

std::vector<std::optional<std::string>> texts_in_row(const engine::Chunk& chunk, std::size_t row, std::size_t first,
                                                     std::size_t count) {
  std::vector<std::optional<std::string>> texts;
  for (std::size_t i = first; i < first + count; ++i)
    texts.push_back(chunk.is_null(i, row) ? std::nullopt : std::optional(chunk.display(i, row)));
  return texts;
}

bool can_ask(engine::Connection& connection, const sql::Query& query) {
  try {
    connection.describe(query);
    return true;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kEngine) throw;
    return false;
  }
}

std::map<std::string, sql::Type> column_types(engine::Connection& connection, const project::MetricEntity& entity) {
  sql::Query query;
  query.from = sql::table({entity.schema(), entity.table_name()});
  std::map<std::string, sql::Type> types;
  for (const engine::ResultColumn& column : connection.describe(query))
    if (column.has_known_type) types[column.name] = column.known;
  return types;
}

std::vector<ShownColumn> own_columns(const project::MetricEntity& entity,
                                     const std::map<std::string, sql::Type>& types) {
  std::vector<ShownColumn> shown;
  for (const project::MetricColumn& column : entity.columns) {
    const auto type = types.find(column.name);
    shown.push_back({column.label, column.role, column.name, "", type == types.end() ? sql::Type{} : type->second});
  }
  return shown;
}

}  // namespace c360::customer
