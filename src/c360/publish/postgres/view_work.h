// Views of the target, which read the tables beside them: made in PostgreSQL's own SQL, in the transaction that changes
// the tables.
#pragma once

#include <string>

#include "c360/publish/database/view_plan.h"
#include "c360/publish/postgres/connection.h"

namespace c360::publish::postgres {

using database::Relations;
using database::ViewWorks;
using database::Works;

/// Before tables change their structure: drops views that go, and those that stand in the way of a change of columns
/// or keys, which bring_views() makes again. Throws RefusedError, with their names, where others depend on them.
void drop_views(Connection& connection, const std::string& schema, const Works& works, ViewWorks& views,
                const Relations& relations);

/// Once the tables are whole: makes and replaces what is wanted, each after what it reads. A view whose columns
/// change is dropped and made anew where nothing of others depends on it. Throws Error(kData), with the file, for a
/// SELECT that the database refuses or whose columns are not the model's.
void bring_views(Connection& connection, ViewWorks& views);

}  // namespace c360::publish::postgres
