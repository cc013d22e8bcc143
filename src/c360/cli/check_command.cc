#include <CLI/CLI.hpp>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "c360/cli/command.h"
#include "c360/cli/terminal.h"
#include "c360/pipeline/check.h"
#include "c360/project/project.h"

namespace c360::cli {
namespace {

int check(const Context& context) {
  const project::Project project = context.load_project();
  engine::Database database;
  pipeline::check(database, project);
  if (context.json) {
    fmt::print("{}\n", nlohmann::ordered_json{{"errors", nlohmann::ordered_json::array()}}.dump(2));
  } else {
    const auto count = [](const auto& things, const char* name) {
      return counted(static_cast<long long>(things.size()), name);
    };
    fmt::print("{}: {}, {}, {} and {}: all right\n", project.name, count(project.sources, "source"),
               count(project.contracts, "contract"), count(project.models, "model"),
               counted(static_cast<long long>(project.tests.size() + project.model_tests.size()), "test"));
  }
  return kDone;
}

}  // namespace

void add_check(CLI::App& app, Context& context, Action& chosen) {
  CLI::App* command =
      add_command(app, context, "check", "Check the project's files, contracts and models without touching data");
  command->callback([&context, &chosen] { chosen = [&context] { return check(context); }; });
}

}  // namespace c360::cli
