// pipelines/*.yaml: reading, and what it may hold.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "c360/project/pipeline_spec.h"
#include "c360/project/schema.h"

namespace c360::project {

/// The shape of a whole file, for the JSON Schema and the reference page.
const Shape& pipeline_shape();

/// Reads one file's text; `file` names it in messages, its stem is the pipeline's name. nullptr for what is no map.
std::shared_ptr<const PipelineSpec> read_pipeline(const std::string& text, const std::string& file, Problems& problems);

/// Every pipelines/*.yaml below root, by name.
std::vector<std::shared_ptr<const PipelineSpec>> read_pipelines(const std::filesystem::path& root, Problems& problems);

}  // namespace c360::project
