// Lists of activities: names, what depends on what, policies, and what stands in for those without a counterpart.
#include <fmt/core.h>

#include <algorithm>

#include "c360/adf/activity_import.h"
#include "c360/adf/hidden_secrets.h"
#include "c360/adf/time_span.h"
#include "c360/adf/yaml_text.h"
#include "c360/base/error.h"
#include "c360/base/letter_case.h"

namespace c360::adf {
namespace {

constexpr int kDeepestActivities = 8;
constexpr std::int64_t kMostRetries = 100;
constexpr std::size_t kMostActivities = 1000;

/// One list while it is imported.
class ListImport {
 public:
  ListImport(const Json& activities, std::string path, const ActivityPlace& around, Scope scope, Shared& shared)
      : activities_(activities), path_(std::move(path)), around_(around), scope_(std::move(scope)), shared_(shared) {}

  Json run() {
    Json result = Json::array();
    if (!activities_.is_array()) return result;
    refuse_too_many();
    give_names();
    find_dependencies();
    find_ancestors();
    std::vector<Json> imported(activities_.size());
    for (const std::size_t at : order()) imported[at] = import_one(at);
    for (Json& one : imported)
      if (!one.is_null()) result.push_back(std::move(one));
    return result;
  }

 private:
  std::string path_of(std::size_t at) const { return fmt::format("{}[{}]", path_, at); }

  /// Data Factory takes 120 in a pipeline.
  void refuse_too_many() const {
    if (activities_.size() <= kMostActivities) return;
    throw Error(ErrorCode::kData, fmt::format("{} has {} activities in one list", around_.file, activities_.size()),
                fmt::format("at most {} can be imported: is it the right file?", kMostActivities));
  }

  void give_names() {
    for (const Json& activity : activities_) {
      std::string name = text_member(activity, "name");
      std::replace_if(
          name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
      name = without_expressions(name.empty() ? "Activity" : name);
      std::string given = name;
      for (int number = 2; !shared_.used_names.insert(given).second; ++number)
        given = fmt::format("{} ({})", name, number);
      names_.push_back(given);
      places_.emplace(text_member(activity, "name"), names_.size() - 1);
    }
  }

  /// What an activity depends on, directly or not; those of these are known before it is asked for.
  void find_ancestors() {
    ancestors_.resize(activities_.size());
    for (const std::size_t at : order())
      for (const std::size_t before : before_[at]) {
        ancestors_[at].insert(before);
        ancestors_[at].insert(ancestors_[before].begin(), ancestors_[before].end());
      }
  }

  /// Those on what is not there, and those that would close a circle, are left out.
  void find_dependencies() {
    before_.resize(activities_.size());
    for (std::size_t at = 0; at < activities_.size(); ++at) {
      const Json& written = member(activities_[at], "dependsOn");
      if (!written.is_array()) continue;
      for (const Json& dependency : written) {
        const auto found = places_.find(text_member(dependency, "activity"));
        const bool fits = found != places_.end() && found->second != at && !comes_before(at, found->second);
        if (fits)
          before_[at].insert(found->second);
        else
          tell(at, ".dependsOn", "it depends on an activity that is not there, or on itself", Finding::Kind::kLost);
      }
    }
  }

  bool comes_before(std::size_t one, std::size_t other) const {
    std::set<std::size_t> seen;
    std::vector<std::size_t> open = {other};
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      if (at == one) return true;
      if (seen.insert(at).second) open.insert(open.end(), before_[at].begin(), before_[at].end());
    }
    return false;
  }

  /// Each after those that it depends on: what became of them is known then.
  std::vector<std::size_t> order() const {
    std::vector<std::size_t> order;
    std::set<std::size_t> placed;
    while (order.size() < activities_.size())
      for (std::size_t at = 0; at < activities_.size(); ++at) {
        const bool ready = std::all_of(before_[at].begin(), before_[at].end(),
                                       [&](std::size_t other) { return placed.count(other) > 0; });
        if (ready && placed.insert(at).second) order.push_back(at);
      }
    return order;
  }

  Scope scope_of(std::size_t at) const {
    Scope scope = scope_;
    for (const std::size_t other : ancestors_[at])
      scope.before[text_member(activities_[other], "name")] = done_.at(other);
    return scope;
  }

  Json import_one(std::size_t at) {
    const Json& activity = activities_[at];
    const Scope scope = scope_of(at);
    const ActivityPlace place{activity, around_.file, path_of(at), scope, around_.pipeline, around_.depth + 1};
    Json result = {{"name", names_[at]}};
    if (const std::string text = text_member(activity, "description"); !text.empty())
      result["description"] = without_expressions(text);
    add_dependencies(at, result);
    add_policy(place, result);
    const bool fails = !add_body(place, result);
    done_[at] = {names_[at], place.type(), fails};
    return result;
  }

