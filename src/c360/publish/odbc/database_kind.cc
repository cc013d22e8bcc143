#include "c360/publish/odbc/database_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/sql/postgres_dialect.h"
#include "c360/sql/sqlite.h"
#include "c360/sql/tsql.h"

namespace c360::publish::odbc {
namespace {

constexpr const char* kKnown =
    "c360 publishes to SQL Server and Azure SQL (tsql), PostgreSQL (postgresql) and SQLite (sqlite)";

DatabaseKind sql_server() {
  DatabaseKind kind;
  kind.dialect = &sql::tsql::dialect();
  kind.product = "SQL Server";
  kind.language = project::SqlLanguage::kTsql;  // Azure SQL says that it is of 2014: its version tells nothing
  kind.count_schemas = "SELECT COUNT(*) FROM sys.schemas WHERE name = ?";
  kind.relations =
      "SELECT o.name, CASE WHEN o.type = 'V' THEN 'v' ELSE 'r' END FROM sys.objects AS o JOIN sys.schemas AS s ON "
      "s.schema_id = o.schema_id WHERE s.name = ? AND o.type IN ('U', 'V')";
  kind.one_moment = "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE";  // SNAPSHOT would be a setting of the database
  kind.patience = "SET LOCK_TIMEOUT 60000";
  kind.save = "SAVE TRANSACTION c360_block";
  kind.go_back = "ROLLBACK TRANSACTION c360_block";
  return kind;
}

DatabaseKind postgresql() {
  DatabaseKind kind;
  kind.dialect = &sql::postgres::dialect();
  kind.product = "PostgreSQL";
  kind.language = project::SqlLanguage::kPostgresql;
  kind.oldest_major = 15;
  kind.count_schemas = "SELECT count(*) FROM pg_namespace WHERE nspname = ?";
  kind.relations =
      "SELECT c.relname, CASE c.relkind WHEN 'v' THEN 'v' ELSE 'r' END FROM pg_class AS c JOIN pg_namespace AS n ON "
      "n.oid = c.relnamespace WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')";
  kind.one_moment = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
  kind.patience = "SET LOCAL lock_timeout = '60s'";
  kind.save = "SAVEPOINT c360_block";
  kind.go_back = "ROLLBACK TO SAVEPOINT c360_block";
  return kind;
}

DatabaseKind sqlite() {
  DatabaseKind kind;
  kind.dialect = &sql::sqlite::dialect();
  kind.product = "SQLite";
  kind.oldest_major = 3;
  kind.oldest_minor = 35;
  kind.relations =
      "SELECT name, CASE type WHEN 'view' THEN 'v' ELSE 'r' END FROM main.sqlite_master WHERE type IN ('table', "
      "'view') AND ? IS NOT NULL";
  kind.save = "SAVEPOINT c360_block";
  kind.go_back = "ROLLBACK TO SAVEPOINT c360_block";
  return kind;
}

const DatabaseKind& kind_named(const std::string& dialect) {
  static const DatabaseKind kinds[] = {sql_server(), postgresql(), sqlite()};
  return *std::find_if(std::begin(kinds), std::end(kinds) - 1,
                       [&](const DatabaseKind& kind) { return kind.dialect->name() == dialect; });
}

/// "tsql" of "Microsoft SQL Server"; empty for one that is not known.
std::string dialect_of(const std::string& database_name) {
  static constexpr std::pair<const char*, const char*> kNames[] = {
      {"sql server", "tsql"}, {"sql azure", "tsql"}, {"postgresql", "postgresql"}, {"sqlite", "sqlite"}};
  const std::string small = to_lower(database_name);
  for (const auto& [name, dialect] : kNames)
    if (small.find(name) != std::string::npos) return dialect;
  return {};
}

}  // namespace

std::vector<std::string> DatabaseKind::settings(const std::string& schema) const {
  if (dialect == &sql::tsql::dialect())
    return {
        "SET XACT_ABORT OFF",        "SET NOCOUNT OFF",   "SET ANSI_NULLS ON",        "SET ANSI_WARNINGS ON",
        "SET ANSI_PADDING ON",       "SET ARITHABORT ON", "SET QUOTED_IDENTIFIER ON", "SET CONCAT_NULL_YIELDS_NULL ON",
        "SET NUMERIC_ROUNDABORT OFF"};
  if (dialect == &sql::postgres::dialect())
    return {"SET LOCAL client_min_messages = error",
            "SET LOCAL statement_timeout = 0",
            "SET LOCAL idle_in_transaction_session_timeout = 0",
            "SET LOCAL DateStyle = ISO",
            "SET LOCAL TimeZone = 'UTC'",
            fmt::format("SET LOCAL search_path = {}, pg_temp", dialect->identifier(schema))};
  return {};
}

const DatabaseKind& find_kind(const project::PublishTarget& target, const std::string& database_name) {
  const std::string found = dialect_of(database_name);
  if (target.dialect.empty()) {
    if (!found.empty()) return kind_named(found);
    throw Error(ErrorCode::kUnsupported,
                fmt::format("the driver calls its database '{}', which c360 does not know", database_name),
                fmt::format("{}; if it speaks the SQL of one of these, say so: dialect: tsql", kKnown), target.where);
  }
  if (found.empty() || found == target.dialect) return kind_named(target.dialect);
  throw Error(
      ErrorCode::kProject,
      fmt::format("the target's dialect is {}, but the driver calls its database '{}'", target.dialect, database_name),
      "remove 'dialect', or correct the connection string", target.where);
}

void check_version(const DatabaseKind& kind, const std::string& version) {
  int major = 0, minor = 0;
  const char* end = version.data() + version.size();
  const char* after = std::from_chars(version.data(), end, major).ptr;
  if (after < end) std::from_chars(after + 1, end, minor);
  if (std::pair(major, minor) >= std::pair(kind.oldest_major, kind.oldest_minor)) return;
  throw Error(ErrorCode::kUnsupported,
              fmt::format("the database is {} {}; c360 publishes to {}.{} and later", kind.product, version,
                          kind.oldest_major, kind.oldest_minor),
              "upgrade it");
}

}  // namespace c360::publish::odbc
