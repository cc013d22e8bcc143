#include "c360/metric/kept.h"

#include <fmt/core.h>

namespace c360::metric {

const KeptTable* Kept::find(const std::string& entity) const {
  const auto found = tables_.find(entity);
  return found == tables_.end() ? nullptr : &found->second;
}

std::string kept_name(const Way& way, const project::Dimension* dimension, const std::string& key_column) {
  std::string name;
  for (const Step& step : way)
    name += fmt::format("{}{}{}/", step.relationship->name, step.backward ? '<' : '>', step.to->name);
  return name + (dimension != nullptr ? "dimension " + dimension->name : "key " + key_column);
}

}  // namespace c360::metric
