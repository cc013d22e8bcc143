#include "c360/powerbi/target_source.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <vector>

#include "c360/base/error.h"
#include "c360/project/check_publish.h"
#include "c360/project/secret.h"
#include "c360/publish/odbc/connection_text.h"

namespace c360::powerbi {
namespace {

using project::Project;
using project::PublishTarget;
using publish::odbc::ConnectionText;

constexpr const char* kSayPlace = "say them: --server HOST[:PORT] --database NAME";

/// What Power BI could read only as files.
void refuse_files(const PublishTarget& target) {
  const char* kind = !target.parquet.empty()  ? "a folder of Parquet files"
                     : !target.csv.empty()    ? "a folder of CSV files"
                     : !target.duckdb.empty() ? "a DuckDB file"
                                              : nullptr;
  if (kind == nullptr) return;
  throw Error(
      ErrorCode::kUsage, fmt::format("the target '{}' is {}, not a database", target.name, kind),
      "leave --from out: the export then has Parquet files of its own in DIR/data, and --data-folder says where "
      "Power BI finds them");
}

/// Tables of the metrics that the target does not have under their names.
std::vector<std::string> missing_tables(const Project& project, const PublishTarget& target) {
  const std::vector<project::PublishedName> chosen = project::chosen_tables(project, target);
  std::set<std::string> missing;
  for (const project::MetricEntity& entity : project.metrics.entities) {
    const project::PublishedName wanted{entity.schema(), entity.table_name()};
    if (std::find(chosen.begin(), chosen.end(), wanted) == chosen.end()) missing.insert(entity.table);
  }
  return {missing.begin(), missing.end()};
}

void require_tables(const Project& project, const PublishTarget& target) {
  const std::vector<std::string> missing = missing_tables(project, target);
  if (missing.empty()) return;
  throw Error(ErrorCode::kUsage,
              fmt::format("the target '{}' does not publish {}, which the metrics are made of", target.name,
                          fmt::join(missing, ", ")),
              fmt::format("add {} to its 'tables' in c360.yaml and publish, or leave --from out",
                          missing.size() == 1 ? "it" : "them"),
              target.where);
}

/// Resolves the connection string, which may be kept where this machine cannot see it, and lets `read` take from it.
template <typename Read>
auto from_connection(const Project& project, const PublishTarget& target, Read read) {
  const std::string& written = target.postgresql.empty() ? target.odbc : target.postgresql;
  try {
    return read(project::Secret::resolve(written, project.root, target.where).reveal());
  } catch (const Error& error) {
    throw Error(error.code(), error.message(),
                fmt::format("the export takes server and database from there, and nothing else; or {}", kSayPlace),
                error.where());
  }
}

/// What is written, or else what the driver's name says; empty where neither does.
std::string dialect_of(const Project& project, const PublishTarget& target) {
  if (!target.postgresql.empty()) return "postgresql";
  if (!target.dialect.empty()) return target.dialect;
  return from_connection(project, target, [](const std::string& text) { return ConnectionText(text).dialect(); });
}

/// The connector that reads the target's kind of database; its folders and files were refused before.
DataSource::Kind connector_of(const PublishTarget& target, const std::string& dialect) {
  if (dialect == "postgresql") return DataSource::Kind::kPostgres;
  if (dialect == "tsql") return DataSource::Kind::kSqlServer;
  if (dialect.empty())
    throw Error(ErrorCode::kUsage, fmt::format("the driver of '{}' does not say which database it is of", target.name),
                "say it in c360.yaml: dialect: tsql, or postgresql", target.where);
  throw Error(ErrorCode::kUsage, fmt::format("Power BI has no connector for the database of '{}'", target.name),
              "leave --from out", target.where);
}

DatabasePlace place_in_connection(const Project& project, const PublishTarget& target, DataSource::Kind kind) {
  const char before_port = kind == DataSource::Kind::kSqlServer ? ',' : ':';
  return from_connection(project, target, [&](const std::string& text) {
    return target.postgresql.empty() ? place_of_odbc(ConnectionText(text), before_port) : place_of_postgres(text);
  });
}

}  // namespace

DataSource source_of_target(const Project& project, const PublishTarget& target, const DatabasePlace& given) {
  refuse_files(target);
  const DataSource::Kind kind = connector_of(target, dialect_of(project, target));
  require_tables(project, target);
  DatabasePlace place = given;
  if (given.server.empty() || given.database.empty()) {
    const DatabasePlace written = place_in_connection(project, target, kind);
    if (place.server.empty()) place.server = written.server;
    if (place.database.empty()) place.database = written.database;
  }
  if (place.server.empty() || place.database.empty())
    throw Error(ErrorCode::kUsage,
                fmt::format("the connection string of '{}' names no {}", target.name,
                            place.server.empty() ? "server" : "database"),
                kSayPlace, target.where);
  DataSource source;
  source.kind = kind;
  source.server = place.server;
  source.database = place.database;
  source.schema = project::schema_of(project, target);
  return source;
}

}  // namespace c360::powerbi
