#include <CLI/CLI.hpp>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <memory>

#include "c360/cli/command.h"
#include "c360/cli/progress_lines.h"
#include "c360/cli/rows.h"
#include "c360/cli/terminal.h"
#include "c360/cli/workspace.h"
#include "c360/pipeline/run.h"

namespace c360::cli {
namespace {

std::string reasons_text(const std::map<std::string, std::int64_t>& reasons) {
  std::vector<std::string> texts;
  for (const auto& [rule, rows] : reasons) texts.push_back(fmt::format("{} {}", rule, grouped(rows)));
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::vector<std::string> entity_row(const pipeline::EntityReport& entity) {
  const lakehouse::RowAccount& account = entity.account;
  const bool worked = entity.seconds > 0;
  const double rate = worked ? static_cast<double>(account.bronze_rows) / entity.seconds : 0;
  return {account.entity,
          grouped(account.source_rows),
          grouped(account.malformed),
          grouped(account.silver_rows),
          grouped(account.exact_duplicates),
          grouped(account.older_versions),
          grouped(account.quarantined),
          worked ? duration(entity.seconds) : "–",
          worked ? grouped(static_cast<long long>(rate)) : "–",
          reasons_text(entity.reasons)};
}

void print_report(const pipeline::RunReport& report) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& entity : report.entities) rows.push_back(entity_row(entity));
  fmt::print("\n");
  print_table(stdout,
              {"entity", ">read", ">malformed", ">merged", ">duplicates", ">older", ">quarantined", ">time", ">rows/s",
               "quarantined by reason"},
              rows);
  for (const auto& [check, count] : report.warnings) fmt::print("warning: {} rows break {}\n", grouped(count), check);
  const Style style(stdout);
  const bool unchanged = report.status == pipeline::RunReport::Status::kUnchanged;
  fmt::print("\n{} in {}; snapshot {} is current. Every row is accounted for.\n",
             style.green(unchanged ? "Nothing new" : "Done"), duration(report.seconds()), report.snapshot);
}

int run(const Context& context, const pipeline::RunOptions& options) {
  Workspace workspace(context);
  pipeline::SilentProgress silent;
  ProgressLines lines;
  pipeline::Progress& progress = context.json ? static_cast<pipeline::Progress&>(silent) : lines;
  const pipeline::RunReport report =
      pipeline::run(workspace.project(), workspace.lake(), options, progress, context.cancel);
  if (context.json) {
    fmt::print("{}\n", pipeline::to_json(report));
  } else {
    print_report(report);
  }
  return kDone;
}

}  // namespace

void add_run(CLI::App& app, Context& context, Action& chosen) {
  auto options = std::make_shared<pipeline::RunOptions>();
  CLI::App* command = add_command(app, context, "run", "Bring bronze, silver and gold up to date with the sources");
  command->add_flag("--full", options->full, "Recompute silver and gold from bronze; nothing is ingested again");
  command->add_flag("--rehash", options->rehash, "Read every source file again to see whether its content changed");
  command->add_flag("!--no-wait", options->wait, "Do not wait for another run on this lakehouse to end");
  command->add_option("--only", options->only, "Only these sources, entities and models, and what they need");
  command->callback([&context, &chosen, options] { chosen = [&context, options] { return run(context, *options); }; });
}

}  // namespace c360::cli
