#include "c360/project/metric_spec.h"

namespace c360::project {
namespace {

template <class T>
const T* find_named(const std::vector<T>& list, std::string_view name) {
  for (const T& candidate : list)
    if (candidate.name == name) return &candidate;
  return nullptr;
}

}  // namespace

const MetricColumn* MetricEntity::find_column(std::string_view column) const {
  return find_named(columns, column);
}

const MetricColumn* MetricEntity::find_column(ColumnRole wanted) const {
  for (const MetricColumn& candidate : columns)
    if (candidate.role == wanted) return &candidate;
  return nullptr;
}

const Dimension* MetricEntity::find_dimension(std::string_view dimension) const {
  return find_named(dimensions, dimension);
}

const Relationship* MetricEntity::find_relationship(std::string_view relationship) const {
  return find_named(relationships, relationship);
}

const MetricEntity* SemanticModel::find(std::string_view entity) const {
  return find_named(entities, entity);
}

const MetricEntity* SemanticModel::find(EntityRole role) const {
  for (const MetricEntity& candidate : entities)
    if (candidate.role == role) return &candidate;
  return nullptr;
}

const Measure* SemanticModel::find_measure(std::string_view measure) const {
  for (const MetricEntity& entity : entities)
    if (const Measure* found = find_named(entity.measures, measure)) return found;
  return nullptr;
}

}  // namespace c360::project
