// Questions without a right answer: why, and what would work.
#pragma once

#include "c360/base/error.h"
#include "c360/metric/names.h"

namespace c360::metric {

/// Rows of an entity do not lead to a dimension.
Error unreachable(const TypedModel& model, const project::MetricEntity& from, const Dim& dim);
/// Several equally short ways lead to it.
Error ambiguous(const project::MetricEntity& from, const Dim& dim, const std::vector<Way>& ways);
/// An entity has no time.
Error timeless(const project::MetricEntity& entity);
/// An entity's time has no hours.
Error without_hours(const project::MetricEntity& entity);
/// A dimension that counts periods does not say which.
Error without_period(const Dim& dim);

}  // namespace c360::metric
