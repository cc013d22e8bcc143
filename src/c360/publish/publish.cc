#include "c360/publish/publish.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "c360/base/suggest.h"
#include "c360/project/secret.h"
#include "c360/publish/duckdb_target.h"
#include "c360/publish/folder_target.h"
#include "c360/publish/odbc/odbc_target.h"
#include "c360/publish/postgres/postgres_target.h"

namespace c360::publish {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const TableReport& table) {
  return {{"table", table.name},           {"source", table.source},   {"kind", table.is_view ? "view" : "table"},
          {"fate", to_string(table.fate)}, {"rows", table.rows},       {"sent", table.sent},
          {"inserted", table.inserted},    {"updated", table.updated}, {"deleted", table.deleted},
          {"seconds", table.seconds}};
}

Json json_of(const TargetReport& report) {
  Json json = {{"target", report.target},    {"place", report.place},     {"snapshot", report.snapshot},
               {"snapshot_before", nullptr}, {"seconds", report.seconds}, {"tables", Json::array()}};
  if (report.before > 0) json["snapshot_before"] = report.before;
  for (const TableReport& table : report.tables) json["tables"].push_back(json_of(table));
  return json;
}

}  // namespace

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::unique_ptr<Target> open_target(const project::PublishTarget& target) {
  if (!target.parquet.empty()) return std::make_unique<FolderTarget>(FolderTarget::Format::kParquet);
  if (!target.csv.empty()) return std::make_unique<FolderTarget>(FolderTarget::Format::kCsv);
  if (!target.duckdb.empty()) return std::make_unique<DuckdbTarget>();
  if (!target.odbc.empty()) return std::make_unique<odbc::OdbcTarget>();
  return std::make_unique<postgres::PostgresTarget>();
}

std::vector<const project::PublishTarget*> targets_of(const project::Project& project, const std::string& name) {
  std::vector<const project::PublishTarget*> targets;
  std::vector<std::string> names;
  for (const project::PublishTarget& target : project.publish) {
    names.push_back(target.name);
    if (name.empty() || name == target.name) targets.push_back(&target);
  }
  if (!targets.empty()) return targets;
  if (names.empty())
    throw Error(ErrorCode::kUsage, "c360.yaml has no target to publish to",
                "add one: publish: { files: { parquet: ./published } }; docs/publish.md tells of others");
  throw Error(ErrorCode::kUsage, fmt::format("there is no target '{}' in c360.yaml", name), did_you_mean(name, names));
}

std::string reason_to_skip(const project::Project& project, const project::PublishTarget& target) {
  const std::string& connection = target.odbc.empty() ? target.postgresql : target.odbc;
  if (connection.empty()) return "";
  try {
    project::Secret::resolve(connection, project.root, target.where);
    return "";
  } catch (const Error& error) {
    return error.message();
  }
}

std::string to_json(const std::vector<TargetReport>& reports, const std::vector<std::string>& skipped) {
  Json json = {{"targets", Json::array()}, {"skipped", skipped}};
  for (const TargetReport& report : reports) json["targets"].push_back(json_of(report));
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace c360::publish
