// What every command is given, and how commands are made.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "c360/base/cancel.h"
#include "c360/project/project.h"

namespace CLI {
class App;
class Validator;
}  // namespace CLI

namespace c360::cli {

/// The options that every command takes, and the program's flag for Ctrl-C (cancel_on_interrupt).
struct Context {
  std::filesystem::path directory = ".";  ///< -C: the project
  bool json = false;                      ///< --json
  std::string environment;                ///< -e: of the settings; empty: C360_ENV, or none
  Cancellation& cancel;

  /// `directory` as an absolute path without dots.
  std::filesystem::path project_folder() const;
  /// The project there, with the settings of the environment that -e or else the variable C360_ENV names. Throws as
  /// project::load, saying where an unknown environment's name came from.
  project::Project load_project() const;
};

/// Exit codes of the program.
enum ExitCode : int { kDone = 0, kFailed = 1, kWrongUse = 2 };

/// A command's work, called once its options are read; gives the exit code and throws Error.
using Action = std::function<int()>;

/// For options: a whole number that is not negative.
const CLI::Validator& whole_number();

/// Adds -C and --json to a command and makes `action` what it does.
CLI::App* add_command(CLI::App& app, Context& context, const std::string& name, const std::string& description);

/// Each adds its command to the program; `chosen` is set to the work of the command that the user called.
void add_check(CLI::App& app, Context& context, Action& chosen);
void add_docs(CLI::App& app, Context& context, Action& chosen);
void add_export(CLI::App& app, Context& context, Action& chosen);
void add_generate(CLI::App& app, Context& context, Action& chosen);
void add_help(CLI::App& app, Action& chosen);
void add_init(CLI::App& app, Context& context, Action& chosen);
void add_lineage(CLI::App& app, Context& context, Action& chosen);
void add_metrics(CLI::App& app, Context& context, Action& chosen);
void add_publish(CLI::App& app, Context& context, Action& chosen);
void add_quarantine(CLI::App& app, Context& context, Action& chosen);
void add_run(CLI::App& app, Context& context, Action& chosen);
void add_schema(CLI::App& app, Context& context, Action& chosen);
void add_sql(CLI::App& app, Context& context, Action& chosen);
void add_status(CLI::App& app, Context& context, Action& chosen);
void add_table(CLI::App& app, Context& context, Action& chosen);
void add_trace(CLI::App& app, Context& context, Action& chosen);

}  // namespace c360::cli
