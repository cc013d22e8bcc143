// The rows of the target's tables brought to those of the plan.
#pragma once

#include "c360/engine/engine.h"
#include "c360/pipeline/progress.h"
#include "c360/publish/database/database.h"
#include "c360/publish/database/table_work.h"

namespace c360::publish::database {

/// Rows that come and change, each table after its parents: new rows first, so that changed ones may refer to them.
/// Fills in the reports.
void bring_rows(Database& database, engine::Connection& engine, Works& works, pipeline::Progress& progress);

/// Rows that go, each table before its parents. To be called after bring_rows().
void remove_rows(Database& database, Works& works);

}  // namespace c360::publish::database
