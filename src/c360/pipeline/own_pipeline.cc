#include "c360/pipeline/own_pipeline.h"

#include <fmt/core.h>

#include "c360/base/suggest.h"
#include "c360/project/pipeline_schema.h"

namespace c360::pipeline {
namespace {

constexpr std::string_view kText = R"(# What `c360 run` does. Copy it to pipelines/NAME.yaml to change it.
description: New files of all sources to bronze, bronze to silver, silver to gold.
activities:
  - name: List files
    get_metadata: { source: all, land: true }

  - name: Copy each source
    depends_on: List files
    for_each:
      items: ${activity('List files').sources}
      sequential: true
      activities:
        - name: Copy to bronze
          copy: ${item.name}

  - name: Refine
    depends_on: Copy each source
    refine: all

  - name: Build
    depends_on: Refine
    build: all
)";

}  // namespace

std::string_view own_pipeline_text() {
  return kText;
}

std::shared_ptr<const project::PipelineSpec> pipeline_of(const project::Project& project, const RunOptions& options) {
  if (options.pipeline.empty()) {
    project::Problems problems;
    auto own = project::read_pipeline(std::string(kText), "c360_run.yaml", problems);
    problems.throw_if_any();
    return own;
  }
  std::vector<std::string> names;
  for (const auto& pipeline : project.pipelines) {
    if (pipeline->name == options.pipeline) return pipeline;
    names.push_back(pipeline->name);
  }
  throw Error(ErrorCode::kUsage, fmt::format("the project has no pipeline '{}'", options.pipeline),
              names.empty() ? "a pipeline is a file of pipelines/; `c360 pipeline show` prints one to begin with"
                            : did_you_mean(options.pipeline, names));
}

}  // namespace c360::pipeline
