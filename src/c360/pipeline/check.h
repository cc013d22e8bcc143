// `c360 check`: all of a project that can be wrong before any data is read.
#pragma once

#include <vector>

#include "c360/base/error.h"
#include "c360/engine/engine.h"
#include "c360/project/project.h"

namespace c360::pipeline {

/// Compiles every contract, model, cross-table check, test, measure and dimension against empty tables of the types
/// that a run would give them; then, if all is right, runs the models' tests on given rows. Throws
/// project::ProjectErrors with all mistakes at once. Gives warnings of what runs, but is likely wrong: joins that
/// multiply rows before they are added up (model/fan_out.h), variables of pipelines that are set side by side.
std::vector<Error> check(engine::Database& database, const project::Project& project);

}  // namespace c360::pipeline
