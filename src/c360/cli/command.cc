#include "c360/cli/command.h"

#include <CLI/CLI.hpp>

namespace c360::cli {

CLI::App* add_command(CLI::App& app, Context& context, const std::string& name, const std::string& description) {
  CLI::App* command = app.add_subcommand(name, description);
  command->add_option("-C,--directory", context.directory, "The project's folder (default: here)");
  command->add_flag("--json", context.json, "Print JSON for programs");
  return command;
}

}  // namespace c360::cli
