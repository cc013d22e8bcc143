// pipelines/*.yaml as it was written: activities, in which order, with which inputs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "c360/project/template.h"

namespace c360::project {

enum class ActivityKind {
  kGetMetadata,
  kForEach,
  kCopy,
  kRefine,
  kBuild,
  kPublish,
  kLoad,
  kSql,
  kLookup,
  kHttp,
  kFilter,
  kIf,
  kSwitch,
  kUntil,
  kWait,
  kFail,
  kSetVariable,
  kAppendVariable,
  kRunPipeline
};

/// How an activity may have ended for another to follow it.
enum class Condition { kSucceeded, kFailed, kSkipped, kCompleted };
std::string_view to_string(Condition condition);

struct Dependency {
  Location where;
  std::string activity;
  std::vector<Condition> on;  ///< any of them; never empty
};

struct Activity;

/// Activities within another: those of a for_each, of the `then` of an if, of one case of a switch.
struct Branch {
  Location where;
  std::string key;                ///< as it is written: "activities", "then", "else", "default", "cases"
  std::optional<std::string> of;  ///< cases: the value
  std::vector<Activity> activities;
};

struct Activity {
  Location where;
  std::string name;
  std::string description;
  ActivityKind kind = ActivityKind::kWait;
  std::vector<Dependency> depends_on;
  std::int64_t retry = 0;            ///< more attempts after the first
  std::int64_t retry_interval = 30;  ///< seconds between them
  std::int64_t timeout = 0;          ///< seconds that one attempt may take; 0: any
  bool hide_input = false;           ///< is not told in reports
  bool hide_output = false;
  std::vector<std::pair<std::string, Template>> inputs;  ///< in the order of the kind's keys
  std::vector<Branch> branches;

  /// nullptr for an input that was not written.
  const Template* input(std::string_view key) const;
};

/// A parameter or a variable.
struct NamedValue {
  Location where;
  std::string name;
  JsonValue value;  ///< null: a parameter without it must be given
};

/// A value; any thread may read it.
struct PipelineSpec {
  Location where;
  std::string name;
  std::string description;
  std::vector<NamedValue> parameters;
  std::vector<NamedValue> variables;
  std::vector<Activity> activities;
};

/// Calls `see` with every activity, those within others after them.
template <class See>
void for_each_activity(const std::vector<Activity>& activities, const See& see) {
  for (const Activity& activity : activities) {
    see(activity);
    for (const Branch& branch : activity.branches) for_each_activity(branch.activities, see);
  }
}

/// Seconds, of a number of them or a text such as 30s, 5m, 2h or 1d; nullopt for anything else.
std::optional<std::int64_t> span_in_seconds(const JsonValue& value);

}  // namespace c360::project
