// Is a column of a contract right in itself?
#pragma once

#include "c360/project/contract_spec.h"
#include "c360/project/problems.h"
#include "c360/project/yaml_document.h"

namespace c360::project {

/// Adds to `problems`: keys that the column's type has no use for, defaults, bounds and accepted values that are not of
/// the type or contradict one another, wrong formats, patterns and separators. `node` is what the column was read from.
void check_column(const ColumnSpec& column, const YamlNode& node, Problems& problems);

}  // namespace c360::project
