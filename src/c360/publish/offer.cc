#include "c360/publish/offer.h"

#include <fmt/format.h>

#include "c360/session/catalog.h"
#include "c360/session/session.h"

namespace c360::publish {

Offer make_offer(const Order& order, std::optional<project::SqlLanguage> language) {
  auto moment = lakehouse::current_moment(order.lake.store());
  if (!moment)
    throw Error(ErrorCode::kNotFound, "there is no finished run in " + order.lake.store().display(),
                "run c360 run first");
  engine::Connection connection = order.lake.database().connect();
  connection.set_cancellation(&order.cancel);
  session::Catalog catalog;
  session::add_moment(catalog, order.lake, *moment);
  catalog.install(connection);
  Plan plan = make_plan(order.project, order.target, order.lake, *moment, connection, language);
  return {std::move(*moment), std::move(connection), std::move(plan)};
}

std::string describe_row(const sql::TableDefinition& table, const engine::Chunk& chunk, std::size_t row) {
  std::string text;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const std::string& name = table.columns[column].name;
    const auto& key = table.key.columns;
    if (std::find(key.begin(), key.end(), name) == key.end()) continue;
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", name,
                        chunk.is_null(column, row) ? "NULL" : chunk.display(column, row));
  }
  return text.empty() ? fmt::format("row {}", row + 1) : text;
}

std::string to_string(TableReport::Fate fate) {
  switch (fate) {
    case TableReport::Fate::kUnchanged:
      return "unchanged";
    case TableReport::Fate::kCreated:
      return "created";
    case TableReport::Fate::kChanged:
      return "changed";
    case TableReport::Fate::kRemoved:
      return "removed";
  }
  return "";
}

}  // namespace c360::publish
