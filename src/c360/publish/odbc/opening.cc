#include "c360/publish/odbc/opening.h"

#include <fmt/format.h>

#include "c360/project/secret.h"

namespace c360::publish::odbc {

ConnectionText connection_text(const project::Project& project, const project::PublishTarget& target) {
  return ConnectionText(project::Secret::resolve(target.odbc, project.root, target.where).reveal());
}

std::string place_of(const Connection& connection, const DatabaseKind& kind, const std::string& schema) {
  if (kind.count_schemas.empty()) return connection.display();
  return fmt::format("schema {} of {}", schema, connection.display());
}

}  // namespace c360::publish::odbc
