// Do the views that are written in another database's SQL name tables that will stand there?
#pragma once

#include "c360/engine/engine.h"
#include "c360/project/project.h"

namespace c360::model {

/// Looks at every variant of a view as far as the engine can read it: what only the other database understands is left
/// to that database. Throws project::ProjectErrors for a table that no contract or model has ("did you mean") and for
/// one that is named with a schema, since all stand in the target's one.
void check_variant_tables(engine::Connection& connection, const project::Project& project);

}  // namespace c360::model
