// Generated raw files through the program: silver, quarantine and gold must equal truth.json, which was counted from
// the labels under which the dirt was made.
#pragma once

#include <string>

#include "truth/program.h"

namespace c360::truth {

/// Expects (as GoogleTest does) of a project that has run all that the truth.json of its raw files tells.
void expect_truth(const Workplace& work, const std::string& truth_json);

}  // namespace c360::truth
