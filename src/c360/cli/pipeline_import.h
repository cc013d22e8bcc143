// `c360 pipeline import`.
#pragma once

#include "c360/cli/command.h"

namespace c360::cli {

void add_pipeline_import(Command& group);

}  // namespace c360::cli
