// Where tables are published to, for the graph of columns.
#pragma once

#include "c360/model/lineage_graph.h"
#include "c360/project/project.h"

namespace c360::publish {

/// Adds each target's tables under the target's name, every column a copy. From the settings alone: neither secrets nor
/// the target are asked.
void add_lineage(const project::Project& project, model::LineageGraph& graph);

}  // namespace c360::publish
