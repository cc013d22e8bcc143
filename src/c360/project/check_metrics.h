// Does the semantic model fit together, and on the tables it names?
#pragma once

#include <vector>

#include "c360/project/complete_metrics.h"

namespace c360::project {

/// Adds every mistake that can be seen without the engine: names that clash or lead nowhere, tables and columns of
/// silver that are not there, relationships to keys of another size, two active ones to an entity, measures of no or
/// several kinds, keys that a kind has no use for, and measures that are made of themselves. Columns of models and SQL
/// are checked by metric/.
void check_metrics(const std::vector<ReadMetrics>& all, const ReadContracts& contracts,
                   const std::vector<ModelSpec>& models, Problems& problems);

}  // namespace c360::project
