// Checks of single rows that warn or end the run, on the rows that stand.
#pragma once

#include "c360/contract/parent_keys.h"
#include "c360/contract/refine.h"

namespace c360::contract {

/// Judges `refined.silver` by the contract's references and `where` checks that are not about quarantine, and adds
/// their warnings; a reference is told as "reference(column)". Throws Error(kData) for one that says `fail` and that
/// some row breaks, naming rows.
void check_standing_rows(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::Contract& contract,
                         const ParentKeys& parents, Refined& refined);

/// The silver rows of a refined entity, which no commit names yet.
sql::Relation standing_rows(lakehouse::Lakehouse& lake, const project::Contract& contract, const Refined& refined);

}  // namespace c360::contract
