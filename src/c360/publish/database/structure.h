// Tables, columns, keys, references and indexes of the target brought to what the plan says, around the change of rows.
#pragma once

#include "c360/pipeline/progress.h"
#include "c360/publish/database/database.h"
#include "c360/publish/database/table_work.h"

namespace c360::publish::database {

/// Before rows change: drops references, keys, indexes and tables that are no longer wanted, adds, drops and changes
/// columns. What depends on them elsewhere (views of others) makes the server refuse, which is told.
void clear_structure(Database& database, const Works& works);

/// Once the rows are there: required columns, keys, indexes, then references; one step of the progress.
void complete_structure(Database& database, const Works& works, pipeline::Progress& progress);

}  // namespace c360::publish::database
