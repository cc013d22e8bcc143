// Do the lakehouse, the project's own folders and the source files keep out of each other's way?
#pragma once

#include "c360/project/check_project.h"
#include "c360/project/problems.h"

namespace c360::project {

/// A lakehouse in which the project's files lie, or that lies among them, and sources whose files lie in the lakehouse,
/// where no run looks for them. `settings` has its paths resolved.
void check_places(const ReadSettings& settings, Problems& problems);

}  // namespace c360::project
