// Do pipelines fit together with the rest of the project?
#pragma once

#include <vector>

#include "c360/project/check_project.h"
#include "c360/project/problems.h"

namespace c360::project {

/// Names that nobody has, circles, references of expressions that lead nowhere or to what does not come before, values
/// of the wrong kind, and changes of the lakehouse that would come after its snapshot.
void check_pipelines(const ReadSettings& settings, const ReadContracts& contracts, Problems& problems);

/// What runs, but is likely wrong: variables that items of a for_each would set side by side.
std::vector<Error> pipeline_warnings(const Project& project);

}  // namespace c360::project
