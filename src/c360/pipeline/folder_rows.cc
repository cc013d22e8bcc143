#include "c360/pipeline/folder_rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/ingest/glob_pattern.h"
#include "c360/lakehouse/checkpoint_format.h"
#include "c360/lakehouse/scan.h"
#include "c360/project/open_lake.h"

namespace c360::pipeline {
namespace {

constexpr const char* kName = "rows";

/// Silver's service columns: who has them all was refined by c360.
constexpr const char* kServiceColumns[] = {"_source_file", "_source_row", "_file_no"};

std::vector<std::string> parts_of(const std::string& path) {
  std::vector<std::string> parts;
  for (const std::filesystem::path& part : std::filesystem::path(path)) parts.push_back(part.string());
  return parts;
}

std::vector<std::string> files_matching(storage::ObjectStore& folder, const std::string& pattern) {
  std::vector<std::string> paths;
  for (const storage::ObjectInfo& object : folder.list(""))
    if (object.size > 0 && ingest::fits(pattern, object.path)) paths.push_back(object.path);
  if (paths.empty())
    throw Error(ErrorCode::kNotFound, fmt::format("no file of {} matches {}", folder.display(), pattern),
                "is the folder's name right, capitals too?");
  folder.bring_near(paths);
  return paths;
}

/// The same files with a column that has each one's path.
sql::ParquetScan with_paths(engine::Connection& connection, const sql::ParquetScan& files,
                            const std::vector<std::string>& paths) {
  sql::Query all;
  all.from = sql::scan(files);
  sql::ParquetScan scan = files;
  for (const engine::ResultColumn& column : connection.describe(all)) {
    if (!column.has_known_type)
      throw Error(ErrorCode::kUnsupported, fmt::format("{} is {}, which c360 cannot load", column.name, column.type),
                  "leave the path of the file out of 'added_columns'");
    scan.columns.push_back({column.name, column.name, column.known});
  }
  for (std::size_t file = 0; file < paths.size(); ++file) {
    scan.files[file].constants.resize(scan.columns.size());
    scan.files[file].constants.emplace_back(paths[file]);
  }
  scan.columns.push_back({kPathColumn, kPathColumn, {sql::TypeKind::kString}, true});
  return scan;
}

sql::Relation parquet_rows(engine::Connection& connection, storage::ObjectStore& folder,
                           const std::vector<std::string>& paths, bool wants_path) {
  sql::ParquetScan scan;
  for (const std::string& path : paths) scan.files.push_back({folder.local_file(path).string()});
  return sql::scan(wants_path ? with_paths(connection, scan, paths) : std::move(scan));
}

bool is_silver(const delta::Schema& schema) {
  return std::all_of(std::begin(kServiceColumns), std::end(kServiceColumns),
                     [&](const char* column) { return schema.find(column) != nullptr; });
}

std::vector<std::string> chosen_of(const ColumnChoice& choice) {
  std::vector<std::string> columns;
  for (const auto& [name, column] : choice.chosen) columns.push_back(column);
  return columns;
}

/// All rows of a Delta table; silver's service columns are left out only where nobody chooses columns.
sql::Query delta_rows(storage::ObjectStore& folder, const delta::Snapshot& snapshot, const ColumnChoice& choice,
                      FolderRows& rows) {
  if (choice.wants_path())
    throw Error(ErrorCode::kUnsupported, fmt::format("{} is a Delta table, whose rows have no file", folder.display()),
                "leave { file: path } out of 'added_columns'");
  if (choice.chosen.empty() && is_silver(snapshot.metadata().schema)) rows.schema = "silver";
  return sql::select_from(lakehouse::scan(folder, snapshot));
}

sql::Query all_rows(engine::Database& database, engine::Connection& connection, storage::ObjectStore& folder,
                    const FolderChoice& choice, const Cancellation& cancel, FolderRows& rows) {
  if (choice.form.options) {
    TextFileRows texts = text_file_rows(database, folder, files_matching(folder, choice.files), choice.form,
                                        chosen_of(choice.columns), cancel);
    rows.kept = std::move(texts.kept);
    return std::move(texts.query);
  }
  const lakehouse::EngineCheckpointFormat format(database);
  const delta::Table table(folder, format);
  rows.is_delta = table.exists();
  if (rows.is_delta) return delta_rows(folder, table.latest(), choice.columns, rows);
  return sql::select_from(
      parquet_rows(connection, folder, files_matching(folder, choice.files), choice.columns.wants_path()));
}

sql::Query chosen_rows(engine::Connection& connection, sql::Query all, const ColumnChoice& choice) {
  std::vector<std::string> there;
  for (const engine::ResultColumn& column : connection.describe(all)) there.push_back(column.name);
  sql::Query query;
  query.select = chosen_columns(choice, there);
  query.from = sql::subquery(std::move(all), "files");
  return query;
}

}  // namespace

std::unique_ptr<storage::ObjectStore> open_connection(const project::Project& project, const std::string& connection,
                                                      const Cancellation& cancel) {
  if (connection.empty()) return project::open_place(project, ".", cancel);
  const project::Connection* found = project.find_connection(connection);
  if (found != nullptr && !found->storage.empty()) return project::open_place(project, found->storage, cancel);
  std::vector<std::string> known;
  for (const project::Connection& each : project.connections)
    if (!each.storage.empty()) known.push_back(each.name);
  throw Error(ErrorCode::kProject, fmt::format("there is no connection with storage: '{}'", connection),
              known.empty() ? "connections.yaml has none" : did_you_mean(connection, known));
}

std::string folder_in_store(const std::string& written) {
  const std::filesystem::path plain = std::filesystem::path(written).relative_path().lexically_normal();
  const std::vector<std::string> parts = parts_of(plain.string());
  if (std::find(parts.begin(), parts.end(), "..") != parts.end())
    throw Error(ErrorCode::kProject, fmt::format("the folder '{}' leads outside of where it should be", written),
                "name it without '..'");
  std::string folder = plain.string() == "." ? "" : plain.string();
  while (!folder.empty() && folder.back() == '/') folder.pop_back();
  return folder;
}

FolderRows place_folder_rows(engine::Database& database, engine::Connection& connection, storage::ObjectStore& folder,
                             const FolderChoice& choice, const Cancellation& cancel) {
  FolderRows rows{"files", kName};
  sql::Query all = all_rows(database, connection, folder, choice, cancel, rows);
  const bool is_plain = choice.columns.is_all() && !choice.form.options;
  connection.create_schema(rows.schema);
  connection.create_view({rows.schema, rows.name},
                         is_plain ? all : chosen_rows(connection, std::move(all), choice.columns));
  return rows;
}

}  // namespace c360::pipeline
