
#include <fmt/core.h>

#include <memory>
#include <utility>

#include "c360/cli/command.h"
#include "c360/cli/interrupt.h"
#include "c360/cli/progress_lines.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"
#include "c360/cli/workspace.h"
#include "c360/publish/publish.h"

namespace c360::cli {
namespace {

struct PublishCommand {
  std::string target;
  publish::PublishOptions options;
};

std::string count_or_dash(std::int64_t count) {
  return count == 0 ? "–" : grouped(count);
}

std::vector<std::string> row_of(const publish::TableReport& table) {
  return {table.name,
          table.source,
          (table.is_view ? "view " : "") + to_string(table.fate),
          table.is_view ? "–" : grouped(table.rows),
          count_or_dash(table.sent),
          count_or_dash(table.inserted),
          count_or_dash(table.updated),
          count_or_dash(table.deleted)};
}

void print_target_report(const publish::TargetReport& report) {
  std::vector<std::vector<std::string>> rows;
  bool any = false;
  for (const publish::TableReport& table : report.tables) {
    rows.push_back(row_of(table));
    any = any || table.fate != publish::TableReport::Fate::kUnchanged;
  }
  fmt::print("\n");
  print_table(stdout, {"table", "?from", "", ">rows", ">sent", ">?new", ">?changed", ">?gone"}, rows);
  const Style style(stdout);
  fmt::print("\n{} in {}: {} shows snapshot {} in {}\n", style.green(any ? "Published" : "Nothing new"),
             duration(report.seconds), report.target, report.snapshot, one_line(report.place));
}

/// Publishes to each target in turn; those that nobody named are passed over where they lack a secret.
std::pair<std::vector<publish::TargetReport>, std::vector<std::string>> publish_all(const Context& context,
                                                                                    const PublishCommand& command) {
  Workspace workspace(context);
  std::unique_ptr<pipeline::Progress> progress = std::make_unique<pipeline::SilentProgress>();
  if (!context.json) progress = std::make_unique<ProgressLines>(stderr);
  std::vector<publish::TargetReport> reports;
  std::vector<std::string> skipped;
  for (const project::PublishTarget* target : publish::targets_of(workspace.project(), command.target)) {
    const std::string reason =
        command.target.empty() ? publish::reason_to_skip(workspace.project(), *target) : std::string();
    if (!reason.empty()) {
      skipped.push_back(fmt::format("{}: {}", target->name, reason));
      continue;
    }
    reports.push_back(publish::open_target(*target)->publish(
        {workspace.project(), *target, workspace.lake(), command.options, *progress, context.cancel}));
  }
  if (reports.empty())
    throw Error(ErrorCode::kProject, "no target could be published: " + skipped.front(),
                "set what it lacks, or name a target: c360 publish TARGET");
  return {std::move(reports), std::move(skipped)};
}

int run_publish(const Context& context, const PublishCommand& command) {
  cancel_on_interrupt(context.cancel);
  const auto [reports, skipped] = publish_all(context, command);
  if (context.json) {
    fmt::print("{}\n", publish::to_json(reports, skipped));
    return kDone;
  }
  for (const publish::TargetReport& report : reports) print_target_report(report);
  const Style style(stdout);
  for (const std::string& reason : skipped) fmt::print("{}\n", style.dim("passed over " + one_line(reason)));
  return kDone;
}

}  // namespace

void add_publish(Command& program) {
  auto options = std::make_shared<PublishCommand>();
  Command command = program.add("publish", "Put silver and gold where others read them: a database, files");
  command.option("target", options->target, "A target of c360.yaml (default: all that lack no secret)");
  command.flag("--full", options->options.full, "Compare every row with what stands there, and repair what differs");
  command.does([options](const Context& context) { return run_publish(context, *options); });
}

}  // namespace c360::cli
