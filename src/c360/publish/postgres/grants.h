// Who may read what was published.
#pragma once

#include <string>
#include <vector>

#include "c360/publish/database/view_plan.h"
#include "c360/publish/postgres/connection.h"

namespace c360::publish::postgres {

/// Lets roles use the schema and select from the published tables and views and c360_publication, where they may not
/// yet; takes nothing away. True if anything was granted. Throws Error(kData) for a role that is not there.
bool grant(Connection& connection, const std::string& schema, const std::vector<std::string>& roles,
           const database::Works& works, const database::ViewWorks& views);

}  // namespace c360::publish::postgres
