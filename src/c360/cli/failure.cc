#include "c360/cli/failure.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>
#include <system_error>
#include <vector>

#include "c360/base/error.h"
#include "c360/cli/command.h"
#include "c360/cli/terminal.h"
#include "c360/cli/visible_text.h"
#include "c360/project/project.h"

namespace c360::cli {
namespace {

std::vector<Error> errors_in(const std::exception& error) {
  if (const auto* several = dynamic_cast<const project::ProjectErrors*>(&error)) return several->errors();
  if (const auto* one = dynamic_cast<const Error*>(&error)) return {*one};
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) {
    return {Error(ErrorCode::kInternal, "there is not enough memory", "set memory_limit in c360.yaml lower")};
  }
  if (const auto* system = dynamic_cast<const std::system_error*>(&error)) {
    const bool full = system->code() == std::errc::no_space_on_device;
    return {Error(full ? ErrorCode::kNoSpace : ErrorCode::kIo, system->what())};
  }
  return {Error(ErrorCode::kInternal, error.what(), "this is a mistake of c360: please report it")};
}

void print_error(const Error& error, const std::string& severity) {
  const Style style(stderr);
  const std::string where = error.where().to_string();
  fmt::print(stderr, "{}{}{}\n", severity, where.empty() ? "" : one_line(where) + ": ", several_lines(error.message()));
  if (!error.hint().empty()) fmt::print(stderr, "  {}\n", style.dim(several_lines(error.hint())));
}

}  // namespace

void print_warning(const Error& warning) {
  print_error(warning, Style(stderr).yellow("warning: "));
}

nlohmann::ordered_json json_of(const Error& error) {
  nlohmann::ordered_json json = {
      {"code", to_string(error.code())}, {"message", error.message()}, {"hint", error.hint()}};
  if (!error.where().file.empty()) json["file"] = error.where().file;
  if (error.where().line > 0) json["line"] = error.where().line;
  if (error.where().column > 0) json["column"] = error.where().column;
  return json;
}

nlohmann::ordered_json errors_json(const std::exception& error) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Error& each : errors_in(error)) list.push_back(json_of(each));
  return list;
}

int report_failure(const std::exception& error, bool json) {
  const std::vector<Error> errors = errors_in(error);
  if (json) {
    fmt::print("{}\n", nlohmann::ordered_json{{"errors", errors_json(error)}}.dump(
                           2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  } else {
    for (const Error& each : errors) print_error(each, Style(stderr).red("error: "));
    if (errors.size() > 1) fmt::print(stderr, "{} mistakes\n", errors.size());
  }
  const bool wrong_use = errors.size() == 1 && errors.front().code() == ErrorCode::kUsage;
  return wrong_use ? kWrongUse : kFailed;
}

Error placed(const Error& error, const std::string& name) {
  if (error.where().line == 0 || !error.where().file.empty()) return error;
  return Error(error.code(), error.message(), error.hint(), {name, error.where().line, error.where().column});
}

}  // namespace c360::cli
