// When so many rows are rejected that something else must be wrong.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "c360/contract/refine.h"

namespace c360::contract {

/// Throws Error(kData), with the reasons and their counts, where the share of rows quarantined for a cause of their own
/// (not for a missing parent) is above the contract's max_quarantined. Nothing is published then, so the error also
/// shows what `first_rejected` gives: some of the rows, a line each. It is called only then.
void refuse_too_many_quarantined(const project::Contract& contract, const Refined& refined,
                                 const std::function<std::vector<std::string>()>& first_rejected);

}  // namespace c360::contract
