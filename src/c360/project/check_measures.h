// Are the measures of the semantic model right in themselves, and made of measures that are there?
#pragma once

#include <vector>

#include "c360/project/complete_metrics.h"

namespace c360::project {

/// Adds measures defined twice, of no or several kinds, with keys that their kind has no use for, made of measures or
/// entities that are not there, or of themselves (with the path).
void check_measures(const std::vector<ReadMetrics>& all, Problems& problems);

/// The names of all measures, for "did you mean".
std::vector<std::string> measure_names(const std::vector<ReadMetrics>& all);
std::vector<std::string> entity_names(const std::vector<ReadMetrics>& all);

}  // namespace c360::project
