// The keys of a model's test, and the files that have them.
#pragma once

#include <filesystem>
#include <vector>

#include "c360/project/model_test_spec.h"
#include "c360/project/problems.h"
#include "c360/project/schema.h"

namespace c360::project {

/// A test's keys as they are declared. Made once, then read by any thread.
const Object<ModelTestSpec>& model_test_object();

/// Every test in root/tests/*.yaml, sorted by name; what is wrong with their form is added to `problems`.
std::vector<ModelTestSpec> read_model_tests(const std::filesystem::path& root, Problems& problems);

}  // namespace c360::project
