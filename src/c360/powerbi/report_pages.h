// The pages that a project's roles yield.
#pragma once

#include "c360/powerbi/build_model.h"
#include "c360/powerbi/report.h"

namespace c360::powerbi {

/// A report on a built model: overview, revenue, customers and segments, times, payments, service, sessions and
/// loyalty, as far as the project has entities of these roles with measures and columns that can be shown. No name of a
/// table or column decides, only roles. Every page has three visuals or more.
Report make_report(const BuiltModel& built, const project::SemanticModel& semantics);

}  // namespace c360::powerbi
