// The question that shows a measure by itself.
#pragma once

#include "c360/metric/question.h"
#include "c360/metric/typed_model.h"
#include "c360/project/metric_spec.h"

namespace c360::metric {

/// The measure alone, or by what it cannot be told without: by month where it compares or adds up periods, by the
/// dimensions that it is a share over. Throws Error(kUsage) for a measure that has no value.
Question plain_question(const TypedModel& model, const project::Measure& measure);

}  // namespace c360::metric
