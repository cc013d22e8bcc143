// What a semantic model holds, for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "c360/project/metric_spec.h"

namespace c360::metric {

/// An entity with its measures, dimensions and relationships.
nlohmann::ordered_json json_of(const project::MetricEntity& entity);

}  // namespace c360::metric
