// Silver as other entities' contracts see it.
#pragma once

#include <map>
#include <string>

#include "c360/sql/query.h"

namespace c360::contract {

/// The silver rows of each entity as a relation, by its name: for its children's references and cross-table checks.
using SilverRelations = std::map<std::string, sql::Relation>;

}  // namespace c360::contract
