#include "c360/pipeline/activity_states.h"

#include <algorithm>

namespace c360::pipeline {
namespace {

using project::Activity;
using project::Condition;
using project::Dependency;

ActivityState state_of(const std::string& name, const ActivityStates& states) {
  const auto found = states.find(name);
  return found == states.end() ? ActivityState::kPending : found->second;
}

bool meets(ActivityState state, Condition condition) {
  switch (condition) {
    case Condition::kSucceeded:
      return state == ActivityState::kSucceeded;
    case Condition::kFailed:
      return state == ActivityState::kFailed;
    case Condition::kSkipped:
      return state == ActivityState::kSkipped;
    case Condition::kCompleted:
      return state == ActivityState::kSucceeded || state == ActivityState::kFailed;
  }
  return false;
}

bool is_met(const Dependency& dependency, const ActivityStates& states) {
  const ActivityState state = state_of(dependency.activity, states);
  return std::any_of(dependency.on.begin(), dependency.on.end(),
                     [&](Condition condition) { return meets(state, condition); });
}

bool is_leaf(const Activity& activity, const std::vector<Activity>& activities) {
  return std::none_of(activities.begin(), activities.end(), [&](const Activity& other) {
    return std::any_of(other.depends_on.begin(), other.depends_on.end(),
                       [&](const Dependency& dependency) { return dependency.activity == activity.name; });
  });
}

std::optional<std::string> failure_at(const Activity& activity, const std::vector<Activity>& activities,
                                      const ActivityStates& states) {
  const ActivityState state = state_of(activity.name, states);
  if (state == ActivityState::kFailed) return activity.name;
  if (state != ActivityState::kSkipped) return std::nullopt;
  for (const Dependency& dependency : activity.depends_on) {
    for (const Activity& before : activities) {
      if (before.name != dependency.activity) continue;
      if (auto failed = failure_at(before, activities, states)) return failed;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(ActivityState state) {
  switch (state) {
    case ActivityState::kPending:
      return "pending";
    case ActivityState::kSucceeded:
      return "succeeded";
    case ActivityState::kFailed:
      return "failed";
    case ActivityState::kSkipped:
      return "skipped";
  }
  return "pending";
}

NextStep next_step(const Activity& activity, const ActivityStates& states) {
  const auto is_pending = [&](const Dependency& dependency) {
    return state_of(dependency.activity, states) == ActivityState::kPending;
  };
  const auto& dependencies = activity.depends_on;
  if (std::any_of(dependencies.begin(), dependencies.end(), is_pending)) return NextStep::kWait;
  const bool all_met = std::all_of(dependencies.begin(), dependencies.end(),
                                   [&](const Dependency& dependency) { return is_met(dependency, states); });
  return all_met ? NextStep::kRun : NextStep::kSkip;
}

std::optional<std::string> failing_activity(const std::vector<Activity>& activities, const ActivityStates& states) {
  for (const Activity& activity : activities) {
    if (!is_leaf(activity, activities)) continue;
    if (auto failed = failure_at(activity, activities, states)) return failed;
  }
  return std::nullopt;
}

}  // namespace c360::pipeline
