// The pipeline that every project has: what `c360 run` does.
#pragma once

#include <memory>
#include <string_view>

#include "c360/pipeline/run.h"

namespace c360::pipeline {

/// As a file of pipelines/ would say it.
std::string_view own_pipeline_text();

/// The pipeline that a run is asked for; the project must outlive it. Throws Error(kUsage) for a name that no pipeline
/// has, with "did you mean".
std::shared_ptr<const project::PipelineSpec> pipeline_of(const project::Project& project, const RunOptions& options);

}  // namespace c360::pipeline
