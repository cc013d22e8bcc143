// `c360 export report`: the dashboards as a file.
#pragma once

#include "c360/cli/command.h"

namespace c360::cli {

/// Adds it to `c360 export`.
void add_export_report(Command& group);

}  // namespace c360::cli
