// The order in which models are built, found from their SQL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/project/project.h"

namespace c360::model {

/// A model and the tables its SELECT reads.
struct Node {
  const project::ModelSpec* spec = nullptr;
  std::vector<lakehouse::TableName> inputs;
  lakehouse::TableName name() const { return {spec->schema, spec->name}; }
};

/// Every model after all that it reads; models that do not depend on each other stand in the order of their names.
/// Reads only the models' SQL. Throws project::ProjectErrors for all that is wrong at once: no single SELECT, a syntax
/// error, an unknown table ("did you mean"), a table without its schema, a function that reads files or the clock, a
/// circle (with its path). `project` must outlive the nodes.
std::vector<Node> in_build_order(engine::Connection& connection, const project::Project& project);

/// True for a function whose answer is another tomorrow, or that differs from run to run: now, random, ….
bool is_unstable(std::string_view function);

/// The tables that a user's test reads, checked like a model's.
std::vector<lakehouse::TableName> inputs_of(engine::Connection& connection, const project::Project& project,
                                            const project::TestSpec& test);

}  // namespace c360::model
