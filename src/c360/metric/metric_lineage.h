// What measures and dimensions are made of, for the graph of columns.
#pragma once

#include "c360/model/lineage_graph.h"
#include "c360/model/planner.h"
#include "c360/project/project.h"

namespace c360::metric {

/// Adds a table metrics.ENTITY for each entity, whose columns are its dimensions and measures: what they are made of (a
/// column, an expression, other measures) and what decides about them (`where`, filters, order, periods). Expressions
/// are followed in the engine's plan of them; an entity whose expressions do not compile is added with the reason.
/// Reads no data. `planner` knows the entities' tables.
void add_lineage(const project::Project& project, model::Planner& planner, model::LineageGraph& graph);

}  // namespace c360::metric
