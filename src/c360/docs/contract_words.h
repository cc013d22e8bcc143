// The rules of a contract in words.
#pragma once

#include <string>
#include <vector>

#include "c360/project/contract_spec.h"

namespace c360::docs {

/// What a value of the column must be, each as a phrase: "at least 0", "one of a, b, c".
std::vector<std::string> rules_of(const project::Contract& contract, const project::ColumnSpec& column);

/// "quarantine", "warn" or "fail".
std::string to_string(project::Severity severity);

}  // namespace c360::docs
