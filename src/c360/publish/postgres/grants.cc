#include "c360/publish/postgres/grants.h"

#include <fmt/format.h>

#include <set>

#include "c360/base/suggest.h"
#include "c360/sql/postgres.h"

namespace c360::publish::postgres {
namespace {

namespace pg = sql::postgres;

std::vector<std::string> known_roles(Connection& connection) {
  std::vector<std::string> roles;
  for (const Row& row : connection.query("SELECT rolname FROM pg_roles WHERE NOT starts_with(rolname::text, 'pg_')"))
    roles.push_back(row.at(0).value_or(""));
  return roles;
}

void check_role(Connection& connection, const std::string& role) {
  const auto found = connection.query("SELECT count(*) FROM pg_roles WHERE rolname = $1", {role});
  if (found.at(0).at(0) != "0") return;
  throw Error(ErrorCode::kData, fmt::format("there is no role '{}' in the database to grant to", role),
              did_you_mean(role, known_roles(connection)));
}

bool may_use(Connection& connection, const std::string& role, const std::string& schema) {
  const auto may = connection.query("SELECT has_schema_privilege($1::name, $2::text, 'USAGE')", {role, schema});
  return may.at(0).at(0) == "t";
}

std::set<std::string> readable(Connection& connection, const std::string& role, const std::string& schema) {
  std::set<std::string> names;
  for (const Row& row : connection.query(
           "SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $2 "
           "AND c.relkind IN ('r', 'v') AND has_table_privilege($1::name, c.oid, 'SELECT')",
           {role, schema}))
    names.insert(row.at(0).value_or(""));
  return names;
}

bool grant_table(Connection& connection, const std::string& role, const std::set<std::string>& already,
                 const sql::TableDefinition& table) {
  if (already.count(table.name) > 0) return false;
  connection.execute(pg::grant_select(table, role));
  return true;
}

}  // namespace

bool grant(Connection& connection, const std::string& schema, const std::vector<std::string>& roles,
           const database::Works& works, const database::ViewWorks& views) {
  bool any = false;
  for (const std::string& role : roles) {
    check_role(connection, role);
    if (!may_use(connection, role, schema)) {
      connection.execute(pg::grant_schema(schema, role));
      any = true;
    }
    const std::set<std::string> already = readable(connection, role, schema);
    sql::TableDefinition publication;
    publication.schema = schema;
    publication.name = "c360_publication";
    any = grant_table(connection, role, already, publication) || any;
    for (const database::TableWork& work : works.tables)
      any = grant_table(connection, role, already, work.definition()) || any;
    for (const database::ViewWork& view : views.views)
      any = grant_table(connection, role, already, view.planned.definition) || any;
  }
  return any;
}

}  // namespace c360::publish::postgres
