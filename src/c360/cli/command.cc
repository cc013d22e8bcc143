#include "c360/cli/command.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <type_traits>
#include <utility>

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

namespace {

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

template <class T>
CLI::Option* add_option(CLI::App& app, const std::string& name, T& value, const std::string& description) {
  CLI::Option* option = app.add_option(name, value, description);
  constexpr bool is_text = std::is_same_v<T, std::string> || std::is_same_v<T, std::vector<std::string>>;
  return is_text ? option : option->check(whole_number());
}

}  // namespace

Command Command::add(const std::string& name, const std::string& description) {
  Command command = add_plain(name, description);
  command.take_common_options();
  return command;
}

Command Command::add_group(const std::string& name, const std::string& description) {
  Command group = add_plain(name, description);
  group.app_->require_subcommand(1);
  return group;
}

Command Command::add_plain(const std::string& name, const std::string& description) {
  return {*app_->add_subcommand(name, description), *context_, *chosen_};
}

void Command::take_common_options() {
  app_->add_option("-C,--directory", context_->directory, "The project's folder (default: here)");
  app_->add_flag("--json", context_->json, "Print JSON for programs");
  app_->add_option("-e,--environment", context_->environment,
                   "Settings of c360.yaml's environments (default: $C360_ENV)");
}

template <class T>
void Command::option(const std::string& name, T& value, const std::string& description) {
  add_option(*app_, name, value, description);
}

template <class T>
void Command::required(const std::string& name, T& value, const std::string& description) {
  add_option(*app_, name, value, description)->required();
}

void Command::repeated(const std::string& name, std::vector<std::string>& values, const std::string& description,
                       char delimiter) {
  CLI::Option* option = app_->add_option(name, values, description)->allow_extra_args(false);
  if (delimiter != '\0') option->delimiter(delimiter);
}

void Command::flag(const std::string& name, bool& value, const std::string& description) {
  app_->add_flag(name, value, description);
}

void Command::flag_off(const std::string& name, bool& value, const std::string& description) {
  app_->add_flag_callback(
      name, [&value] { value = false; }, description);
}

void Command::exclude(const std::string& one, const std::string& other) {
  app_->get_option(one)->excludes(app_->get_option(other));
}

void Command::need(const std::string& one, const std::string& other) {
  app_->get_option(one)->needs(app_->get_option(other));
}

void Command::does(Action action) {
  app_->callback([&chosen = *chosen_, action = std::move(action)] { chosen = action; });
}

void Command::head_commands(const std::string& heading) {
  for (CLI::App* command : app_->get_subcommands([](const CLI::App*) { return true; })) command->group(heading);
}

template void Command::option(const std::string&, std::string&, const std::string&);
template void Command::option(const std::string&, std::vector<std::string>&, const std::string&);
template void Command::option(const std::string&, std::int64_t&, const std::string&);
template void Command::option(const std::string&, std::uint64_t&, const std::string&);
template void Command::option(const std::string&, std::optional<std::int64_t>&, const std::string&);
template void Command::required(const std::string&, std::string&, const std::string&);
template void Command::required(const std::string&, std::vector<std::string>&, const std::string&);
template void Command::required(const std::string&, std::int64_t&, const std::string&);

}  // namespace c360::cli
