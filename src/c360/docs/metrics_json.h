// The semantic model as the documentation has it.
#pragma once

#include <nlohmann/json.hpp>

#include "c360/docs/known_facts.h"
#include "c360/project/metric_spec.h"

namespace c360::docs {

/// A list of entities with their measures, dimensions, hierarchies, relationships and the tables that agree with them.
nlohmann::ordered_json metrics_json(const project::SemanticModel& metrics, const KnownFacts& facts);

}  // namespace c360::docs
