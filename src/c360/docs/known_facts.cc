#include "c360/docs/known_facts.h"

#include "c360/metric/compile.h"
#include "c360/metric/plain_question.h"
#include "c360/metric/typed_model.h"
#include "c360/powerbi/build_model.h"
#include "c360/powerbi/report_pages.h"
#include "c360/sql/layout.h"

namespace c360::docs {
namespace {

bool is_planned(model::TableRole role) {
  return role == model::TableRole::kBronze || role == model::TableRole::kSilver ||
         role == model::TableRole::kQuarantine || role == model::TableRole::kModel;
}

void add_types(KnownFacts& facts, model::Planner& planner, const model::LineageGraph& graph) {
  for (const auto& [name, table] : graph.tables()) {
    if (!is_planned(table.role) || !planner.has(name)) continue;
    sql::Query all;
    all.from = sql::table({name.layer, name.name});
    for (const engine::ResultColumn& column : planner.connection().describe(all))
      facts.types[name][column.name] = type_text(column);
  }
}

/// Which pages of the report show a measure.
void add_pages(KnownFacts& facts, const project::Project& project, engine::Connection& connection) {
  const powerbi::BuiltModel built = powerbi::build_model(connection, project, {});
  std::map<std::pair<std::string, std::string>, std::string> measures;
  for (const project::MetricEntity& entity : project.metrics.entities)
    for (const project::Measure& measure : entity.measures)
      measures[{built.names.table(entity.name), built.names.measure(measure.name)}] = measure.name;
  for (const powerbi::Page& page : powerbi::make_report(built, project.metrics).pages) {
    facts.pages.push_back(page.title);
    for (const powerbi::Visual& visual : page.visuals)
      for (const powerbi::Well& well : visual.wells)
        for (const powerbi::Field& field : well.fields) {
          const auto found = measures.find({field.table, field.name});
          if (field.kind != powerbi::Field::Kind::kMeasure || found == measures.end()) continue;
          std::vector<std::string>& pages = facts.measures[found->second].pages;
          if (pages.empty() || pages.back() != page.title) pages.push_back(page.title);
        }
  }
}

void add_measures(KnownFacts& facts, const project::Project& project, model::Planner& planner) {
  const metric::TypedModel model(project, planner.connection());
  for (const project::MetricEntity& entity : project.metrics.entities)
    for (const project::Measure& measure : entity.measures)
      facts.measures[measure.name].sql =
          sql::laid_out(planner.dialect().write(metric::compile(model, metric::plain_question(model, measure)).query));
}

}  // namespace

std::string type_text(const engine::ResultColumn& column) {
  return column.has_known_type ? column.known.to_string() : column.type;
}

KnownFacts known_facts(const project::Project& project, model::Planner& planner, const model::LineageGraph& graph) {
  KnownFacts facts;
  add_types(facts, planner, graph);
  if (project.metrics.empty()) return facts;
  add_measures(facts, project, planner);
  add_pages(facts, project, planner.connection());
  return facts;
}

}  // namespace c360::docs
