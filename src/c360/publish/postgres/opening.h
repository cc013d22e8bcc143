// How a target's database is opened, whatever is done there.
#pragma once

#include <string>

#include "c360/project/project.h"
#include "c360/publish/postgres/connection.h"

namespace c360::publish::postgres {

/// A secret. Throws Error(kProject) where it cannot be resolved.
std::string connection_string(const project::Project& project, const project::PublishTarget& target);

/// Makes the transaction's settings what c360 counts on, whatever the database's are: values as exact texts, UTC, the
/// schema first in the search path.
void set_up(Connection& connection, const std::string& schema);

}  // namespace c360::publish::postgres
