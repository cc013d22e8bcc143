#include "c360/metric/way.h"

#include <map>

namespace c360::metric {
namespace {

using project::MetricEntity;
using project::Relationship;
using project::SemanticModel;

std::vector<Step> steps_from(const SemanticModel& model, const MetricEntity& from) {
  std::vector<Step> steps;
  for (const Relationship& relationship : from.relationships)
    if (const MetricEntity* to = model.find(relationship.to); to != nullptr && relationship.active)
      steps.push_back({&relationship, &from, to, false});
  for (const MetricEntity& other : model.entities)
    for (const Relationship& relationship : other.relationships)
      if (relationship.to == from.name && relationship.active && relationship.kind == Relationship::Kind::kOneToOne)
        steps.push_back({&relationship, &from, &other, true});
  return steps;
}

}  // namespace

std::vector<Way> shortest_ways(const SemanticModel& model, const MetricEntity& from, const MetricEntity& to) {
  std::map<const MetricEntity*, std::vector<Way>> found{{&from, {Way{}}}};
  std::vector<const MetricEntity*> edge{&from};
  while (!edge.empty() && found.count(&to) == 0) {
    std::map<const MetricEntity*, std::vector<Way>> next;
    std::vector<const MetricEntity*> next_edge;
    for (const MetricEntity* here : edge)
      for (const Step& step : steps_from(model, *here)) {
        if (found.count(step.to) > 0) continue;
        if (next.count(step.to) == 0) next_edge.push_back(step.to);
        for (Way way : found[here]) {
          way.push_back(step);
          next[step.to].push_back(std::move(way));
        }
      }
    found.merge(next);
    edge = std::move(next_edge);
  }
  return found[&to];
}

std::vector<const MetricEntity*> reachable(const SemanticModel& model, const MetricEntity& from) {
  std::vector<const MetricEntity*> result;
  for (const MetricEntity& other : model.entities)
    if (!shortest_ways(model, from, other).empty()) result.push_back(&other);
  return result;
}

std::string name_of(const Way& way) {
  std::string name = way.empty() ? "" : way.front().from->name;
  for (const Step& step : way) name += "." + (step.backward ? step.to->name : step.relationship->name);
  return name;
}

}  // namespace c360::metric
