
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "c360/cli/command.h"
#include "c360/cli/failure.h"
#include "c360/cli/json_output.h"
#include "c360/cli/terminal.h"
#include "c360/metric/pages.h"
#include "c360/pipeline/check.h"
#include "c360/project/project.h"

namespace c360::cli {
namespace {

nlohmann::ordered_json pages_json(const project::SemanticModel& model) {
  nlohmann::ordered_json pages = nlohmann::ordered_json::array();
  for (const metric::Page& page : metric::pages_of(model))
    pages.push_back({{"page", page.name}, {"lacks", page.lacks}});
  return pages;
}

/// Which pages the metrics yield, and what the others lack.
void print_pages(const project::SemanticModel& model) {
  std::vector<std::string> yielded, lacking;
  for (const metric::Page& page : metric::pages_of(model)) {
    if (page.lacks.empty()) {
      yielded.push_back(page.name);
    } else {
      lacking.push_back(fmt::format("no {}: {}", page.name, fmt::join(page.lacks, "; ")));
    }
  }
  fmt::print("pages: {}\n", yielded.empty() ? "none" : fmt::format("{}", fmt::join(yielded, ", ")));
  for (const std::string& line : lacking) fmt::print("  {}\n", line);
}

void print_check_json(const project::Project& project, const std::vector<Error>& warnings) {
  nlohmann::ordered_json json = {{"errors", nlohmann::ordered_json::array()},
                                 {"warnings", nlohmann::ordered_json::array()},
                                 {"pages", pages_json(project.metrics)}};
  for (const Error& warning : warnings) json["warnings"].push_back(json_of(warning));
  print_as_json(json);
}

std::string count(std::size_t things, const char* name) {
  return counted(static_cast<long long>(things), name);
}

void print_metrics(const project::SemanticModel& model) {
  std::size_t measures = 0;
  for (const auto& entity : model.entities) measures += entity.measures.size();
  fmt::print("metrics: {} of {}\n", count(measures, "measure"), count(model.entities.size(), "table"));
  print_pages(model);
}

void print_summary(const project::Project& project, const std::vector<Error>& warnings) {
  for (const Error& warning : warnings) print_warning(warning);
  fmt::print("{}: {}, {}, {} and {}: {}\n", project.name, count(project.sources.size(), "source"),
             count(project.contracts.size(), "contract"), count(project.models.size(), "model"),
             count(project.tests.size() + project.model_tests.size(), "test"),
             warnings.empty() ? "all right" : count(warnings.size(), "warning"));
  if (!project.metrics.empty()) print_metrics(project.metrics);
}

int check(const Context& context, bool strict) {
  const project::Project project = context.load_project();
  engine::Database database;
  const std::vector<Error> warnings = pipeline::check(database, project);
  if (context.json) {
    print_check_json(project, warnings);
  } else {
    print_summary(project, warnings);
  }
  return strict && !warnings.empty() ? kFailed : kDone;
}

}  // namespace

void add_check(Command& program) {
  auto strict = std::make_shared<bool>(false);
  Command command = program.add("check", "Check the project's files, contracts and models without touching data");
  command.flag("--strict", *strict, "Fail (exit code 1) where there are warnings");
  command.does([strict](const Context& context) { return check(context, *strict); });
}

}  // namespace c360::cli
