// models/**/*.sql and tests/*.sql to specs.
#pragma once

#include <filesystem>
#include <vector>

#include "c360/project/model_spec.h"
#include "c360/project/problems.h"

namespace c360::project {

/// Every model below root/models, sorted by path; what is wrong with their places, names, settings and text is added to
/// `problems`.
std::vector<ModelSpec> read_models(const std::filesystem::path& root, Problems& problems);

/// Every test in root/tests.
std::vector<TestSpec> read_tests(const std::filesystem::path& root, Problems& problems);

}  // namespace c360::project
