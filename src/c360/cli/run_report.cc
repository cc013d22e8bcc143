#include "c360/cli/run_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "c360/cli/event_lines.h"
#include "c360/cli/interrupt.h"
#include "c360/cli/progress_lines.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"
#include "c360/cli/workspace.h"
#include "c360/publish/pipeline_targets.h"

namespace c360::cli {
namespace {

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
  for (const auto& entity : report.entities) rows.push_back(entity_row(entity));
  if (rows.empty()) return;
  fmt::print("\n");
  print_table(stdout, {"entity", ">read", ">merged", ">duplicates", ">older", ">quarantined", ">?time", ">?rows/s"},
              rows);
}

/// Why records of an entity are not in silver, with their number, the most frequent first.
std::vector<std::pair<std::string, std::int64_t>> rejections_of(const pipeline::EntityReport& entity) {
  std::vector<std::pair<std::string, std::int64_t>> sorted(entity.reasons.begin(), entity.reasons.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (entity.account.malformed > 0) sorted.insert(sorted.begin(), {"malformed record", entity.account.malformed});
  return sorted;
}

/// A line for each reason, the entity's name on its first.
void print_rejections(const pipeline::RunReport& report, const Style& style) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& entity : report.entities) {
    std::string name = entity.account.entity;
    for (const auto& [reason, count] : rejections_of(entity)) {
      rows.push_back({std::exchange(name, ""), reason, grouped(count)});
    }
  }
  if (rows.empty()) return;
  fmt::print("\n");
  print_table(stdout, {"entity", "rejected for (a row may have several reasons)", ">rows"}, rows);
  const auto any = [&](auto has) { return std::any_of(report.entities.begin(), report.entities.end(), has); };
  if (any([](const auto& entity) { return !entity.reasons.empty(); }))
    fmt::print("{}\n", style.dim("c360 quarantine list ENTITY shows rows and what is wrong with each"));
  if (any([](const auto& entity) { return entity.account.malformed > 0; }))
    fmt::print("{}\n", style.dim("malformed records are in bronze.SOURCE__malformed, as they came"));
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
  print_rejections(report, style);
  print_warnings(report, style);
  const bool unchanged = report.status == pipeline::RunReport::Status::kUnchanged;
  fmt::print("\n{} in {}; snapshot {} is current. Every row is accounted for.\n",
             style.green(unchanged ? "Nothing new" : "Done"), duration(report.seconds()), report.snapshot);
}

std::unique_ptr<pipeline::Progress> progress_of(const Context& context) {
  if (context.json) return std::make_unique<pipeline::SilentProgress>();
  return std::make_unique<ProgressLines>(stderr);
}

/// The same for another program, which reads it as it happens.
int run_with_events(const Context& context, const pipeline::RunOptions& options, std::uint64_t memory) {
  EventLines lines(stdout);
  try {
    Workspace workspace(context, memory);
    lines.ended(pipeline::run(workspace.project(), workspace.lake(), options, lines, context.cancel));
    return kDone;
  } catch (const std::exception& error) {
    lines.failed(error);
    throw;
  }
}

}  // namespace

int run_and_report(const Context& context, pipeline::RunOptions options, const std::string& memory, bool events) {
  cancel_on_interrupt(context.cancel);
  options.outside = std::make_shared<publish::PipelineTargets>();
  const std::uint64_t bytes = memory_of(memory);
  if (events) return run_with_events(context, options, bytes);
  Workspace workspace(context, bytes);
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

}  // namespace c360::cli
