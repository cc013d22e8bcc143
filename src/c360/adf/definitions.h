// Pipelines, datasets and linked services as their files hold them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "c360/adf/finding.h"
#include "c360/adf/json_text.h"

namespace c360::adf {

/// One of them. Secrets are hidden (hidden_secrets.h).
struct Definition {
  std::string name;
  std::string file;  ///< as messages call it
  std::string path;  ///< JSONPath of `properties`
  Json properties;
};

/// All that was found, by their names.
struct Definitions {
  std::vector<Definition> pipelines;         ///< those that were asked for, in the order of their files
  std::map<std::string, Definition> beside;  ///< pipelines that they may run, in the folder of the file asked for
  std::map<std::string, Definition> datasets;
  std::map<std::string, Definition> linked_services;
};

/// Reads a file or a folder: a pipeline of Data Factory, Synapse or Fabric, an ARM template, or a folder of such files
/// with pipeline/, dataset/ and linkedService/. Of a file within pipeline/ the folders beside it are looked into, too.
/// What is no definition, and what is not taken over, is added to `findings`. Throws Error(kNotFound) where there is
/// nothing, kData for a file without a pipeline, kIo.
Definitions read_definitions(const std::filesystem::path& place, Findings& findings);

}  // namespace c360::adf
