#include "c360/project/pipeline_order.h"

#include <algorithm>

#include "c360/project/project.h"

namespace c360::project {
namespace {

const Activity* find(const std::vector<Activity>& activities, const std::string& name) {
  for (const Activity& activity : activities)
    if (activity.name == name) return &activity;
  return nullptr;
}

void add_ancestors(const std::vector<Activity>& activities, const Activity& activity, std::set<std::string>& names) {
  for (const Dependency& dependency : activity.depends_on) {
    const Activity* before = find(activities, dependency.activity);
    if (before != nullptr && names.insert(before->name).second) add_ancestors(activities, *before, names);
  }
}

/// Pipelines that were looked into are not again: circles of them are told elsewhere.
bool holds(const Activity& activity, const std::set<ActivityKind>& kinds, const Project& project,
           std::set<std::string>& seen) {
  if (kinds.count(activity.kind) > 0) return true;
  const auto one_holds = [&](const std::vector<Activity>& list) {
    return std::any_of(list.begin(), list.end(),
                       [&](const Activity& inner) { return holds(inner, kinds, project, seen); });
  };
  for (const Branch& branch : activity.branches)
    if (one_holds(branch.activities)) return true;
  const Template* name = activity.kind == ActivityKind::kRunPipeline ? activity.input("pipeline") : nullptr;
  if (name == nullptr || !name->value.is_string() || !seen.insert(name->value.get<std::string>()).second) return false;
  const PipelineSpec* pipeline = project.find_pipeline(name->value.get<std::string>());
  return pipeline != nullptr && one_holds(pipeline->activities);
}

}  // namespace

std::vector<std::size_t> run_order(const std::vector<Activity>& activities) {
  std::vector<std::size_t> order;
  std::set<std::string> placed;
  std::vector<bool> done(activities.size(), false);
  const auto is_ready = [&](const Activity& activity) {
    return std::all_of(activity.depends_on.begin(), activity.depends_on.end(), [&](const Dependency& dependency) {
      return placed.count(dependency.activity) > 0 || find(activities, dependency.activity) == nullptr;
    });
  };
  while (order.size() < activities.size()) {
    std::size_t next = activities.size();
    for (std::size_t at = activities.size(); at-- > 0;)
      if (!done[at] && (next == activities.size() || is_ready(activities[at]) || !is_ready(activities[next])))
        next = at;
    done[next] = true;
    placed.insert(activities[next].name);
    order.push_back(next);
  }
  return order;
}

std::set<std::string> ancestors_of(const std::vector<Activity>& activities, const Activity& activity) {
  std::set<std::string> names;
  add_ancestors(activities, activity, names);
  return names;
}

std::vector<std::string> find_circle(const std::vector<Activity>& activities) {
  for (const Activity& activity : activities) {
    if (ancestors_of(activities, activity).count(activity.name) == 0) continue;
    std::vector<std::string> circle = {activity.name};
    for (const Activity* at = &activity; circle.size() <= activities.size() + 1;) {
      const auto next = std::find_if(at->depends_on.begin(), at->depends_on.end(), [&](const Dependency& dependency) {
        const Activity* before = find(activities, dependency.activity);
        return before != nullptr && (before == &activity || ancestors_of(activities, *before).count(activity.name) > 0);
      });
      if (next == at->depends_on.end()) break;
      circle.push_back(next->activity);
      if (next->activity == activity.name) break;
      at = find(activities, next->activity);
    }
    return circle;
  }
  return {};
}

bool is_or_holds(const Activity& activity, const std::set<ActivityKind>& kinds, const Project& project) {
  std::set<std::string> seen;
  return holds(activity, kinds, project, seen);
}

bool comes_after_snapshot(const std::vector<Activity>& activities, const Activity& activity, const Project& project) {
  const std::set<ActivityKind> kinds = {ActivityKind::kPublish, ActivityKind::kLoad};
  if (is_or_holds(activity, kinds, project)) return true;
  const std::set<std::string> before = ancestors_of(activities, activity);
  return std::any_of(activities.begin(), activities.end(), [&](const Activity& other) {
    return before.count(other.name) > 0 && is_or_holds(other, kinds, project);
  });
}

}  // namespace c360::project
