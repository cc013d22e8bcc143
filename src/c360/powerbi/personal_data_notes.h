// Personal data told in the model, where people who build reports see it.
#pragma once

#include "c360/model/lineage_graph.h"
#include "c360/powerbi/build_model.h"

namespace c360::powerbi {

/// Adds to the description of every column that may show personal data which kinds: "Personal data: email." They are
/// those that contracts declare, followed through models by the lineage.
void tell_personal_data(const model::LineageGraph& lineage, BuiltModel& built);

}  // namespace c360::powerbi
