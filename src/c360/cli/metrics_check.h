// `c360 metrics check`: proofs that a measure is one number wherever it is shown.
#pragma once

#include <string>
#include <vector>

#include "c360/cli/command.h"
#include "c360/project/project.h"

namespace c360::cli {

void add_metrics_check(Command& metrics);

/// Throws Error(kUsage) for a project without metrics.
void require_metrics(const project::Project& project);

/// The entities that a command means: all, or the one that is named. Throws Error(kUsage) with "did you mean".
std::vector<const project::MetricEntity*> chosen_entities(const project::SemanticModel& model,
                                                          const std::string& wanted);

}  // namespace c360::cli
