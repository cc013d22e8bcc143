// A run and its activities as OpenLineage tells of them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "c360/pipeline/report.h"

namespace c360::lineage {

/// RunEvents (openlineage.io/spec/2-0-2): START and COMPLETE, FAIL or ABORT of the run, whose job is its pipeline, and
/// of each activity that ran, with the run that it belongs to in the facet parent (ParentRunFacet 1-0-1): the run's, or
/// that of the activity it was done for. A step that made a table has the table's name as its job, which its JobEvent
/// (to_openlineage) has, too. Runs have UUIDs that are made of the run's id, so that they are the same each time.
/// Errors, inputs and outputs of activities, which may quote data, are left out. `project` is the namespace.
nlohmann::ordered_json run_events(const pipeline::RunReport& report, const std::string& project);

}  // namespace c360::lineage
