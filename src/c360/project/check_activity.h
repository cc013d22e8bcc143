// Is one activity of a pipeline right?
#pragma once

#include <set>
#include <string>
#include <vector>

#include "c360/project/pipeline_spec.h"
#include "c360/project/problems.h"
#include "c360/project/project.h"

namespace c360::project {

/// The names that activities may use, for all pipelines of a project.
struct KnownNames {
  std::vector<std::string> sources;
  std::vector<std::string> entities;
  std::vector<std::string> models;  ///< "gold.revenue"
  bool all_entities_known = true;   ///< every contract could be read
};

/// Where an activity stands.
struct ActivityPlace {
  const PipelineSpec& pipeline;
  std::set<std::string> before;  ///< names of the activities whose outputs it may use
  bool has_item = false;         ///< within a for_each
};

/// Adds to `problems` what is wrong with the activity's inputs, but for those of activities within it.
void check_activity(const Activity& activity, const ActivityPlace& place, const Project& project,
                    const KnownNames& names, Problems& problems);

}  // namespace c360::project
