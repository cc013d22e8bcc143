#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "c360/cli/command.h"
#include "c360/cli/usage.h"

namespace c360::cli {
namespace {

bool has_commands(const CLI::App& command) {
  return !command.get_subcommands([](const CLI::App*) { return true; }).empty();
}

int help(const CLI::App& program, const std::vector<std::string>& words) {
  const CLI::App* command = &program;
  std::string before;
  for (const std::string& word : words) {
    const CLI::App* next = find_command(*command, word);
    if (next == nullptr && !has_commands(*command)) {
      const std::string name = before + " " + command->get_name();
      throw Error(ErrorCode::kUsage, fmt::format("{} has no command '{}'", name, word),
                  fmt::format("{} --help tells about it", name));
    }
    if (next == nullptr) throw usage_error(program, words, "there is no such command");
    before += (before.empty() ? "" : " ") + command->get_name();
    command = next;
  }
  fmt::print("{}", command->help(before));
  return kDone;
}

}  // namespace

void add_help(Command& program) {
  auto words = std::make_shared<std::vector<std::string>>();
  Command command = program.add_plain("help", "Tell about a command");
  command.option("command", *words, "such as run, or table list");
  command.does([&app = program.app(), words](const Context&) { return help(app, *words); });
}

}  // namespace c360::cli
