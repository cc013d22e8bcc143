// Where a target by ODBC stands.
#pragma once

#include <string>

#include "c360/project/project.h"
#include "c360/publish/odbc/connection.h"
#include "c360/publish/odbc/database_kind.h"

namespace c360::publish::odbc {

/// The connection string of `odbc:`, with its secrets. Throws as project::Secret::resolve().
ConnectionText connection_text(const project::Project& project, const project::PublishTarget& target);

/// For people: "schema retail360 of shop on localhost", or the file alone.
std::string place_of(const Connection& connection, const DatabaseKind& kind, const std::string& schema);

}  // namespace c360::publish::odbc
