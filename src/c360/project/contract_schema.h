// The keys of a contract.
#pragma once

#include "c360/project/contract_spec.h"
#include "c360/project/schema.h"

namespace c360::project {

/// A contract's keys as they are declared. Made once, then read by any thread.
const Object<Contract>& contract_object();

}  // namespace c360::project
