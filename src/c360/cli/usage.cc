#include "c360/cli/usage.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "c360/base/suggest.h"

namespace c360::cli {
namespace {

std::vector<std::string> command_names(const CLI::App& parent) {
  std::vector<std::string> names;
  for (const CLI::App* each : parent.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(each->get_name());
  }
  return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

/// "c360 quarantine": a command as it is called.
std::string call_of(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return (parent == nullptr ? "" : call_of(*parent) + " ") + command.get_name();
}

Error unknown_option(const CLI::App& command, const std::string& option) {
  const std::vector<std::string> names = option_names(command);
  const auto near = closest(option, names);
  return Error(ErrorCode::kUsage, fmt::format("{} has no option '{}'", call_of(command), option),
               near && option.rfind("--", 0) == 0 ? did_you_mean(option, names)
                                                  : fmt::format("{} --help shows its options", call_of(command)));
}

/// What the reader of the command line said, in words of ours.
std::string reworded(const CLI::App& command, const std::string& reason) {
  static constexpr std::string_view kRequired = " is required", kMissing = ": 1 required TEXT missing";
  static constexpr std::string_view kUnexpected = "The following argument was not expected: ";
  if (reason.ends_with(kMissing)) return reason.substr(0, reason.size() - kMissing.size()) + " needs a value";
  if (reason.starts_with(kUnexpected)) {
    return fmt::format("{} does not take '{}'", call_of(command), reason.substr(kUnexpected.size()));
  }
  if (!reason.ends_with(kRequired)) return reason;
  const std::string name = reason.substr(0, reason.size() - kRequired.size());
  const CLI::Option* option = command.get_option_no_throw(name);
  const std::string meaning = option == nullptr ? "" : ": " + option->get_description();
  return fmt::format("{} needs {}{}", call_of(command), name, meaning);
}

Error unknown_command(const CLI::App& parent, const std::string& name) {
  return Error(ErrorCode::kUsage, fmt::format("{} has no command '{}'", call_of(parent), name),
               did_you_mean(name, command_names(parent)));
}

bool takes_value(const CLI::App& command, const std::string& option) {
  const CLI::Option* found = command.get_option_no_throw(option);
  return found != nullptr && found->get_items_expected_max() > 0;
}

}  // namespace

const CLI::App* find_command(const CLI::App& parent, const std::string& name) {
  for (const CLI::App* each : parent.get_subcommands([](const CLI::App*) { return true; })) {
    if (each->get_name() == name) return each;
  }
  return nullptr;
}

Error usage_error(const CLI::App& program, const std::vector<std::string>& arguments, const std::string& reason) {
  const CLI::App* command = &program;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string name = arguments[i].substr(0, arguments[i].find('='));
    if (name.size() > 1 && name.front() == '-' && name != "--") {
      const std::vector<std::string> known = option_names(*command);
      if (std::find(known.begin(), known.end(), name) == known.end()) return unknown_option(*command, name);
      if (name == arguments[i] && takes_value(*command, name)) ++i;
    } else if (!command_names(*command).empty()) {
      const CLI::App* next = find_command(*command, arguments[i]);
      if (next == nullptr) return unknown_command(*command, arguments[i]);
      command = next;
    }
  }
  const std::vector<std::string> below = command_names(*command);
  if (!below.empty()) {
    return Error(ErrorCode::kUsage, fmt::format("{} needs a command", call_of(*command)),
                 fmt::format("one of {}", fmt::join(below, ", ")));
  }
  return Error(ErrorCode::kUsage, reworded(*command, reason),
               fmt::format("{} --help shows how it is called", call_of(*command)));
}

}  // namespace c360::cli
