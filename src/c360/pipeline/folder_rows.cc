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

sql::Relation rows_matching(storage::ObjectStore& folder, const std::string& pattern) {
  std::vector<std::string> paths;
  for (const storage::ObjectInfo& object : folder.list(""))
    if (object.size > 0 && ingest::fits(pattern, object.path)) paths.push_back(object.path);
  if (paths.empty())
    throw Error(ErrorCode::kNotFound, fmt::format("no file of {} matches {}", folder.display(), pattern),
                "is the folder's name right, capitals too?");
  folder.bring_near(paths);
  sql::ParquetScan scan;
  for (const std::string& path : paths) scan.files.push_back({folder.local_file(path).string()});
  return sql::scan(std::move(scan));
}

bool is_silver(const delta::Schema& schema) {
  return std::all_of(std::begin(kServiceColumns), std::end(kServiceColumns),
                     [&](const char* column) { return schema.find(column) != nullptr; });
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
                             const std::string& pattern) {
  const lakehouse::EngineCheckpointFormat format(database);
  const delta::Table table(folder, format);
  FolderRows rows{"files", kName, table.exists()};
  sql::Query all;
  if (rows.is_delta) {
    const delta::Snapshot snapshot = table.latest();
    if (is_silver(snapshot.metadata().schema)) rows.schema = "silver";
    all.from = lakehouse::scan(folder, snapshot);
  } else {
    all.from = rows_matching(folder, pattern);
  }
  connection.create_schema(rows.schema);
  connection.create_view({rows.schema, rows.name}, all);
  return rows;
}

}  // namespace c360::pipeline
