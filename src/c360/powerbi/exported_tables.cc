#include "c360/powerbi/exported_tables.h"

#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/powerbi/data_source.h"
#include "c360/publish/export_folder.h"

namespace c360::powerbi {
namespace {

Error not_there(const std::filesystem::path& folder, const std::string& why) {
  return Error(ErrorCode::kNotFound, fmt::format("{} {}", folder.string(), why),
               fmt::format("c360 export powerbi {}", folder.string()));
}

std::filesystem::path file_of(const std::filesystem::path& folder, const project::MetricEntity& entity) {
  return folder / "data" / (entity.name + ".parquet");
}

/// An export's instants are wall clock times.
sql::Type type_there(const sql::Type& type) {
  return type.kind == sql::TypeKind::kTimestamp ? sql::Type{sql::TypeKind::kDatetime} : type;
}

}  // namespace

ExportedTables::ExportedTables(const project::Project& project, std::filesystem::path folder, engine::Connection& into)
    : project_(project), folder_(std::move(folder)), into_(into) {
  if (!std::filesystem::exists(folder_)) throw not_there(folder_, "does not exist");
  snapshot_ = publish::ExportFolder(folder_, "powerbi", project.name).snapshot();
  if (snapshot_ == 0)
    throw not_there(folder_,
                    "holds no rows: it was not finished, its tables read a database, or an older c360 wrote it");
}

const project::MetricEntity* ExportedTables::entity_of(const lakehouse::TableName& source) const {
  for (const project::MetricEntity& entity : project_.metrics.entities)
    if (entity.schema() == source.layer && entity.table_name() == source.name &&
        std::filesystem::exists(file_of(folder_, entity)))
      return &entity;
  return nullptr;
}

void ExportedTables::read(const lakehouse::TableName& source, const std::vector<sql::ColumnDefinition>& columns) {
  sql::ParquetScan scan;
  std::vector<sql::ColumnDefinition> there;
  for (sql::ColumnDefinition column : columns) {
    if (!has_data_type(column.type)) continue;
    column.type = type_there(column.type);
    scan.columns.push_back({column.name, column.name, column.type});
    there.push_back(std::move(column));
  }
  scan.files.push_back({file_of(folder_, *entity_of(source)).string()});
  publish::show_as(into_, source, there, sql::scan(std::move(scan)));
}

}  // namespace c360::powerbi
