#include <CLI/CLI.hpp>

#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "c360/cli/command.h"
#include "c360/cli/failure.h"
#include "c360/cli/terminal.h"
#include "c360/pipeline/check.h"
#include "c360/project/project.h"

namespace c360::cli {
namespace {

void print_json(const std::vector<Error>& warnings) {
  nlohmann::ordered_json json = {{"errors", nlohmann::ordered_json::array()},
                                 {"warnings", nlohmann::ordered_json::array()}};
  for (const Error& warning : warnings) json["warnings"].push_back(json_of(warning));
  fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

int check(const Context& context, bool strict) {
  const project::Project project = context.load_project();
  engine::Database database;
  const std::vector<Error> warnings = pipeline::check(database, project);
  if (context.json) {
    print_json(warnings);
  } else {
    for (const Error& warning : warnings) print_warning(warning);
    const auto count = [](const auto& things, const char* name) {
      return counted(static_cast<long long>(things.size()), name);
    };
    fmt::print("{}: {}, {}, {} and {}: {}\n", project.name, count(project.sources, "source"),
               count(project.contracts, "contract"), count(project.models, "model"),
               counted(static_cast<long long>(project.tests.size() + project.model_tests.size()), "test"),
               warnings.empty() ? "all right" : count(warnings, "warning"));
  }
  return strict && !warnings.empty() ? kFailed : kDone;
}

}  // namespace

void add_check(CLI::App& app, Context& context, Action& chosen) {
  CLI::App* command =
      add_command(app, context, "check", "Check the project's files, contracts and models without touching data");
  auto strict = std::make_shared<bool>(false);
  command->add_flag("--strict", *strict, "Fail (exit code 1) where there are warnings");
  command->callback([&context, &chosen, strict] { chosen = [&context, strict] { return check(context, *strict); }; });
}

}  // namespace c360::cli
