
#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "c360/cli/command.h"
#include "c360/cli/export_report.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/workspace.h"
#include "c360/lineage/whole_graph.h"
#include "c360/powerbi/export.h"
#include "c360/powerbi/target_source.h"
#include "c360/publish/publish.h"
#include "c360/session/session.h"

namespace c360::cli {
namespace {

using Json = nlohmann::ordered_json;

struct ExportCommand {
  std::string folder;
  std::string data_folder;
  std::string from;
  powerbi::DatabasePlace place;
  bool force = false;
};

/// Where the model's tables take their rows from.
Json source_json(const powerbi::DataSource& source) {
  if (source.kind == powerbi::DataSource::Kind::kParquet) return {{"kind", "parquet"}};
  return {{"kind", source.kind == powerbi::DataSource::Kind::kPostgres ? "postgresql" : "sqlserver"},
          {"server", source.server},
          {"database", source.database},
          {"schema", source.schema}};
}

Json export_json(const powerbi::ExportResult& result, const powerbi::DataSource& source) {
  Json pages = Json::array(), remarks = Json::array();
  for (const auto& [title, visuals] : result.pages) pages.push_back({{"title", title}, {"visuals", visuals}});
  for (const powerbi::Remark& remark : result.remarks)
    remarks.push_back({{"what", remark.what}, {"why", remark.why}, {"left_out", remark.left_out}});
  return {{"source", source_json(source)},
          {"tables", result.tables},
          {"columns", result.columns},
          {"measures", result.measures},
          {"hierarchies", result.hierarchies},
          {"relationships", result.relationships},
          {"pages", pages},
          {"remarks", remarks},
          {"files", {{"written", result.written}, {"unchanged", result.unchanged}, {"removed", result.removed}}}};
}

void print_remarks(const powerbi::ExportResult& result, bool left_out, const char* title) {
  std::vector<std::vector<std::string>> rows;
  for (const powerbi::Remark& remark : result.remarks)
    if (remark.left_out == left_out) rows.push_back({remark.what, remark.why});
  if (rows.empty()) return;
  fmt::print("\n");
  print_table(stdout, {title, "?why"}, rows);
}

void print_source(const powerbi::DataSource& source, const std::string& target) {
  if (source.kind == powerbi::DataSource::Kind::kParquet) return;
  fmt::print("rows: schema {} of {} on {}, as `c360 publish {}` left them; Power BI asks for the user and password\n",
             source.schema, source.database, source.server, target);
}

void print(const powerbi::ExportResult& result, const std::string& folder, const std::string& project) {
  const auto count = [](std::size_t number, const char* thing) {
    return counted(static_cast<long long>(number), thing);
  };
  fmt::print("{}: {}, {}, {}, {} and {}\n", folder, count(result.tables, "table"), count(result.columns, "column"),
             count(result.measures, "measure"), count(result.relationships, "relationship"),
             count(result.pages.size(), "page"));
  std::vector<std::vector<std::string>> pages;
  for (const auto& [title, visuals] : result.pages) pages.push_back({title, std::to_string(visuals)});
  if (!pages.empty()) {
    fmt::print("\n");
    print_table(stdout, {"page", ">visuals"}, pages);
  }
  print_remarks(result, true, "left out");
  print_remarks(result, false, "worth knowing");
  fmt::print("\n{} written, {} as before, {} removed\n", count(result.written, "file"), result.unchanged,
             result.removed);
  fmt::print("open {}/{}.pbip in Power BI Desktop; docs/powerbi.md tells the rest\n", folder, project);
}

powerbi::DataSource data_source_of(const project::Project& project, const ExportCommand& options) {
  if (!options.from.empty())
    return powerbi::source_of_target(project, *publish::targets_of(project, options.from).front(), options.place);
  powerbi::DataSource source;
  source.folder = options.data_folder;
  return source;
}

int run_export(const Context& context, const ExportCommand& options) {
  Workspace workspace(context);
  const lakehouse::Moment moment = workspace.moment();
  session::Session session(workspace.lake(), &workspace.project(), moment);
  engine::Database plans;
  const model::LineageGraph lineage = lineage::whole_graph(plans, workspace.project());
  powerbi::ExportOptions what;
  what.lineage = &lineage;
  what.snapshot = moment.number;
  what.folder = options.folder;
  what.source = data_source_of(workspace.project(), options);
  what.force = options.force;
  const powerbi::ExportResult result = powerbi::export_project(session.connection(), workspace.project(), what);
  if (context.json) {
    fmt::print("{}\n", export_json(result, what.source).dump(2));
  } else {
    print(result, options.folder, workspace.project().name);
    print_source(what.source, options.from);
  }
  return kDone;
}

}  // namespace

void add_export(Command& program) {
  auto options = std::make_shared<ExportCommand>();
  Command group = program.add_group("export", "Give the project's data and measures to other programs");
  Command powerbi = group.add("powerbi", "A Power BI project: semantic model, measures in DAX and a report");
  powerbi.required("dir", options->folder, "The folder of the Power BI project");
  powerbi.option("--data-folder", options->data_folder,
                 R"(Where Power BI finds DIR/data on its machine (default: C:\PROJECT\data))");
  powerbi.option("--from", options->from, "A publish target: read the tables of its database instead of Parquet files");
  powerbi.exclude("--from", "--data-folder");
  powerbi.option("--server", options->place.server, "HOST[:PORT] of that database (default: the target's)");
  powerbi.option("--database", options->place.database, "Its name there (default: the target's)");
  powerbi.need("--server", "--from");
  powerbi.need("--database", "--from");
  powerbi.flag("--force", options->force, "Overwrite files that people changed in DIR");
  powerbi.does([options](const Context& context) { return run_export(context, *options); });
  add_export_report(group);
}

}  // namespace c360::cli
