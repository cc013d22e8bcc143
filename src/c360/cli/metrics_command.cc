
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/cli/command.h"
#include "c360/cli/interrupt.h"
#include "c360/cli/json_output.h"
#include "c360/cli/metrics_check.h"
#include "c360/cli/rows.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/workspace.h"
#include "c360/metric/compile.h"
#include "c360/metric/definition.h"
#include "c360/metric/model_json.h"
#include "c360/metric/pages.h"
#include "c360/metric/question_texts.h"
#include "c360/project/metric_words.h"
#include "c360/session/session.h"
#include "c360/sql/layout.h"

namespace c360::cli {
namespace {

using Json = nlohmann::ordered_json;
using project::MetricEntity;

struct MetricsOptions {
  std::string entity;
  std::string format;
  metric::QuestionTexts question;
  std::int64_t snapshot = 0;
  bool show_sql = false;
};

// list

void print_entity(const MetricEntity& entity) {
  const Style style(stdout);
  const std::string role = entity.role == project::EntityRole::kOther
                               ? ""
                               : fmt::format(", the project's {}", project::word_of(entity.role));
  fmt::print("{} {}\n", style.bold(entity.name), style.dim(fmt::format("{}{}", entity.table, role)));
  std::vector<std::string> dimensions;
  for (const auto& dimension : entity.dimensions) dimensions.push_back(dimension.name);
  for (const auto& relationship : entity.relationships)
    dimensions.push_back(fmt::format("those of {}{}", relationship.to,
                                     relationship.active ? "" : fmt::format(" by {}", relationship.name)));
  if (!dimensions.empty()) fmt::print("by {}\n", fmt::join(dimensions, ", "));
  std::vector<std::vector<std::string>> rows;
  for (const auto& measure : entity.measures)
    rows.push_back(
        {measure.name, project::word_of(measure.format), metric::definition_of(measure), measure.description});
  if (!rows.empty()) {
    fmt::print("\n");
    print_table(stdout, {"measure", "?format", "?definition", "meaning"}, rows);
  }
  fmt::print("\n");
}

int list_entities(const Context& context, const MetricsOptions& options) {
  const project::Project project = context.load_project();
  require_metrics(project);
  Json json = Json::array();
  for (const MetricEntity* entity : chosen_entities(project.metrics, options.entity)) {
    if (context.json) {
      json.push_back(metric::json_of(*entity));
    } else {
      print_entity(*entity);
    }
  }
  if (context.json) print_as_json(json);
  return kDone;
}

// query

int query(const Context& context, const MetricsOptions& options) {
  const RowFormat format = parse_row_format(!options.format.empty() ? options.format : context.json ? "json" : "table");
  cancel_on_interrupt(context.cancel);
  Workspace workspace(context);
  require_metrics(workspace.project());
  session::Session session(workspace.lake(), &workspace.project(),
                           options.snapshot == 0 ? workspace.moment() : workspace.moment_of(options.snapshot));
  session.connection().set_cancellation(&context.cancel);
  const metric::TypedModel model(workspace.project(), session.connection());
  const metric::Compiled compiled = metric::compile(model, metric::question_of(options.question, metric::Names(model)));
  if (options.show_sql) {
    fmt::print("{}\n", sql::laid_out(workspace.database().dialect().write(compiled.query)));
    return kDone;
  }
  engine::Result result = session.connection().query(compiled.query);
  print_rows(stdout, result, format);
  return kDone;
}

void add_query(Command& metrics, const std::shared_ptr<MetricsOptions>& options) {
  Command command = metrics.add("query", "Measures by dimensions, from the current snapshot");
  command.required("measure", options->question.measures, "such as revenue; several are fine");
  command.repeated("--by", options->question.by,
                   "A dimension, such as customers.location or time.month; may be repeated", ',');
  command.repeated("--where", options->question.where, "A condition, such as \"channel = Online\"; may be repeated");
  command.option("--grain", options->question.grain, "day, week, month, quarter, year, hour_of_day, day_of_week, …");
  command.repeated("--order", options->question.order, "A measure or dimension, and asc or desc; may be repeated");
  command.option("--limit", options->question.limit, "The most rows");
  command.option("--top", options->question.top,
                 "Of the first dimension only so many values, the rest folded into one");
  command.option("--rest", options->question.rest, "What the rest is called (default: Other)");
  command.option("--format", options->format, "table, csv, json or markdown");
  command.option("--snapshot", options->snapshot, "The number of an older snapshot to read");
  command.flag("--sql", options->show_sql, "Show the statement instead of its answer");
  command.does([options](const Context& context) { return query(context, *options); });
}

}  // namespace

void add_metrics(Command& program) {
  auto options = std::make_shared<MetricsOptions>();
  Command group = program.add_group("metrics", "Measures that mean one thing everywhere");
  Command list_command = group.add("list", "Entities, their dimensions and their measures");
  list_command.option("--entity", options->entity, "Only this one");
  list_command.does([options](const Context& context) { return list_entities(context, *options); });
  add_query(group, options);
  add_metrics_check(group);
}

}  // namespace c360::cli
