// All that is known of a project's lineage: its own tables, and what other rooms make of them.
#pragma once

#include <functional>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/model/lineage_graph.h"
#include "c360/model/planner.h"
#include "c360/project/project.h"

namespace c360::lineage {

/// What a room adds to the graph of the project's tables: metrics, publish targets, exports (LineageGraph::add,
/// add_copy). The planner knows every table of the project. Called in this order.
using Contribution = std::function<void(const project::Project&, model::Planner&, model::LineageGraph&)>;

/// From the project's files alone, as they are now; reads no data. Throws project::ProjectErrors for models whose SQL
/// names what is not there.
model::LineageGraph whole_graph(engine::Database& database, const project::Project& project,
                                const std::vector<Contribution>& contributions = {});

}  // namespace c360::lineage
