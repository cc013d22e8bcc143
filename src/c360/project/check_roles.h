// Are the roles of c360.yaml ones that can be kept?
#pragma once

#include "c360/project/check_project.h"
#include "c360/project/problems.h"

namespace c360::project {

/// Names that there are already, tables that are not there or that a role cannot see whole (views), and `tables:`
/// without `where:`. Conditions are looked at by session/row_condition.h, which has an engine to read SQL.
void check_roles(const ReadSettings& settings, const ReadContracts& contracts, Problems& problems);

}  // namespace c360::project
