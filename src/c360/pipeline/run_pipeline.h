// A pipeline at work within a run.
#pragma once

#include <functional>

#include "c360/pipeline/work.h"
#include "c360/project/pipeline_spec.h"

namespace c360::pipeline {

/// Does the pipeline's activities in their order. `publish_moment` is called once, when all is done that does not wait
/// for the run's snapshot, and only if nothing of that has failed the pipeline. Throws what the activity threw that
/// failed it, Error(kUsage) for parameters that it does not have or lacks, Error(kCancelled).
void run_pipeline(Work& work, const project::PipelineSpec& pipeline, const std::function<void()>& publish_moment);

}  // namespace c360::pipeline
