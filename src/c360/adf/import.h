// Pipelines of Data Factory, Synapse and Fabric as pipelines of c360's: `c360 pipeline import`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "c360/adf/definitions.h"
#include "c360/adf/finding.h"
#include "c360/adf/json_text.h"

namespace c360::adf {

/// A pipeline's file as it is to be written.
struct ImportedPipeline {
  std::string name;  ///< here
  std::string from;  ///< its name there
  std::string text;  ///< YAML
};

struct Imported {
  std::vector<ImportedPipeline> pipelines;
  Json connections = Json::object();  ///< by their names here, with comments (yaml_text.h)
  Findings findings;
};

/// Imports all pipelines of a file or folder, and those that they run. `taken`: names that connections cannot have, as
/// the project has others of these. Throws as read_definitions().
Imported import_pipelines(const std::filesystem::path& place, const std::vector<std::string>& taken);

/// What an import has written.
struct Written {
  std::vector<std::string> files;        ///< relative to the project
  std::vector<std::string> connections;  ///< names that connections.yaml got
};

/// Writes pipelines/NAME.yaml, each whole or not at all, and adds the connections that connections.yaml lacks; those
/// that are there stay as they are. Of several imports into one project one waits for the other. `force`: files of
/// pipelines that are there are replaced. Throws Error(kUsage) where one is there without it, or connections.yaml
/// cannot be added to, before anything is written; kIo, kNoSpace.
Written write_imported(const Imported& imported, const std::filesystem::path& root, bool force);

}  // namespace c360::adf
