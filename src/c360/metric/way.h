// How rows of one entity lead to one row of another.
#pragma once

#include <string>
#include <vector>

#include "c360/project/metric_spec.h"

namespace c360::metric {

/// One relationship walked. Backward only where it is one to one.
struct Step {
  const project::Relationship* relationship = nullptr;
  const project::MetricEntity* from = nullptr;
  const project::MetricEntity* to = nullptr;
  bool backward = false;
};
using Way = std::vector<Step>;

/// The shortest ways along active relationships, each from many to one; several where they are equally short, an empty
/// one from an entity to itself, none where it does not lead there.
std::vector<Way> shortest_ways(const project::SemanticModel& model, const project::MetricEntity& from,
                               const project::MetricEntity& to);

/// Every entity that one leads to, itself included, in the order of the files.
std::vector<const project::MetricEntity*> reachable(const project::SemanticModel& model,
                                                    const project::MetricEntity& from);

/// "orders.customer_id"
std::string name_of(const Way& way);

}  // namespace c360::metric
