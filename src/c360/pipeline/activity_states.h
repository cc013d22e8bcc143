// How activities of one list follow one another: the rules, without doing anything.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "c360/project/pipeline_spec.h"

namespace c360::pipeline {

enum class ActivityState { kPending, kSucceeded, kFailed, kSkipped };
std::string_view to_string(ActivityState state);

/// By name; an activity that is not in it is pending.
using ActivityStates = std::map<std::string, ActivityState>;

enum class NextStep { kWait, kRun, kSkip };

/// An activity waits for all that it depends on; then it runs if each ended in a way that it asks for, and is skipped
/// otherwise. "completed" means succeeded or failed.
NextStep next_step(const project::Activity& activity, const ActivityStates& states);

/// The activity that makes the list fail, if one does. The leaves decide, those that no other depends on: one that
/// failed fails the list; for one that was skipped, those that it depends on are looked at instead. What is pending
/// does not fail.
std::optional<std::string> failing_activity(const std::vector<project::Activity>& activities,
                                            const ActivityStates& states);

}  // namespace c360::pipeline
