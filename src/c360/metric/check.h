// Is the semantic model right before any data is read?
#pragma once

#include "c360/engine/engine.h"
#include "c360/project/project.h"

namespace c360::metric {

/// Compiles every measure, dimension and agreement in a connection that has the project's tables, or empty ones of
/// their types, as views. Throws project::ProjectErrors with all mistakes and their places.
void check(engine::Connection& connection, const project::Project& project);

}  // namespace c360::metric
