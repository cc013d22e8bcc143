#include "c360/metric/model_json.h"

#include <nlohmann/json.hpp>
#include <string>

#include "c360/metric/definition.h"
#include "c360/project/metric_words.h"

namespace c360::metric {
namespace {

using Json = nlohmann::ordered_json;

std::string additivity_word(project::Additivity additivity) {
  if (additivity == project::Additivity::kAdditive) return "additive";
  return additivity == project::Additivity::kSemiAdditive ? "semi_additive" : "non_additive";
}

std::string good_word(project::Good good) {
  if (good == project::Good::kUp) return "up";
  return good == project::Good::kDown ? "down" : "neither";
}

Json to_json(const project::Measure& measure) {
  const bool is_ratio = measure.kind == project::Measure::Kind::kRatio;
  return {{"name", measure.name},
          {"label", measure.label},
          {"definition", definition_of(measure)},
          {"ratio", is_ratio ? Json{measure.ratio.first, measure.ratio.second} : Json()},
          {"format", project::word_of(measure.format)},
          {"unit", measure.unit},
          {"decimals", measure.decimals ? Json(*measure.decimals) : Json()},
          {"good", good_word(measure.good)},
          {"compares_periods", measure.kind == project::Measure::Kind::kChange},
          {"additivity", additivity_word(measure.additivity)},
          {"description", measure.description}};
}

Json to_json(const project::Dimension& dimension) {
  const bool wants_grain =
      dimension.role == project::ColumnRole::kTime || dimension.kind == project::Dimension::Kind::kSince;
  return {{"name", dimension.name},
          {"label", dimension.label},
          {"role", project::word_of(dimension.role)},
          {"wants_grain", wants_grain},
          {"description", dimension.description}};
}

}  // namespace

Json json_of(const project::MetricEntity& entity) {
  Json measures = Json::array(), dimensions = Json::array(), relationships = Json::array();
  for (const auto& measure : entity.measures) measures.push_back(to_json(measure));
  for (const auto& dimension : entity.dimensions) dimensions.push_back(to_json(dimension));
  for (const auto& relationship : entity.relationships)
    relationships.push_back({{"name", relationship.name}, {"to", relationship.to}, {"columns", relationship.columns}});
  return {{"entity", entity.name},
          {"label", entity.label},
          {"role", project::word_of(entity.role)},
          {"table", entity.table},
          {"key", entity.key},
          {"time", entity.time.empty() ? Json() : Json(entity.time)},
          {"description", entity.description},
          {"relationships", relationships},
          {"dimensions", dimensions},
          {"measures", measures}};
}

}  // namespace c360::metric
