#include "c360/cli/command.h"

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "c360/base/error.h"

namespace c360::cli {

std::filesystem::path Context::project_folder() const {
  const std::filesystem::path folder = std::filesystem::absolute(directory).lexically_normal();
  return folder.has_filename() ? folder : folder.parent_path();
}

project::Project Context::load_project() const {
  if (!environment.empty()) return project::load(project_folder(), environment);
  const char* variable = std::getenv("C360_ENV");
  if (variable == nullptr || *variable == '\0') return project::load(project_folder());
  try {
    return project::load(project_folder(), variable);
  } catch (const Error& error) {
    throw error.code() == ErrorCode::kUsage ? error.in("the variable C360_ENV") : error;
  }
}

const CLI::Validator& whole_number() {
  static const CLI::Validator validator(
      [](std::string& text) {
        const bool digits =
            !text.empty() && text.size() < 19 && text.find_first_not_of("0123456789") == std::string::npos;
        return digits ? std::string() : "a whole number is wanted, not '" + text + "'";
      },
      "", "whole number");
  return validator;
}

CLI::App* add_command(CLI::App& app, Context& context, const std::string& name, const std::string& description) {
  CLI::App* command = app.add_subcommand(name, description);
  command->add_option("-C,--directory", context.directory, "The project's folder (default: here)");
  command->add_flag("--json", context.json, "Print JSON for programs");
  command->add_option("-e,--environment", context.environment,
                      "Settings of c360.yaml's environments (default: $C360_ENV)");
  return command;
}

}  // namespace c360::cli
