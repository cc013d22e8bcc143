#include <CLI/CLI.hpp>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/cli/command.h"
#include "c360/cli/interrupt.h"
#include "c360/cli/metrics_check.h"
#include "c360/cli/rows.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/workspace.h"
#include "c360/metric/compile.h"
#include "c360/metric/definition.h"
#include "c360/metric/pages.h"
#include "c360/project/metric_words.h"
#include "c360/session/session.h"
#include "c360/sql/layout.h"

namespace c360::cli {
namespace {

using Json = nlohmann::ordered_json;
using project::MetricEntity;

struct MetricsOptions {
  std::string entity;
  std::vector<std::string> measures, by, where, order;
  std::string grain, rest = "Other", format;
  std::optional<std::int64_t> limit, top;
  std::int64_t snapshot = 0;
  bool show_sql = false;
};

void print(const Json& json) {
  fmt::print("{}\n", json.dump(2, ' ', false, Json::error_handler_t::replace));
}

// list

std::string additivity_word(project::Additivity additivity) {
  if (additivity == project::Additivity::kAdditive) return "additive";
  return additivity == project::Additivity::kSemiAdditive ? "semi_additive" : "non_additive";
}

Json to_json(const project::Measure& measure) {
  return {{"name", measure.name},
          {"label", measure.label},
          {"definition", metric::definition_of(measure)},
          {"format", project::word_of(measure.format)},
          {"unit", measure.unit},
          {"additivity", additivity_word(measure.additivity)},
          {"description", measure.description}};
}

Json to_json(const MetricEntity& entity) {
  Json measures = Json::array(), dimensions = Json::array(), relationships = Json::array();
  for (const auto& measure : entity.measures) measures.push_back(to_json(measure));
  for (const auto& dimension : entity.dimensions)
    dimensions.push_back({{"name", dimension.name},
                          {"label", dimension.label},
                          {"role", project::word_of(dimension.role)},
                          {"description", dimension.description}});
  for (const auto& relationship : entity.relationships)
    relationships.push_back({{"name", relationship.name}, {"to", relationship.to}, {"columns", relationship.columns}});
  return {{"entity", entity.name},
          {"role", project::word_of(entity.role)},
          {"table", entity.table},
          {"key", entity.key},
          {"description", entity.description},
          {"relationships", relationships},
          {"dimensions", dimensions},
          {"measures", measures}};
}

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

int list(const Context& context, const MetricsOptions& options) {
  const project::Project project = context.load_project();
  require_metrics(project);
  Json json = Json::array();
  for (const MetricEntity* entity : chosen_entities(project.metrics, options.entity)) {
    if (context.json) {
      json.push_back(to_json(*entity));
    } else {
      print_entity(*entity);
    }
  }
  if (context.json) print(json);
  return kDone;
}

// query

/// --grain: of the times that are named without one, or else of each fact's own.
void add_grain(metric::Question& question, const std::string& grain, const metric::Names& names) {
  if (grain.empty()) return;
  if (!project::find_grain(grain))
    throw Error(ErrorCode::kUsage, fmt::format("there is no grain '{}'", grain),
                did_you_mean(grain, project::grain_names()));
  bool was_given = false;
  for (std::string& text : question.by) {
    const metric::Dim dim = names.dimension(text);
    if (dim.grain) continue;
    const bool counts = dim.dimension != nullptr && dim.dimension->kind == project::Dimension::Kind::kSince;
    if (!dim.is_main_time && !counts && !metric::is_time(dim.type)) continue;
    text += "." + grain;
    was_given = true;
  }
  if (!was_given) question.by.insert(question.by.begin(), "time." + grain);
}

metric::Question question_of(const MetricsOptions& options, const metric::Names& names) {
  metric::Question question;
  question.measures = options.measures;
  question.by = options.by;
  for (const std::string& text : options.where) question.where.push_back(metric::parse_condition(text));
  for (const std::string& text : options.order) question.order.push_back(metric::parse_order(text));
  question.limit = options.limit;
  question.top = options.top;
  question.rest = options.rest;
  add_grain(question, options.grain, names);
  return question;
}

lakehouse::Moment moment_for(Workspace& workspace, std::int64_t number) {
  if (number == 0) return workspace.moment();
  auto moment = lakehouse::read_moment(workspace.lake().store(), number);
  if (moment) return *moment;
  throw Error(ErrorCode::kUsage, fmt::format("there is no snapshot {}", number), "c360 status names the current one");
}

int query(const Context& context, const MetricsOptions& options) {
  const RowFormat format = parse_row_format(!options.format.empty() ? options.format : context.json ? "json" : "table");
  cancel_on_interrupt(context.cancel);
  Workspace workspace(context);
  require_metrics(workspace.project());
  session::Session session(workspace.lake(), &workspace.project(), moment_for(workspace, options.snapshot));
  session.connection().set_cancellation(&context.cancel);
  const metric::TypedModel model(workspace.project(), session.connection());
  const metric::Compiled compiled = metric::compile(model, question_of(options, metric::Names(model)));
  if (options.show_sql) {
    fmt::print("{}\n", sql::laid_out(workspace.database().dialect().write(compiled.query)));
    return kDone;
  }
  engine::Result result = session.connection().query(compiled.query);
  print_rows(stdout, result, format);
  return kDone;
}

void add_query(CLI::App& metrics, Context& context, Action& chosen, const std::shared_ptr<MetricsOptions>& options) {
  CLI::App* command = add_command(metrics, context, "query", "Measures by dimensions, from the current snapshot");
  command->add_option("measure", options->measures, "such as revenue; several are fine")->required();
  command->add_option("--by", options->by, "A dimension, such as customers.location or time.month; may be repeated")
      ->allow_extra_args(false)
      ->delimiter(',');
  command->add_option("--where", options->where, "A condition, such as \"channel = Online\"; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--grain", options->grain, "day, week, month, quarter, year, hour_of_day, day_of_week, …");
  command->add_option("--order", options->order, "A measure or dimension, and asc or desc; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--limit", options->limit, "The most rows")->check(whole_number());
  command->add_option("--top", options->top, "Of the first dimension only so many values, the rest folded into one")
      ->check(whole_number());
  command->add_option("--rest", options->rest, "What the rest is called (default: Other)");
  command->add_option("--format", options->format, "table, csv, json or markdown");
  command->add_option("--snapshot", options->snapshot, "The number of an older snapshot to read")
      ->check(whole_number());
  command->add_flag("--sql", options->show_sql, "Show the statement instead of its answer");
  command->callback(
      [&context, &chosen, options] { chosen = [&context, options] { return query(context, *options); }; });
}

}  // namespace

void add_metrics(CLI::App& app, Context& context, Action& chosen) {
  auto options = std::make_shared<MetricsOptions>();
  CLI::App* metrics = app.add_subcommand("metrics", "Measures that mean one thing everywhere");
  metrics->require_subcommand(1);
  CLI::App* list_command = add_command(*metrics, context, "list", "Entities, their dimensions and their measures");
  list_command->add_option("--entity", options->entity, "Only this one");
  list_command->callback(
      [&context, &chosen, options] { chosen = [&context, options] { return list(context, *options); }; });
  add_query(*metrics, context, chosen, options);
  add_metrics_check(*metrics, context, chosen);
}

}  // namespace c360::cli
