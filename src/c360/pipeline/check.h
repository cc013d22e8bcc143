// `c360 check`: all of a project that can be wrong before any data is read.
#pragma once

#include "c360/engine/engine.h"
#include "c360/project/project.h"

namespace c360::pipeline {

/// Compiles every contract, model, cross-table check, test, measure and dimension against empty tables of the types
/// that a run would give them. Throws project::ProjectErrors with all mistakes at once.
void check(engine::Database& database, const project::Project& project);

}  // namespace c360::pipeline
