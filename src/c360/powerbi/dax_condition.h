// Conditions on dimensions, as measures' filters have them, in DAX.
#pragma once

#include <string>

#include "c360/metric/question.h"
#include "c360/powerbi/dax_expression.h"

namespace c360::powerbi {

/// TRUE() for rows whose column fulfils the condition; those without a value fulfil none but `is null`. Throws
/// Error(kUnsupported) for an order of texts and for values that are none of the column's type.
std::string dax_condition(const metric::Condition& condition, const DaxColumn& column);

}  // namespace c360::powerbi
