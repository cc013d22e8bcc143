// Which dimension a name in metrics/*.yaml means, without its type and without its grain.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "c360/project/metric_spec.h"

namespace c360::metric {

/// A dimension, or a column of the key (`dimension` is nullptr then), and whose it is.
struct NamedDimension {
  const project::MetricEntity* entity = nullptr;
  const project::Dimension* dimension = nullptr;
  std::string name;
};

/// "sales.channel", "orders.billed_to.location", "channel" (of `entity`, else of the one that has it), "time" and
/// grains of it (the entity's own). None for what is not there, which check() reports.
std::optional<NamedDimension> find_dimension(const project::SemanticModel& model, const project::MetricEntity& entity,
                                             const std::string& text);

}  // namespace c360::metric
