// A measure in words that are nearly SQL, for lists, documentation and descriptions.
#pragma once

#include <string>

#include "c360/project/metric_spec.h"

namespace c360::metric {

/// "sum(amount) where is_revenue", "revenue / orders", "revenue against last_year, in percent".
std::string definition_of(const project::Measure& measure);

/// "sum(amount)"
std::string text_of(const project::Aggregate& aggregate);

}  // namespace c360::metric
