// Silver under the names that users write, for cross-table checks.
#pragma once

#include <string>
#include <vector>

#include "c360/contract/silver_relations.h"
#include "c360/engine/engine.h"
#include "c360/project/contract_spec.h"

namespace c360::contract {

/// Makes silver.<entity> a view of each relation.
void create_silver_views(engine::Connection& connection, const SilverRelations& silver);

/// The SELECT of a cross-table check.
sql::Query cross_check_query(const project::CheckSpec& check);

/// The names that the check's first columns have, one for each column of the entity's key. Throws Error(kProject), with
/// the check's place, for SQL that does not compile against the silver views or gives fewer columns than the key has.
std::vector<std::string> cross_check_key(engine::Connection& connection, const project::Contract& contract,
                                         const project::CheckSpec& check);

}  // namespace c360::contract
