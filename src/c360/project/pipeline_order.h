// What a list of activities says about their order.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "c360/project/pipeline_spec.h"

namespace c360::project {

struct Project;

/// The positions of a list's activities in the order in which they run: each after all that it depends on, else as
/// written. Activities of a circle come last, as written.
std::vector<std::size_t> run_order(const std::vector<Activity>& activities);

/// The names of all that an activity of the list depends on, directly or not.
std::set<std::string> ancestors_of(const std::vector<Activity>& activities, const Activity& activity);

/// The names that lead from an activity of a circle of depends_on back to it; empty where there is no circle.
std::vector<std::string> find_circle(const std::vector<Activity>& activities);

/// Whether the activity, one within it, or one of a pipeline that it runs is of one of these kinds.
bool is_or_holds(const Activity& activity, const std::set<ActivityKind>& kinds, const Project& project);

/// Whether the activity waits for the run's snapshot: it publishes or loads, or depends on one that does.
bool comes_after_snapshot(const std::vector<Activity>& activities, const Activity& activity, const Project& project);

}  // namespace c360::project
