// One run: a pipeline from its first activity to its last; what it made is published as one moment.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/pipeline/progress.h"
#include "c360/pipeline/report.h"
#include "c360/project/project.h"

namespace c360::pipeline {

class Outside;

struct RunOptions {
  bool full = false;              ///< recompute silver and gold from bronze, whatever has changed
  bool rehash = false;            ///< read every source file again to see whether its content changed
  bool wait = true;               ///< for another run on this lakehouse to end; otherwise throw
  std::vector<std::string> only;  ///< the sources, entities and models to bring up to date, and what they need
  std::string pipeline;           ///< one of pipelines/; empty: the one that every project has
  std::map<std::string, std::string> parameters;  ///< of the pipeline, as a command line gives them
  std::shared_ptr<Outside> outside;               ///< what reaches targets and servers; none: such activities fail
};

/// Runs the project once and returns its report, which also stands in the lakehouse from then on. Throws Error where
/// nothing could be published (the report of the failure stands there too, but for kUsage): kData for the user's data,
/// kConflict where another run published first, kCancelled, kNoSpace, … What was current before is still whole and
/// current; but where an activity fails that came after the snapshot (publish, and what follows it), that snapshot
/// stands.
RunReport run(const project::Project& project, lakehouse::Lakehouse& lake, const RunOptions& options,
              Progress& progress, const Cancellation& cancel);

}  // namespace c360::pipeline
