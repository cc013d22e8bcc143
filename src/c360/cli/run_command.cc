#include <memory>

#include "c360/cli/command.h"
#include "c360/cli/run_report.h"

namespace c360::cli {
namespace {

struct RunCommandOptions {
  pipeline::RunOptions run;
  std::string memory;
  bool events = false;
};

}  // namespace

void add_run(Command& program) {
  auto asked = std::make_shared<RunCommandOptions>();
  pipeline::RunOptions* options = &asked->run;
  Command command = program.add("run", "Bring bronze, silver and gold up to date with the sources");
  command.flag("--full", options->full, "Recompute silver and gold from bronze; nothing is ingested again");
  command.flag("--rehash", options->rehash, "Read every source file again to see whether its content changed");
  command.flag_off("--no-wait", options->wait, "Do not wait for another run on this lakehouse to end");
  command.option("--only", options->only, "Only these sources, entities and models, and what they need");
  command.option("--memory", asked->memory, "How much memory it may use, such as 4GB or 60% (default: memory_limit)");
  command.flag("--events", asked->events, "Print what happens as lines of JSON, for programs");
  command.does(
      [asked](const Context& context) { return run_and_report(context, asked->run, asked->memory, asked->events); });
}

}  // namespace c360::cli
