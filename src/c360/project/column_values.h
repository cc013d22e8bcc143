// The values that only a contract's columns have: types, references, clean steps.
#pragma once

#include "c360/project/contract_spec.h"
#include "c360/project/values.h"

namespace c360::project {

/// The types that a column can have: bigint, decimal(12,2), ….
Value<sql::Type> column_type();
/// customers.customer_id
Value<Reference> reference();
/// A step's name, or a map with the one key replace or map.
Value<CleanStep> clean_step();

}  // namespace c360::project
