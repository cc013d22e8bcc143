// The keys of metrics/*.yaml.
#pragma once

#include "c360/project/metric_spec.h"
#include "c360/project/schema.h"

namespace c360::project {

/// A metrics file's keys as they are declared. Made once, then read by any thread.
const Object<MetricEntity>& metric_object();

}  // namespace c360::project
