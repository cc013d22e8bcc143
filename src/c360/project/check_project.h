// Do a project's files fit together?
#pragma once

#include <set>
#include <string>
#include <vector>

#include "c360/project/check_contract.h"
#include "c360/project/problems.h"
#include "c360/project/project.h"

namespace c360::project {

struct ReadSettings {
  YamlNode document;
  Project project;
  bool is_whole = false;  ///< c360.yaml could be read, so that a source it lacks is missing
};

struct ReadContracts {
  std::vector<ReadContract> read;    ///< in the order of their files' names
  std::set<std::string> unreadable;  ///< stems of the files that gave no contract: what they define is not known
};

/// Sources with names that clash, headers without names, an address of an unknown kind.
void check_settings(const ReadSettings& settings, Problems& problems);

/// Sources and entities that are not there, entities defined twice, references to columns that are not there or of
/// another type, and circles of references, with their path.
void check_references(const ReadSettings& settings, const ReadContracts& contracts, Problems& problems);

/// The contracts so that each comes after those it references, else in the order of their files' names. Only for what
/// check_references() has found no fault in.
std::vector<Contract> parents_first(ReadContracts contracts);

}  // namespace c360::project
