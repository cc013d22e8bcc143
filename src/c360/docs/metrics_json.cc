#include "c360/docs/metrics_json.h"

#include "c360/metric/definition.h"
#include "c360/project/metric_words.h"

namespace c360::docs {
namespace {

using Json = nlohmann::ordered_json;
using project::Dimension;
using project::Measure;
using project::MetricEntity;

const char* word_of(project::Additivity additivity) {
  if (additivity == project::Additivity::kAdditive) return "additive";
  return additivity == project::Additivity::kSemiAdditive ? "semi_additive" : "non_additive";
}

const char* word_of(project::Good good) {
  if (good == project::Good::kNeither) return "neither";
  return good == project::Good::kUp ? "up" : "down";
}

/// The columns of other tables that say the same: [{table, column}].
Json agreeing(const project::SemanticModel& metrics, const std::string& measure) {
  Json list = Json::array();
  for (const MetricEntity& each : metrics.entities)
    for (const project::Agreement& agreement : each.agreements)
      for (const auto& [column, name] : agreement.measures)
        if (name == measure) list.push_back({{"table", agreement.table}, {"column", column}});
  return list;
}

Json measure_json(const Measure& measure, const project::SemanticModel& metrics, const KnownFacts& facts) {
  const auto known = facts.measures.find(measure.name);
  const MeasureFacts none;
  const MeasureFacts& of = known == facts.measures.end() ? none : known->second;
  return {{"name", measure.name},
          {"label", measure.label},
          {"description", measure.description},
          {"definition", metric::definition_of(measure)},
          {"format", project::word_of(measure.format)},
          {"unit", measure.unit},
          {"decimals", measure.decimals ? Json(*measure.decimals) : Json()},
          {"additivity", word_of(measure.additivity)},
          {"good", word_of(measure.good)},
          {"sql", of.sql},
          {"pages", of.pages},
          {"agrees", agreeing(metrics, measure.name)}};
}

std::string definition_of(const Dimension& dimension) {
  switch (dimension.kind) {
    case Dimension::Kind::kColumn:
    case Dimension::Kind::kSql:
      return dimension.sql;
    case Dimension::Kind::kMeasure:
      if (dimension.as == Dimension::As::kRank) return "the row's place by " + dimension.measure;
      if (dimension.as == Dimension::As::kPercentile) return "the share of other rows below it by " + dimension.measure;
      return dimension.bands.empty() ? dimension.measure + " of the row" : dimension.measure + " of the row, in bands";
    case Dimension::Kind::kSince:
      return "periods since " + dimension.since;
  }
  return {};
}

Json dimension_json(const Dimension& dimension) {
  return {{"name", dimension.name},
          {"label", dimension.label},
          {"role", project::word_of(dimension.role)},
          {"description", dimension.description},
          {"definition", definition_of(dimension)},
          {"bands", dimension.bands}};
}

Json relationship_json(const project::Relationship& relationship) {
  const bool one = relationship.kind == project::Relationship::Kind::kOneToOne;
  return {{"name", relationship.name},
          {"to", relationship.to},
          {"columns", relationship.columns},
          {"kind", one ? "one to one" : "many to one"},
          {"active", relationship.active}};
}

Json entity_json(const MetricEntity& entity, const project::SemanticModel& metrics, const KnownFacts& facts) {
  Json measures = Json::array(), dimensions = Json::array(), hierarchies = Json::array(), relationships = Json::array();
  for (const Measure& measure : entity.measures) measures.push_back(measure_json(measure, metrics, facts));
  for (const Dimension& dimension : entity.dimensions) dimensions.push_back(dimension_json(dimension));
  for (const project::Hierarchy& each : entity.hierarchies)
    hierarchies.push_back({{"name", each.name}, {"label", each.label}, {"levels", each.levels}});
  for (const project::Relationship& each : entity.relationships) relationships.push_back(relationship_json(each));
  return {{"name", entity.name},
          {"role", project::word_of(entity.role)},
          {"label", entity.label},
          {"description", entity.description},
          {"table", entity.table},
          {"key", entity.key},
          {"time", entity.time},
          {"file", entity.where.file},
          {"measures", std::move(measures)},
          {"dimensions", std::move(dimensions)},
          {"hierarchies", std::move(hierarchies)},
          {"relationships", std::move(relationships)}};
}

}  // namespace

Json metrics_json(const project::SemanticModel& metrics, const KnownFacts& facts) {
  Json list = Json::array();
  for (const MetricEntity& entity : metrics.entities) list.push_back(entity_json(entity, metrics, facts));
  return list;
}

}  // namespace c360::docs