  void add_dependencies(std::size_t at, Json& result) {
    const Json& written = member(activities_[at], "dependsOn");
    if (!written.is_array()) return;
    Json dependencies = Json::object();
    for (const Json& dependency : written) {
      const auto found = places_.find(text_member(dependency, "activity"));
      if (found == places_.end() || before_[at].count(found->second) == 0) continue;
      dependencies[names_[found->second]] = conditions_of(dependency);
    }
    if (dependencies.empty()) return;
    const bool succeeded =
        std::all_of(dependencies.begin(), dependencies.end(), [](const Json& on) { return on == Json("succeeded"); });
    if (!succeeded) {
      result["depends_on"] = std::move(dependencies);
      return;
    }
    Json names = Json::array();
    for (const auto& entry : dependencies.items()) names.push_back(entry.key());
    result["depends_on"] = names.size() == 1 ? names[0] : names;
  }

  static Json conditions_of(const Json& dependency) {
    static const std::set<std::string> known = {"succeeded", "failed", "completed", "skipped"};
    Json conditions = Json::array();
    const Json& written = member(dependency, "dependencyConditions");
    if (written.is_array())
      for (const Json& condition : written)
        if (condition.is_string() && known.count(to_lower(condition.get<std::string>())) > 0)
          conditions.push_back(to_lower(condition.get<std::string>()));
    if (conditions.empty()) return "succeeded";
    return conditions.size() == 1 ? conditions[0] : conditions;
  }

  void add_policy(const ActivityPlace& place, Json& result) {
    const Json& policy = member(place.activity, "policy");
    const Json& retry = member(policy, "retry");
    if (retry.is_number_integer() && retry > 0) {
      result["retry"] = std::min(retry.get<std::int64_t>(), kMostRetries);
      const Json& interval = member(policy, "retryIntervalInSeconds");
      if (interval.is_number_integer() && interval >= 0)
        result["retry_interval"] = std::min<std::int64_t>(interval.get<std::int64_t>(), 86'400);
    } else if (!retry.is_null() && retry != 0) {
      note(place, shared_, ".policy.retry", "how often it is tried again is written out here: it is not tried again");
    }
    const bool is_until = place.type() == "Until";
    const Json& timeout = member(is_until ? place.settings() : policy, "timeout");
    if (const auto span = span_of(timeout))
      result["timeout"] = *span;
    else if (!timeout.is_null())
      note(place, shared_, is_until ? ".typeProperties.timeout" : ".policy.timeout",
           "a timeout is written out here: it has none of its own");
    if (member(policy, "secureInput") == true) result["hide_input"] = true;
    if (member(policy, "secureOutput") == true) result["hide_output"] = true;
  }

  /// False where it has no counterpart, and an activity that fails stands for it.
  bool add_body(const ActivityPlace& place, Json& result) {
    try {
      if (text_member(place.activity, "state") == "Inactive") {
        switch_off(place, result);
        return text_member(place.activity, "onInactiveMarkAs") != "Failed";
      }
      Body body = import_body(place, shared_);
      if (holds_hidden(body.second))
        throw NoCounterpart{"a secret stood in it, which is not taken over: keep it in connections.yaml as ${env:…}"};
      result[body.first] = std::move(body.second);
      return true;
    } catch (const NoCounterpart& missing) {
      note(place, shared_, "", missing.why, Finding::Kind::kFails);
      result[kComment] = fmt::format("{} ({}): {}", place.path, place.type(), missing.why);
      result["fail"] = {{"message", escaped(fmt::format("'{}' ({}) was not imported: {}", names_[place_index(place)],
                                                        place.type(), missing.why))}};
      return false;
    }
  }

  std::size_t place_index(const ActivityPlace& place) const {
    return static_cast<std::size_t>(&place.activity - &activities_[0]);
  }

  void switch_off(const ActivityPlace& place, Json& result) {
    const std::string as = text_member(place.activity, "onInactiveMarkAs");
    result[kComment] = fmt::format("{} ({}) is switched off there", place.path, place.type());
    note(place, shared_, ".state", "it is switched off: what stands for it does nothing", Finding::Kind::kLost);
    if (as == "Failed")
      result["fail"] = {{"message", "it is switched off, and counts as failed"}};
    else
      result["wait"] = 0;
  }

  void tell(std::size_t at, const std::string& below, const std::string& why, Finding::Kind kind) {
    shared_.findings.push_back({kind, around_.file, path_of(at) + below, fmt::format("'{}'", names_[at]), why});
  }

  const Json& activities_;
  std::string path_;
  const ActivityPlace& around_;
  Scope scope_;
  Shared& shared_;
  std::vector<std::string> names_;                // here, by position
  std::map<std::string, std::size_t> places_;     // by names there
  std::vector<std::set<std::size_t>> before_;     // by position: what it depends on
  std::vector<std::set<std::size_t>> ancestors_;  // the same, directly or not
  std::map<std::size_t, KnownActivity> done_;
};

}  // namespace

Json import_activities(const Json& activities, const std::string& path, const ActivityPlace& around, Scope scope,
                       Shared& shared) {
  if (around.depth >= kDeepestActivities)
    throw NoCounterpart{fmt::format(
        "activities stand at most {} deep here: give the inner ones a pipeline of their own", kDeepestActivities)};
  return ListImport(activities, path, around, std::move(scope), shared).run();
}

void note(const ActivityPlace& place, Shared& shared, const std::string& below, const std::string& why,
          Finding::Kind kind) {
  shared.findings.push_back(
      {kind, place.file, place.path + below, fmt::format("'{}' ({})", place.name(), place.type()), why});
}

}  // namespace c360::adf
