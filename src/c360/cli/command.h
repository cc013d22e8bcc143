// What every command is given, and how commands are made.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/project/project.h"

namespace CLI {
class App;
}

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

/// A command of the program while it is described: its options, and what it does. Hides the library that reads command
/// lines. The values that options are read into must live as long as the program's command line.
class Command {
 public:
  using Action = std::function<int(const Context&)>;  ///< gives the exit code and throws Error

  /// `chosen` is set to what the command does that the user called.
  Command(CLI::App& app, Context& context, Action& chosen) : app_(&app), context_(&context), chosen_(&chosen) {}

  /// A command below this one, which takes -C, -e and --json.
  Command add(const std::string& name, const std::string& description);
  /// A command that does nothing but hold others.
  Command add_group(const std::string& name, const std::string& description);
  /// A command without -C, -e and --json.
  Command add_plain(const std::string& name, const std::string& description);

  /// -C, -e and --json, which are read into the context.
  void take_common_options();
  /// "--name" or "-n,--name"; a name without dashes is an argument that may be left out. T is a text, texts (as many as
  /// follow), or a whole number that is not negative.
  template <class T>
  void option(const std::string& name, T& value, const std::string& description);
  /// The same, which must be given.
  template <class T>
  void required(const std::string& name, T& value, const std::string& description);
  /// One text each time that it is given; with a delimiter, several in one.
  void repeated(const std::string& name, std::vector<std::string>& values, const std::string& description,
                char delimiter = '\0');
  /// Sets `value` to true.
  void flag(const std::string& name, bool& value, const std::string& description);
  /// Sets `value` to false.
  void flag_off(const std::string& name, bool& value, const std::string& description);
  /// Two options of which only one may be given.
  void exclude(const std::string& one, const std::string& other);
  /// An option that means something only beside another.
  void need(const std::string& one, const std::string& other);
  void does(Action action);

  /// Puts the commands below this one under one heading of its help.
  void head_commands(const std::string& heading);
  const CLI::App& app() const { return *app_; }

 private:
  CLI::App* app_;
  Context* context_;
  Action* chosen_;
};

/// Each adds its command to the program.
void add_check(Command& program);
void add_customer(Command& program);
void add_docs(Command& program);
void add_export(Command& program);
void add_generate(Command& program);
void add_help(Command& program);
void add_init(Command& program);
void add_lineage(Command& program);
void add_metrics(Command& program);
void add_pipeline(Command& program);
void add_publish(Command& program);
void add_quarantine(Command& program);
void add_run(Command& program);
void add_schema(Command& program);
void add_serve(Command& program);
void add_sql(Command& program);
void add_status(Command& program);
void add_table(Command& program);
void add_token(Command& program);
void add_trace(Command& program);
void add_upload(Command& program);

}  // namespace c360::cli
