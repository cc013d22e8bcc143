// Conditions of roles, tried on the project's tables.
#pragma once

#include <vector>

#include "c360/engine/engine.h"
#include "c360/lakehouse/table_name.h"
#include "c360/project/project.h"

namespace c360::pipeline {

/// Throws Error(kProject), at the role's place, for a condition that is none (session/row_condition.h), whose columns
/// no table has together ("did you mean"), or that is not true or false. `tables` are views of the connection.
void check_role(engine::Connection& connection, const sql::Dialect& dialect, const project::RoleSpec& role,
                const std::vector<lakehouse::TableName>& tables);

}  // namespace c360::pipeline
