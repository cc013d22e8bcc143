// What is wrong with a command line, in words.
#pragma once

#include <string>
#include <vector>

#include "c360/base/error.h"

namespace CLI {
class App;
}

namespace c360::cli {

/// A command of a command by its name; nullptr if it has none of this name.
const CLI::App* find_command(const CLI::App& parent, const std::string& name);

/// Why the program could not read its arguments, with "did you mean" for commands and options. `reason` is what the
/// reader of the command line said. An Error(kUsage).
Error usage_error(const CLI::App& program, const std::vector<std::string>& arguments, const std::string& reason);

}  // namespace c360::cli
