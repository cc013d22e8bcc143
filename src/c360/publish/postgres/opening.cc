#include "c360/publish/postgres/opening.h"

#include "c360/project/secret.h"

namespace c360::publish::postgres {

std::string connection_string(const project::Project& project, const project::PublishTarget& target) {
  return project::Secret::resolve(target.postgresql, project.root, target.where).reveal();
}

void set_up(Connection& connection, const std::string& schema) {
  for (const char* setting :
       {"SET LOCAL client_min_messages = error", "SET LOCAL statement_timeout = 0",
        "SET LOCAL idle_in_transaction_session_timeout = 0", "SET LOCAL DateStyle = ISO", "SET LOCAL TimeZone = 'UTC'",
        "SET LOCAL extra_float_digits = 1", "SET LOCAL bytea_output = hex", "SET LOCAL work_mem = '64MB'"}) {
    connection.execute(setting);
  }
  connection.query("SELECT set_config('search_path', quote_ident($1) || ', pg_temp', true)", {schema});
}

}  // namespace c360::publish::postgres
