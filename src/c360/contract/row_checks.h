// Checks of single rows that warn or end the run, on the rows that stand.
#pragma once

#include "c360/contract/refine.h"

namespace c360::contract {

/// Judges `refined.silver` by the contract's `where` checks that are not about quarantine, and adds their warnings.
/// Throws Error(kData) for a `fail` check that some row breaks, naming rows.
void check_standing_rows(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::Contract& contract,
                         Refined& refined);

/// The silver rows of a refined entity, which no commit names yet.
sql::Relation standing_rows(lakehouse::Lakehouse& lake, const project::Contract& contract, const Refined& refined);

}  // namespace c360::contract
