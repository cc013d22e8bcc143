#include "c360/publish/postgres/regrants.h"

namespace c360::publish::postgres {
namespace {

/// The server writes the statements, so that it quotes the names that it has.
constexpr const char* kGrants =
    "SELECT c.relname, c.oid::text, format('GRANT %s ON %I.%I TO %s%s', a.privilege_type, n.nspname, c.relname, "
    "CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END, "
    "CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) "
    "FROM c360_tables AS t JOIN pg_class AS c ON c.oid = t.relation JOIN pg_namespace AS n ON n.oid = c.relnamespace "
    "CROSS JOIN LATERAL aclexplode(c.relacl) AS a LEFT JOIN pg_roles AS r ON r.oid = a.grantee "
    "WHERE a.grantee <> c.relowner AND (a.grantee = 0 OR r.rolname IS NOT NULL)";

constexpr const char* kNow = "SELECT to_regclass(quote_ident($1))::oid::text";

}  // namespace

Regrants::Regrants(Connection& connection) : connection_(connection) {
  for (const Row& row : connection_.query(kGrants))
    grants_.push_back({row.at(0).value_or(""), row.at(1).value_or(""), row.at(2).value_or("")});
}

void Regrants::give() {
  for (const Grant& grant : grants_) {
    const Cell now = connection_.query(kNow, {grant.name}).at(0).at(0);
    if (now && *now != grant.relation) connection_.execute(grant.statement);
  }
}

}  // namespace c360::publish::postgres
