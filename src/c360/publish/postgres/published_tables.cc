#include "c360/publish/postgres/published_tables.h"

#include <fmt/format.h>

#include "c360/project/check_publish.h"
#include "c360/publish/postgres/opening.h"
#include "c360/publish/row_file.h"
#include "c360/sql/postgres.h"

namespace c360::publish::postgres {

PostgresTables::PostgresTables(const project::Project& project, const project::PublishTarget& target,
                               engine::Connection& into, const Cancellation& cancellation)
    : into_(into),
      schema_(project::schema_of(project, target)),
      connection_(connection_string(project, target), cancellation) {
  connection_.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  set_up(connection_, schema_);
  state_ = read_state(connection_, schema_);
  if (state_.snapshot == 0)
    throw Error(ErrorCode::kNotFound, fmt::format("nothing was published to the {} yet", place()),
                fmt::format("c360 publish {}", target.name));
  if (state_.project != project.name)
    throw Error(ErrorCode::kConflict, fmt::format("the {} belongs to the project '{}'", place(), state_.project),
                "name another target, or the other project with -C");
  for (const auto& [name, table] : state_.tables) tables_[table.source] = name;
  for (const auto& [name, view] : state_.views) tables_[view.source] = name;
}

std::string PostgresTables::place() const {
  return fmt::format("schema {} of {}", schema_, connection_.display());
}

void PostgresTables::read(const lakehouse::TableName& source, const std::vector<sql::ColumnDefinition>& columns) {
  const std::filesystem::path path = folder_.path() / "rows.csv";
  RowFile file(path);
  sql::TableDefinition table;
  table.schema = schema_;
  table.name = tables_.at(source.to_string());
  table.columns = columns;
  try {
    connection_.copy_out(sql::postgres::copy_as_csv(table), [&](std::string_view record) { file.add(record); });
  } catch (const RefusedError& error) {
    throw error.in(fmt::format("{} cannot be read", source.to_string()));
  }
  file.close();
  load_csv(into_, source, columns, path);
}

}  // namespace c360::publish::postgres
