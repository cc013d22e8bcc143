// JSON as the commands print it for programs.
#pragma once

#include <nlohmann/json.hpp>

namespace c360::cli {

/// Prints it to standard output over several lines, with a replacement character for what is no UTF-8.
void print_as_json(const nlohmann::ordered_json& json);

}  // namespace c360::cli
