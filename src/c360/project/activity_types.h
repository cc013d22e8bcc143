// What each kind of activity is called and takes. Reading, errors for wrong keys, the JSON Schema, the reference page
// and `c360 pipeline show` follow from this one table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "c360/project/pipeline_spec.h"
#include "c360/project/shape.h"

namespace c360::project {

struct ActivityInput {
  std::string key;
  std::string expected;
  std::string absent;  ///< what it means to leave it out; empty: it is required
  std::string meaning;
};

struct ActivityBranch {
  std::string key;
  bool is_required = false;
  bool by_value = false;  ///< a map from values to activities
  std::string meaning;
};

struct ActivityType {
  ActivityKind kind = ActivityKind::kWait;
  std::string word;
  std::string meaning;
  std::string short_form;  ///< the input that may be written alone; empty: none
  std::vector<ActivityInput> inputs;
  std::vector<ActivityBranch> branches;

  bool takes(std::string_view input) const;
};

/// All, in the order in which people should read of them. Any thread may call.
const std::vector<ActivityType>& activity_types();
const ActivityType& type_of(ActivityKind kind);

/// An activity of this kind as its keys are written.
Shape shape_of(const ActivityType& type);

}  // namespace c360::project
