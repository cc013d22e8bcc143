// Decisions that are newer than a moment, and conditions on quarantined rows: what rows.h and decide.h are made of.
#pragma once

#include <optional>
#include <string>

#include "c360/quarantine/rows.h"

namespace c360::quarantine {

/// All rows of bronze._decisions; nullopt where nobody has decided anything yet.
std::optional<sql::Relation> all_decisions(lakehouse::Lakehouse& lake);
/// Those that the moment's run did not see; nullopt where there are none.
std::optional<sql::Relation> newer_decisions(const Place& place);

/// What must hold of a row, over columns of bronze's and quarantine's names in the relation `alias`. The filter's own
/// condition must be known to be one expression.
sql::Expr condition_of(const Place& place, const std::string& entity, const Filter& filter, const std::string& alias);

/// The contract of an entity. Throws Error(kProject) where the project has it no more.
const project::Contract& contract_of(const project::Project& project, const std::string& entity);

}  // namespace c360::quarantine
