// tests/*.yaml: models on given rows, in a database of their own. No lakehouse is read or written.
#pragma once

#include <vector>

#include "c360/engine/engine.h"
#include "c360/model/graph.h"
#include "c360/project/project.h"

namespace c360::pipeline {

/// Runs one test. Makes views of all tables that its model reads, directly or through other models, in place of what
/// the connection's database has there: give it a database in which nobody needs them. `models` are all of the project,
/// in build order. Throws Error(kData), with expected and actual rows side by side, where the model makes other rows;
/// Error(kProject) with the place of a model, table, column or value that makes no sense.
void run_model_test(engine::Connection& connection, const project::Project& project,
                    const std::vector<model::Node>& models, const project::ModelTestSpec& test);

}  // namespace c360::pipeline
