// Which tables go to a publish target, and whether that can be.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/project/check_project.h"
#include "c360/project/problems.h"
#include "c360/project/project.h"

namespace c360::project {

/// A table that a target gets, under its name alone.
struct PublishedName {
  std::string layer;
  std::string name;
  bool operator==(const PublishedName&) const = default;
};

/// Every table that a project has to publish: silver by its contracts, the others by its models.
std::vector<PublishedName> publishable(const std::vector<std::string>& entities, const std::vector<ModelSpec>& models);

/// What a target's `tables:` chooses from `all`, in their order. Two tables may have one name only if check_publish()
/// was not asked.
std::vector<PublishedName> chosen_tables(const PublishTarget& target, const std::vector<PublishedName>& all);

/// The same for a whole project.
std::vector<PublishedName> chosen_tables(const Project& project, const PublishTarget& target);

/// The schema that a target's tables stand in.
std::string schema_of(const Project& project, const PublishTarget& target);

/// The key whose connection string has a password written out; nullptr where none has.
const char* written_out_password(const PublishTarget& target);

/// Targets of no kind or several, keys that the kind has no use for, passwords written out, tables that are not there,
/// and names that two layers have.
void check_publish(const ReadSettings& settings, const ReadContracts& contracts, Problems& problems);

}  // namespace c360::project
