// Is a contract right in itself? Everything that needs no other file.
#pragma once

#include "c360/project/contract_spec.h"
#include "c360/project/problems.h"
#include "c360/project/project.h"
#include "c360/project/yaml_document.h"

namespace c360::project {

/// A contract and the tree it was read from, which knows the places.
struct ReadContract {
  YamlNode document;
  Contract contract;
};

/// Fills in what absent keys mean: the source of the entity's name, the project's null tokens, a column's source name,
/// trim as the clean step, keys required, warn for cross-table checks.
void complete_contract(Contract& contract, const YamlNode& document, const Project& project);

/// Adds every mistake inside a contract to `problems`.
void check_contract(const ReadContract& read, Problems& problems);

}  // namespace c360::project
