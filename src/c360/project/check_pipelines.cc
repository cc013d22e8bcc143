#include "c360/project/check_pipelines.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "c360/base/suggest.h"
#include "c360/project/check_activity.h"
#include "c360/project/pipeline_order.h"

namespace c360::project {
namespace {

bool changes_lakehouse(const Activity& activity, const Project& project) {
  return is_or_holds(activity, {ActivityKind::kCopy, ActivityKind::kRefine, ActivityKind::kBuild}, project);
}

bool publishes(const Activity& activity, const Project& project) {
  return is_or_holds(activity, {ActivityKind::kPublish, ActivityKind::kLoad}, project);
}

Location place_of(const std::vector<Activity>& list, const std::string& name) {
  for (const Activity& activity : list)
    if (activity.name == name) return activity.where;
  return {};
}

void check_dependencies(const std::vector<Activity>& list, Problems& problems) {
  std::vector<std::string> names;
  for (const Activity& activity : list) names.push_back(activity.name);
  for (const Activity& activity : list) {
    for (const Dependency& dependency : activity.depends_on) {
      if (std::find(names.begin(), names.end(), dependency.activity) != names.end()) continue;
      problems.add(dependency.where,
                   fmt::format("there is no activity '{}' beside '{}'", dependency.activity, activity.name),
                   did_you_mean(dependency.activity, names));
    }
  }
}

/// One pipeline with all that stands in it.
class PipelineCheck {
 public:
  PipelineCheck(const PipelineSpec& pipeline, const Project& project, const KnownNames& names, Problems& problems)
      : pipeline_(pipeline), project_(project), names_(names), problems_(problems) {}

  void check() {
    check_unique_names();
    check_list(pipeline_.activities, {}, false);
  }

 private:
  void check_unique_names() {
    std::map<std::string, Location> first;
    for_each_activity(pipeline_.activities, [&](const Activity& activity) {
      const auto [known, is_new] = first.emplace(activity.name, activity.where);
      if (is_new || activity.name.empty()) return;
      problems_.add(activity.where, fmt::format("two activities are called '{}'", activity.name),
                    "rename one; the other is " + known->second.to_string());
    });
  }

  void check_list(const std::vector<Activity>& list, const std::set<std::string>& outer, bool has_item) {
    check_dependencies(list, problems_);
    if (const auto circle = find_circle(list); !circle.empty())
      return problems_.add(place_of(list, circle[0]),
                           fmt::format("depends_on forms a circle: {}", fmt::join(circle, " → ")),
                           "an activity runs after those that it depends on; remove one of these");
    for (const Activity& activity : list) {
      ActivityPlace place{pipeline_, ancestors_of(list, activity), has_item};
      place.before.insert(outer.begin(), outer.end());
      check_activity(activity, place, project_, names_, problems_);
      check_after_snapshot(list, activity);
      const bool gives_item = has_item || activity.kind == ActivityKind::kForEach;
      for (const Branch& branch : activity.branches) check_list(branch.activities, place.before, gives_item);
    }
  }

  void check_after_snapshot(const std::vector<Activity>& list, const Activity& activity) {
    if (!changes_lakehouse(activity, project_)) return;
    if (publishes(activity, project_)) {
      if (activity.branches.empty() || holds_itself(activity))
        problems_.add(
            activity.where, fmt::format("'{}' both changes the lakehouse and publishes", activity.name),
            "publish waits for the snapshot, in which all changes are: let it follow in an activity of its own");
    } else if (comes_after_snapshot(list, activity, project_)) {
      problems_.add(activity.where, fmt::format("'{}' changes the lakehouse after its snapshot", activity.name),
                    "it depends on an activity that publishes, which waits for the snapshot; put it before that one");
    }
  }

  /// Told once, of the innermost activity that holds both.
  bool holds_itself(const Activity& activity) const {
    for (const Branch& branch : activity.branches)
      for (const Activity& inner : branch.activities)
        if (changes_lakehouse(inner, project_) && publishes(inner, project_)) return false;
    return true;
  }

  const PipelineSpec& pipeline_;
  const Project& project_;
  const KnownNames& names_;
  Problems& problems_;
};

/// The pipelines that a pipeline runs, with the places that say so.
std::map<std::string, Location> called_by(const PipelineSpec& pipeline) {
  std::map<std::string, Location> called;
  for_each_activity(pipeline.activities, [&](const Activity& activity) {
    const Template* name = activity.kind == ActivityKind::kRunPipeline ? activity.input("pipeline") : nullptr;
    if (name != nullptr && name->value.is_string()) called.emplace(name->value.get<std::string>(), name->where);
  });
  return called;
}

/// Whether running `from` leads to running `to`.
bool leads_to(const Project& project, const std::string& from, const std::string& to, std::set<std::string>& seen) {
  const PipelineSpec* pipeline = project.find_pipeline(from);
  if (pipeline == nullptr || !seen.insert(from).second) return false;
  const auto called = called_by(*pipeline);
  return std::any_of(called.begin(), called.end(),
                     [&](const auto& call) { return call.first == to || leads_to(project, call.first, to, seen); });
}

void check_calls(const Project& project, const PipelineSpec& pipeline, Problems& problems) {
  for (const auto& [name, where] : called_by(pipeline)) {
    std::set<std::string> seen;
    if (name == pipeline.name || leads_to(project, name, pipeline.name, seen))
      problems.add(where, fmt::format("running '{}' would run '{}' again, without end", name, pipeline.name),
                   "repeat with until or for_each");
  }
}

KnownNames known_names(const Project& project, const ReadContracts& contracts) {
  KnownNames names;
  for (const Source& source : project.sources) names.sources.push_back(source.name);
  for (const ReadContract& read : contracts.read) names.entities.push_back(read.contract.entity);
  for (const ModelSpec& model : project.models) names.models.push_back(model.schema + "." + model.name);
  names.all_entities_known = contracts.unreadable.empty();
  return names;
}

void warn_of_shared_variables(const Activity& activity, bool side_by_side, std::vector<Error>& warnings) {
  const bool sets = activity.kind == ActivityKind::kSetVariable || activity.kind == ActivityKind::kAppendVariable;
  if (sets && side_by_side)
    warnings.emplace_back(
        ErrorCode::kProject,
        fmt::format("'{}' sets a variable for many items side by side: which value stays is chance", activity.name),
        "write sequential: true in the for_each", activity.where);
  bool inner = side_by_side;
  if (activity.kind == ActivityKind::kForEach) {
    const Template* sequential = activity.input("sequential");
    inner = inner || sequential == nullptr || sequential->value != JsonValue(true);
  }
  for (const Branch& branch : activity.branches)
    for (const Activity& next : branch.activities) warn_of_shared_variables(next, inner, warnings);
}

}  // namespace

void check_pipelines(const ReadSettings& settings, const ReadContracts& contracts, Problems& problems) {
  const KnownNames names = known_names(settings.project, contracts);
  for (const auto& pipeline : settings.project.pipelines) {
    PipelineCheck(*pipeline, settings.project, names, problems).check();
    check_calls(settings.project, *pipeline, problems);
  }
}

std::vector<Error> pipeline_warnings(const Project& project) {
  std::vector<Error> warnings;
  for (const auto& pipeline : project.pipelines)
    for (const Activity& activity : pipeline->activities) warn_of_shared_variables(activity, false, warnings);
  return warnings;
}

}  // namespace c360::project
