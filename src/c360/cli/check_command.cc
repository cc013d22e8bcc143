#include <CLI/CLI.hpp>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "c360/cli/command.h"
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

int check(const Context& context) {
  const project::Project project = project::load(context.project_folder());
  engine::Database database;
  pipeline::check(database, project);
  if (context.json) {
    fmt::print("{}\n", nlohmann::ordered_json{{"errors", nlohmann::ordered_json::array()},
                                              {"pages", pages_json(project.metrics)}}
                           .dump(2));
  } else {
    const auto count = [](const auto& things, const char* name) {
      return counted(static_cast<long long>(things.size()), name);
    };
    fmt::print("{}: {}, {}, {} and {}: all right\n", project.name, count(project.sources, "source"),
               count(project.contracts, "contract"), count(project.models, "model"), count(project.tests, "test"));
    if (project.metrics.empty()) return kDone;
    std::size_t measures = 0;
    for (const auto& entity : project.metrics.entities) measures += entity.measures.size();
    fmt::print("metrics: {} of {}\n", counted(static_cast<long long>(measures), "measure"),
               counted(static_cast<long long>(project.metrics.entities.size()), "table"));
    print_pages(project.metrics);
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
