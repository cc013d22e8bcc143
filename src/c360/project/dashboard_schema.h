// The keys of a dashboard, and the files that have them.
#pragma once

#include <filesystem>
#include <vector>

#include "c360/project/dashboard_spec.h"
#include "c360/project/problems.h"
#include "c360/project/schema.h"

namespace c360::project {

/// A dashboard's keys as they are declared. Made once, then read by any thread.
const Object<Dashboard>& dashboard_object();

/// Every dashboard in root/dashboards/*.yaml, by name; what is wrong with their form is added to `problems`. Whether
/// their questions have answers the metric room says.
std::vector<Dashboard> read_dashboards(const std::filesystem::path& root, Problems& problems);

}  // namespace c360::project
