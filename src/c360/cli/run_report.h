// What a run did, for people.
#pragma once

#include <memory>

#include "c360/cli/command.h"
#include "c360/pipeline/run.h"

namespace c360::cli {

/// Runs, telling what happens: as lines of progress and a table at the end, as one JSON object, or (`events`) as lines
/// of JSON. `memory`: as memory_of() reads it.
int run_and_report(const Context& context, pipeline::RunOptions options, const std::string& memory, bool events);

}  // namespace c360::cli
