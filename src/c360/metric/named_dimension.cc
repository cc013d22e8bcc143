#include "c360/metric/named_dimension.h"

#include <algorithm>
#include <vector>

#include "c360/project/metric_words.h"

namespace c360::metric {
namespace {

using project::MetricEntity;
using project::SemanticModel;

std::optional<NamedDimension> in_entity(const MetricEntity& entity, const std::string& name) {
  if (const project::Dimension* dimension = entity.find_dimension(name))
    return NamedDimension{&entity, dimension, dimension->name};
  if (std::find(entity.key.begin(), entity.key.end(), name) != entity.key.end())
    return NamedDimension{&entity, nullptr, name};
  return std::nullopt;
}

std::optional<NamedDimension> alone(const SemanticModel& model, const MetricEntity& entity, const std::string& name) {
  if (name == "time" && !entity.time.empty()) return in_entity(entity, entity.time);
  if (auto own = in_entity(entity, name)) return own;
  for (const MetricEntity& other : model.entities)
    if (other.find_dimension(name) != nullptr) return in_entity(other, name);
  return std::nullopt;
}

/// The entity that "orders.billed_to" leads to.
const MetricEntity* entity_at(const SemanticModel& model, const MetricEntity& entity, const std::string& path) {
  const std::size_t dot = path.rfind('.');
  const MetricEntity* before = dot == std::string::npos ? &entity : entity_at(model, entity, path.substr(0, dot));
  if (before == nullptr) return nullptr;
  const std::string last = dot == std::string::npos ? path : path.substr(dot + 1);
  if (const MetricEntity* named = model.find(last); named != nullptr && dot == std::string::npos) return named;
  const project::Relationship* way = before->find_relationship(last);
  return way == nullptr ? nullptr : model.find(way->to);
}

std::optional<NamedDimension> without_grain(const SemanticModel& model, const MetricEntity& entity,
                                            const std::string& text) {
  const std::size_t dot = text.rfind('.');
  if (dot == std::string::npos) return alone(model, entity, text);
  const MetricEntity* whose = entity_at(model, entity, text.substr(0, dot));
  return whose == nullptr ? std::nullopt : in_entity(*whose, text.substr(dot + 1));
}

}  // namespace

std::optional<NamedDimension> find_dimension(const SemanticModel& model, const MetricEntity& entity,
                                             const std::string& text) {
  if (auto found = without_grain(model, entity, text)) return found;
  if (project::find_grain(text)) return without_grain(model, entity, "time");
  const std::size_t dot = text.rfind('.');
  if (dot == std::string::npos || !project::find_grain(text.substr(dot + 1))) return std::nullopt;
  return without_grain(model, entity, text.substr(0, dot));
}

}  // namespace c360::metric
