// `c360 publish`: gold and silver put where others read them.
#pragma once

#include <string>
#include <vector>

#include "c360/publish/target.h"

namespace c360::publish {

/// A target's kind at work.
std::unique_ptr<Target> open_target(const project::PublishTarget& target);

/// The targets that a command means: the named one, or without a name all. Throws Error(kUsage) for a name that no
/// target has, with the nearest, and where there are none.
std::vector<const project::PublishTarget*> targets_of(const project::Project& project, const std::string& name);

/// Why a target that nobody named is passed over: it takes its connection string from an environment variable that is
/// not set. Empty where it can be published.
std::string reason_to_skip(const project::Project& project, const project::PublishTarget& target);

/// A target's report as JSON, as `--json` prints it.
std::string to_json(const std::vector<TargetReport>& reports, const std::vector<std::string>& skipped);

}  // namespace c360::publish
