#include "c360/publish/odbc/published_tables.h"

#include <fmt/format.h>

#include "c360/project/check_publish.h"
#include "c360/publish/odbc/csv_record.h"
#include "c360/publish/odbc/opening.h"
#include "c360/publish/odbc/published_state.h"
#include "c360/publish/row_file.h"

namespace c360::publish::odbc {

OdbcTables::OdbcTables(const project::Project& project, const project::PublishTarget& target, engine::Connection& into,
                       const Cancellation& cancellation)
    : into_(into),
      schema_(project::schema_of(project, target)),
      connection_(connection_text(project, target), cancellation),
      kind_(find_kind(target, connection_.database_name())) {
  begin();
  read_state(project, target);
}

std::string OdbcTables::place() const {
  return place_of(connection_, kind_, schema_);
}

void OdbcTables::begin() {
  connection_.begin();
  if (!kind_.one_moment.empty()) connection_.execute(kind_.one_moment);
  for (const std::string& setting : kind_.settings(schema_)) connection_.execute(setting);
}

void OdbcTables::read_state(const project::Project& project, const project::PublishTarget& target) {
  PublishedState stored(connection_, kind_, schema_);
  const database::State state = stored.is_made() ? stored.read() : database::State{};
  if (state.snapshot == 0)
    throw Error(ErrorCode::kNotFound, fmt::format("nothing was published to {} yet", place()),
                fmt::format("c360 publish {}", target.name));
  if (state.project != project.name)
    throw Error(ErrorCode::kConflict, fmt::format("{} belongs to the project '{}'", place(), state.project),
                "name another target, or the other project with -C");
  snapshot_ = state.snapshot;
  for (const auto& [name, table] : state.tables) tables_[table.source] = name;
  for (const auto& [name, view] : state.views) tables_[view.source] = name;
}

void OdbcTables::read(const lakehouse::TableName& source, const std::vector<sql::ColumnDefinition>& columns) {
  const std::filesystem::path path = folder_.path() / "rows.csv";
  RowFile file(path);
  sql::TableDefinition table;
  table.schema = schema_;
  table.name = tables_.at(source.to_string());
  table.columns = columns;
  CsvRecord header;
  for (const sql::ColumnDefinition& column : columns) header.add(column.name, {});
  file.add(header.line());
  try {
    connection_.copy_out(kind_.dialect->select_all(table), columns, [&](std::string_view record) { file.add(record); });
  } catch (const RefusedError& error) {
    throw error.in(fmt::format("{} cannot be read", source.to_string()));
  }
  file.close();
  load_csv(into_, source, columns, path);
}

}  // namespace c360::publish::odbc
