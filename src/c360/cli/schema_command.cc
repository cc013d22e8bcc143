
#include <fmt/core.h>

#include <memory>

#include "c360/cli/command.h"
#include "c360/project/project.h"

namespace c360::cli {

void add_schema(Command& program) {
  auto which = std::make_shared<std::string>("project");
  Command command = program.add("schema",
                                "Print the JSON Schema of c360.yaml, a contract, a metrics file, a test, a dashboard, "
                                "a pipeline or connections.yaml, for "
                                "editors");
  command.option("file", *which,
                 "project, contract, metrics, test, dashboard, pipeline or connections (default project)");
  command.does([which](const Context&) {
    fmt::print("{}\n", project::json_schema(*which));
    return kDone;
  });
}

}  // namespace c360::cli
