#include "c360/powerbi/export.h"

#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/metric/calendar.h"
#include "c360/metric/period.h"
#include "c360/powerbi/letters.h"
#include "c360/powerbi/personal_data_notes.h"
#include "c360/powerbi/project_files.h"
#include "c360/powerbi/report_pages.h"
#include "c360/powerbi/tmdl/check.h"
#include "c360/publish/export_folder.h"

namespace c360::powerbi {
namespace {

/// What the project's own check says must be nothing.
void require_sound(const std::vector<Error>& faults) {
  if (faults.empty()) return;
  throw Error(ErrorCode::kInternal, fmt::format("the model that was built is not sound: {}", faults.front().what()),
              "nothing was written; please report this");
}

/// Rows of a table as Power BI holds them.
sql::Query exported_rows(const ExportedTable& table, const metric::Calendar& calendar,
                         const std::vector<engine::ResultColumn>& lake) {
  sql::Query query;
  for (const ExportedColumn& column : table.columns) {
    sql::Expr value = sql::column(column.name);
    for (const auto& known : lake)
      if (known.name == column.name && known.known.kind == sql::TypeKind::kTimestamp)
        value = metric::local_time(calendar, value, known.known);
    query.select.push_back({sql::cast(value, column.type), column.name});
  }
  query.from = sql::table({table.entity->schema(), table.entity->table_name()});
  return query;
}

void write_rows(engine::Connection& connection, const ExportedTable& table, const metric::Calendar& calendar,
                const std::filesystem::path& file) {
  sql::Query all;
  all.from = sql::table({table.entity->schema(), table.entity->table_name()});
  try {
    connection.copy_to_parquet(exported_rows(table, calendar, connection.describe(all)), file);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kEngine) throw;
    throw Error(ErrorCode::kData, fmt::format("{}: {}", table.entity->table, error.message()),
                "Power BI's exact decimals have 15 digits before the point, and its whole numbers 19");
  }
}

ExportResult counted(const BuiltModel& built, const Report& report) {
  ExportResult result;
  result.tables = built.model.tables.size();
  result.relationships = built.model.relationships.size();
  for (const TabularTable& table : built.model.tables) {
    result.columns += table.columns.size();
    result.measures += table.measures.size();
    result.hierarchies += table.hierarchies.size();
  }
  for (const Page& page : report.pages) result.pages.emplace_back(page.title, page.visuals.size());
  result.remarks = built.remarks;
  return result;
}

}  // namespace

ExportResult export_project(engine::Connection& connection, const project::Project& project,
                            const ExportOptions& options) {
  DataSource source = options.source;
  const bool with_data = source.kind == DataSource::Kind::kParquet;
  if (with_data && source.folder.empty()) source.folder = "C:\\" + project.name + "\\data";
  publish::ExportFolder folder(options.folder, "powerbi", project.name);
  if (!options.force) folder.refuse_changed();
  BuiltModel built = build_model(connection, project, source);
  for (Remark& remark : letters_that_fold(connection, built)) built.remarks.push_back(std::move(remark));
  if (options.lineage != nullptr) tell_personal_data(*options.lineage, built);
  const Report report = make_report(built, project.metrics);
  require_sound(tmdl::check(tmdl_files(built.model)));
  if (!report.pages.empty()) require_sound(check(report, built.model));
  tmdl::Files files = project_files(built.model, report);
  files[".gitignore"] = "**/.pbi/localSettings.json\n**/.pbi/cache.abf\n/data/\n/.c360-export.lock\n";
  std::map<std::string, const ExportedTable*> tables;
  std::set<std::string> data;
  for (const ExportedTable& table : built.tables) {
    if (!with_data) break;
    const std::string name = "data/" + table.entity->name + ".parquet";
    data.insert(name);
    tables[name] = &table;
  }
  const metric::Calendar calendar = metric::calendar_of(project);
  const auto counts = folder.replace(files, data, with_data ? options.snapshot : 0,
                                     [&](const std::string& name, const std::filesystem::path& path) {
                                       write_rows(connection, *tables.at(name), calendar, path);
                                     });
  ExportResult result = counted(built, report);
  result.written = counts.written;
  result.unchanged = counts.unchanged;
  result.removed = counts.removed;
  return result;
}

}  // namespace c360::powerbi
