#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/cli/command.h"
#include "c360/cli/json_output.h"
#include "c360/cli/pipeline_import.h"
#include "c360/cli/run_report.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"
#include "c360/pipeline/own_pipeline.h"
#include "c360/project/pipeline_spec.h"

namespace c360::cli {
namespace {

using Json = nlohmann::ordered_json;

struct PipelineRun {
  pipeline::RunOptions run;
  std::vector<std::string> parameters;
  std::string memory;
  bool events = false;
};

/// "day=2024-05-31", …; the last of several of one name counts.
std::map<std::string, std::string> parameters_of(const std::vector<std::string>& written) {
  std::map<std::string, std::string> parameters;
  for (const std::string& each : written) {
    const std::size_t equals = each.find('=');
    if (equals == std::string::npos || equals == 0)
      throw Error(ErrorCode::kUsage, fmt::format("--parameter {}: this is no name and value", each),
                  "write it as --parameter NAME=VALUE");
    parameters[each.substr(0, equals)] = each.substr(equals + 1);
  }
  return parameters;
}

std::size_t count_activities(const project::PipelineSpec& pipeline) {
  std::size_t count = 0;
  project::for_each_activity(pipeline.activities, [&](const project::Activity&) { ++count; });
  return count;
}

std::string parameter_texts(const project::PipelineSpec& pipeline) {
  std::string text;
  for (const auto& parameter : pipeline.parameters) {
    text += (text.empty() ? "" : ", ") + parameter.name;
    if (!parameter.value.is_null()) text += "=" + parameter.value.dump();
  }
  return text;
}

Json pipeline_json(const project::PipelineSpec& pipeline) {
  Json parameters = Json::object();
  for (const auto& parameter : pipeline.parameters) parameters[parameter.name] = parameter.value;
  return {{"name", pipeline.name},
          {"file", pipeline.where.file},
          {"description", pipeline.description},
          {"parameters", std::move(parameters)},
          {"activities", count_activities(pipeline)}};
}

int list_pipelines(const Context& context) {
  const project::Project project = context.load_project();
  if (context.json) {
    Json all = Json::array();
    for (const auto& pipeline : project.pipelines) all.push_back(pipeline_json(*pipeline));
    fmt::print("{}\n", all.dump(2));
    return kDone;
  }
  if (project.pipelines.empty()) {
    fmt::print("the project has no pipelines/*.yaml; c360 run does what c360 pipeline show prints\n");
    return kDone;
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& pipeline : project.pipelines)
    rows.push_back({pipeline->name, std::to_string(count_activities(*pipeline)), one_line(parameter_texts(*pipeline)),
                    one_line(pipeline->description)});
  print_table(stdout, {"pipeline", ">activities", "?parameters", "?"}, rows);
  return kDone;
}

/// Its file as it is; without a name, the pipeline that every project has.
int show_pipeline(const Context& context, const std::string& name) {
  std::string text(pipeline::own_pipeline_text());
  if (!name.empty()) {
    const project::Project project = context.load_project();
    pipeline::RunOptions options;
    options.pipeline = name;
    text = read_file(project.root / pipeline::pipeline_of(project, options)->where.file);
  }
  if (context.json) {
    print_as_json(Json{{"name", name}, {"yaml", text}});
  } else {
    fmt::print("{}", text);
  }
  return kDone;
}

void add_pipeline_run(Command& group) {
  auto asked = std::make_shared<PipelineRun>();
  Command command = group.add("run", "Run a pipeline; what it made becomes one snapshot");
  command.required("name", asked->run.pipeline, "A pipeline of pipelines/");
  command.repeated("--parameter", asked->parameters, "A parameter's value, as NAME=VALUE; may be given several times");
  command.flag("--full", asked->run.full, "Recompute silver and gold from bronze; nothing is ingested again");
  command.flag("--rehash", asked->run.rehash, "Read every source file again to see whether its content changed");
  command.flag_off("--no-wait", asked->run.wait, "Do not wait for another run on this lakehouse to end");
  command.option("--memory", asked->memory, "How much memory it may use, such as 4GB or 60% (default: memory_limit)");
  command.flag("--events", asked->events, "Print what happens as lines of JSON, for programs");
  command.does([asked](const Context& context) {
    asked->run.parameters = parameters_of(asked->parameters);
    return run_and_report(context, asked->run, asked->memory, asked->events);
  });
}

}  // namespace

void add_pipeline(Command& program) {
  Command group = program.add_group("pipeline", "Run, list, show and import pipelines");
  add_pipeline_run(group);
  group.add("list", "The project's pipelines").does(list_pipelines);
  add_pipeline_import(group);
  auto name = std::make_shared<std::string>();
  Command command = group.add("show", "Print a pipeline as YAML (default: what c360 run does)");
  command.option("name", *name, "A pipeline of pipelines/");
  command.does([name](const Context& context) { return show_pipeline(context, *name); });
}

}  // namespace c360::cli
