// When so many rows are rejected that something else must be wrong.
#pragma once

#include "c360/contract/refine.h"

namespace c360::contract {

/// Throws Error(kData), with the reasons and their counts, where the share of rows quarantined for a cause of their own
/// (not for a missing parent) is above the contract's max_quarantined.
void refuse_too_many_quarantined(const project::Contract& contract, const Refined& refined);

}  // namespace c360::contract
