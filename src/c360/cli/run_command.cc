#include <CLI/CLI.hpp>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

#include "c360/cli/command.h"
#include "c360/cli/progress_lines.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"
#include "c360/cli/workspace.h"
#include "c360/pipeline/run.h"

namespace c360::cli {
namespace {

/// "reference(customer_id) 141, type(order_id) 33": the most frequent first.
std::string reasons_text(const std::map<std::string, std::int64_t>& reasons) {
  std::vector<std::pair<std::string, std::int64_t>> sorted(reasons.begin(), reasons.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> texts;
  for (const auto& [rule, rows] : sorted) texts.push_back(fmt::format("{} {}", rule, grouped(rows)));
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::vector<std::string> entity_row(const pipeline::EntityReport& entity) {
  const lakehouse::RowAccount& account = entity.account;
  const bool worked = entity.seconds > 0;
  const double rate = worked ? static_cast<double>(account.bronze_rows) / entity.seconds : 0;
  return {account.entity,
          grouped(account.source_rows),
          grouped(account.silver_rows),
          grouped(account.exact_duplicates),
          grouped(account.older_versions),
          grouped(account.quarantined),
          worked ? duration(entity.seconds) : "–",
          worked ? grouped(static_cast<long long>(rate)) : "–"};
}

void print_entities(const pipeline::RunReport& report) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::vector<std::string>> rejected;
  for (const auto& entity : report.entities) {
    rows.push_back(entity_row(entity));
    const std::int64_t malformed = entity.account.malformed;
    if (malformed == 0 && entity.reasons.empty()) continue;
    rejected.push_back({entity.account.entity, grouped(malformed), reasons_text(entity.reasons)});
  }
  fmt::print("\n");
  print_table(stdout, {"entity", ">read", ">merged", ">duplicates", ">older", ">quarantined", ">time", ">rows/s"},
              rows);
  if (rejected.empty()) return;
  fmt::print("\n");
  print_table(stdout, {"entity", ">malformed", "quarantined by reason (a row may have several)"}, rejected);
}

void print_warnings(const pipeline::RunReport& report, const Style& style) {
  if (report.warnings.empty()) return;
  fmt::print("\n");
  for (const auto& [check, count] : report.warnings) {
    fmt::print("{} {} by the check {}\n", style.yellow("warning:"), counted(count, "row"), one_line(check));
  }
  fmt::print("{}\n", style.dim("c360 sql \"SELECT * FROM meta.warnings\" lists them"));
}

void print_report(const pipeline::RunReport& report) {
  const Style style(stdout);
  print_entities(report);
  print_warnings(report, style);
  const bool unchanged = report.status == pipeline::RunReport::Status::kUnchanged;
  fmt::print("\n{} in {}; snapshot {} is current. Every row is accounted for.\n",
             style.green(unchanged ? "Nothing new" : "Done"), duration(report.seconds()), report.snapshot);
}

std::unique_ptr<pipeline::Progress> progress_of(const Context& context) {
  if (context.json) return std::make_unique<pipeline::SilentProgress>();
  return std::make_unique<ProgressLines>(stderr);
}

int run(const Context& context, const pipeline::RunOptions& options) {
  Workspace workspace(context);
  const std::unique_ptr<pipeline::Progress> progress = progress_of(context);
  const pipeline::RunReport report =
      pipeline::run(workspace.project(), workspace.lake(), options, *progress, context.cancel);
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
  command->add_flag_callback(
      "--no-wait", [options] { options->wait = false; }, "Do not wait for another run on this lakehouse to end");
  command->add_option("--only", options->only, "Only these sources, entities and models, and what they need");
  command->callback([&context, &chosen, options] { chosen = [&context, options] { return run(context, *options); }; });
}

}  // namespace c360::cli
