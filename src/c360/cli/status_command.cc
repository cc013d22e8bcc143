
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "c360/cli/command.h"
#include "c360/cli/failure.h"
#include "c360/cli/json_output.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"
#include "c360/cli/workspace.h"
#include "c360/ingest/freshness.h"
#include "c360/ingest/ingest.h"
#include "c360/lakehouse/moment_json.h"
#include "c360/pipeline/report.h"

namespace c360::cli {
namespace {

using Json = nlohmann::ordered_json;

/// A source that cannot be read, and why.
struct UnreadableSource {
  std::string name;
  Error error;
};

/// What `c360 status` tells.
struct Status {
  std::optional<lakehouse::Moment> moment;
  std::optional<pipeline::RunReport> last_run;
  std::vector<std::string> sources_with_work;
  std::vector<UnreadableSource> unreadable_sources;
  std::vector<ingest::Freshness> freshness;  ///< of the sources that c360.yaml has a limit for
};

/// A store that is not there, or files that cannot be read, hide nothing of the rest.
void look_at(Workspace& workspace, const project::Source& source, Status& status) {
  try {
    if (ingest::has_work(workspace.lake(), workspace.project(), source))
      status.sources_with_work.push_back(source.name);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kCancelled) throw;
    status.unreadable_sources.push_back({source.name, error});
  }
}

Status read_status(Workspace& workspace) {
  Status status;
  status.moment = lakehouse::current_moment(workspace.lake().store());
  status.last_run = pipeline::last_report(workspace.lake().store());
  for (const auto& source : workspace.project().sources) look_at(workspace, source, status);
  status.freshness = ingest::freshness(workspace.lake(), workspace.project());
  return status;
}

Json freshness_json(const ingest::Freshness& freshness) {
  Json json = {{"source", freshness.source},
               {"newest", nullptr},
               {"age_seconds", nullptr},
               {"allowed_seconds", freshness.allowed_seconds},
               {"stale", freshness.is_stale()}};
  if (freshness.newest) {
    json["newest"] = format_utc(*freshness.newest);
    json["age_seconds"] = *freshness.age_seconds;
  }
  return json;
}

void print_status_json(const Status& status, const project::Project& project) {
  Json json = {
      {"project", project.name}, {"lakehouse", project.lakehouse}, {"snapshot", nullptr}, {"last_run", nullptr}};
  json["environment"] = project.environment.empty() ? Json() : Json(project.environment);
  json["sources_with_new_files"] = status.sources_with_work;
  json["unreadable_sources"] = Json::array();
  for (const auto& each : status.unreadable_sources)
    json["unreadable_sources"].push_back({{"source", each.name}, {"error", json_of(each.error)}});
  json["freshness"] = Json::array();
  for (const auto& each : status.freshness) json["freshness"].push_back(freshness_json(each));
  json["row_account"] = Json::array();
  json["dismissed"] = Json::object();
  if (status.moment) {
    json["snapshot"] = {{"number", status.moment->number}, {"created", format_utc(status.moment->created)}};
    for (const auto& account : status.moment->accounts) json["row_account"].push_back(lakehouse::json_of(account));
    for (const auto& [entity, dismissed] : status.moment->dismissed) json["dismissed"][entity] = dismissed.rows;
  }
  if (status.last_run) json["last_run"] = Json::parse(pipeline::to_json(*status.last_run));
  print_as_json(json);
}

/// A column of the table only where people have dismissed rows.
void print_accounts(const lakehouse::Moment& moment) {
  if (moment.accounts.empty()) return;
  fmt::print("\n");
  std::vector<std::string> headings = {"entity",  ">source",     ">malformed", ">bronze",
                                       ">silver", ">duplicates", ">older",     ">quarantined"};
  if (!moment.dismissed.empty()) headings.push_back(">of them dismissed");
  std::vector<std::vector<std::string>> rows;
  for (const auto& account : moment.accounts) {
    rows.push_back({account.entity, grouped(account.source_rows), grouped(account.malformed),
                    grouped(account.bronze_rows), grouped(account.silver_rows), grouped(account.exact_duplicates),
                    grouped(account.older_versions), grouped(account.quarantined)});
    if (moment.dismissed.empty()) continue;
    const auto dismissed = moment.dismissed.find(account.entity);
    rows.back().push_back(grouped(dismissed == moment.dismissed.end() ? 0 : dismissed->second.rows));
  }
  print_table(stdout, headings, rows);
}

void print_freshness(const Status& status, const Style& style) {
  for (const auto& each : status.freshness) {
    if (!each.is_stale()) continue;
    const std::string what = each.newest ? fmt::format("its last new file came {} ago, at {}",
                                                       age_text(*each.age_seconds), time_text(*each.newest))
                                         : "no file has come yet";
    fmt::print("{} source {}: {}; {} are allowed\n", style.yellow("stale:"), each.source, what,
               age_text(each.allowed_seconds));
  }
}

void print_status(const Status& status, const project::Project& project) {
  const Style style(stdout);
  fmt::print("{}{} in {}\n", style.bold(project.name),
             project.environment.empty() ? "" : " (" + project.environment + ")", project.lakehouse);
  if (!status.moment) {
    fmt::print("no run has finished yet; c360 run makes the first\n");
  } else {
    const auto& moment = *status.moment;
    fmt::print("snapshot {} of {}: {}, {}\n", moment.number, time_text(moment.created),
               counted(static_cast<long long>(moment.tables.size() + moment.parquet.size()), "table"),
               counted(static_cast<long long>(moment.views.size()), "view"));
    print_accounts(*status.moment);
  }
  if (status.last_run) {
    fmt::print("\nlast run {}: {} at {}\n", status.last_run->run_id, pipeline::to_string(status.last_run->status),
               time_text(status.last_run->finished));
    if (!status.last_run->error.empty()) fmt::print("{}\n", style.red(several_lines(status.last_run->error)));
  }
  print_freshness(status, style);
  for (const auto& each : status.unreadable_sources)
    fmt::print("{} source {}: {}\n", style.yellow("unreadable:"), each.name, several_lines(each.error.what()));
  for (const auto& source : status.sources_with_work) fmt::print("source {} has new files: c360 run\n", source);
}

int status(const Context& context) {
  Workspace workspace(context);
  const Status status = read_status(workspace);
  context.json ? print_status_json(status, workspace.project()) : print_status(status, workspace.project());
  return kDone;
}

}  // namespace

void add_status(Command& program) {
  Command command = program.add("status", "The current snapshot, its row account, the last run, and what is new");
  command.does([](const Context& context) { return status(context); });
}

}  // namespace c360::cli
