#include "c360/metric/refusal.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace c360::metric {
namespace {

using project::MetricEntity;

std::string joined(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

/// The dimensions that rows of an entity do lead to, by entity: "sessions (page, device), customers (location)".
std::string reached(const TypedModel& model, const MetricEntity& from) {
  std::vector<std::string> parts;
  for (const MetricEntity* entity : reachable(model.spec(), from)) {
    std::vector<std::string> names;
    for (const auto& dimension : entity->dimensions) names.push_back(dimension.name);
    if (!names.empty()) parts.push_back(fmt::format("{} ({})", entity->name, joined(names)));
  }
  return joined(parts);
}

}  // namespace

Error unreachable(const TypedModel& model, const MetricEntity& from, const Dim& dim) {
  const bool is_reverse = !shortest_ways(model.spec(), *dim.start, from).empty();
  const std::string why = is_reverse ? fmt::format("one row of {} may have many of {}", from.name, dim.start->name)
                                     : fmt::format("no relationship leads from {} to {}", from.name, dim.start->name);
  return Error(ErrorCode::kUsage,
               fmt::format("what is counted in {} cannot be shown by '{}': {}", from.name, dim.text, why),
               fmt::format("{} can be shown by {}", from.name, reached(model, from)));
}

Error ambiguous(const MetricEntity& from, const Dim& dim, const std::vector<Way>& ways) {
  std::vector<std::string> names;
  const std::string last = dim.dimension == nullptr ? dim.key_column : dim.dimension->name;
  for (const Way& way : ways) names.push_back(name_of(way) + "." + last);
  return Error(ErrorCode::kUsage,
               fmt::format("{} leads to '{}' in {} equally short ways", from.name, dim.text, ways.size()),
               fmt::format("say which: {}", fmt::join(names, " or ")));
}

Error timeless(const MetricEntity& entity) {
  return Error(ErrorCode::kUsage,
               fmt::format("what is counted in {} cannot be shown by time: it has none", entity.name),
               "give a column of it the role time, or ask by other dimensions");
}

Error without_hours(const MetricEntity& entity) {
  return Error(ErrorCode::kUsage, fmt::format("{} has no hour_of_day: '{}' holds days", entity.name, entity.time),
               "ask by day_of_week");
}

Error without_period(const Dim& dim) {
  return Error(ErrorCode::kUsage, fmt::format("'{}' does not say which periods it counts", dim.text),
               fmt::format("write {}.month", dim.text));
}

}  // namespace c360::metric
