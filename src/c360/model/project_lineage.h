// The lineage of a project's own tables: sources, bronze, silver, quarantine and models.
#pragma once

#include <string>
#include <vector>

#include "c360/model/graph.h"
#include "c360/model/lineage_graph.h"
#include "c360/model/project_plans.h"
#include "c360/project/project.h"

namespace c360::model {

/// From the columns of source files by contracts and models to gold. `models` in build order. A model whose SELECT
/// cannot be followed, or does not compile, is in it with the reason, and with the tables that it reads as what decides
/// about its rows.
LineageGraph project_lineage(const project::Project& project, const BronzeSchemas& bronze,
                             const std::vector<Node>& models);

/// The same with plans of the caller's, which know every model that compiles afterwards.
LineageGraph project_lineage(const project::Project& project, const BronzeSchemas& bronze,
                             const std::vector<Node>& models, ProjectPlans& plans);

/// What a contract makes of a column's text, for people: "lower; default NA; references customers.customer_id".
std::string reading_text(const project::ColumnSpec& column);

}  // namespace c360::model
