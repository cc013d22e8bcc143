// The texts of a new project's files.
#pragma once

#include <string>
#include <vector>

#include "c360/project/scaffold.h"

namespace c360::project {

struct ScaffoldFile {
  std::string path;  ///< below the project's folder
  std::string text;
};

/// c360.yaml, contracts/*.yaml and models/gold/row_counts.sql for sources of any names and columns: names are made
/// legal and kept apart.
std::vector<ScaffoldFile> project_files(const std::string& project, const std::vector<SniffedSource>& sources);

}  // namespace c360::project
