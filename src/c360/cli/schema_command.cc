#include <CLI/CLI.hpp>

#include <fmt/core.h>

#include <memory>

#include "c360/cli/command.h"
#include "c360/project/project.h"

namespace c360::cli {

void add_schema(CLI::App& app, Context& context, Action& chosen) {
  auto which = std::make_shared<std::string>("project");
  CLI::App* command = add_command(app, context, "schema",
                                  "Print the JSON Schema of c360.yaml, a contract or a metrics file, for editors");
  command->add_option("file", *which, "project, contract or metrics (default project)");
  command->callback([&chosen, which] {
    chosen = [which] {
      fmt::print("{}\n", project::json_schema(*which));
      return static_cast<int>(kDone);
    };
  });
}

}  // namespace c360::cli
