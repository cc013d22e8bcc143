// The days that readers look at: presets, what they are compared with, and how time is parted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/project/metric_spec.h"

namespace c360::metric {

/// Days from one to another, both included: "2024-03-01".
struct DayRange {
  std::string first, last;
  bool operator==(const DayRange&) const = default;
};

/// One choice of days.
struct ShownDays {
  std::string name;  ///< "7d", "30d", "90d", "year", "all"
  DayRange days;
  std::optional<DayRange> before;  ///< what they are compared with; all days with nothing
  project::TimeGrain grain = project::TimeGrain::kDay;
};

/// What readers choose from. All end at the data's last day. Throws Error(kInternal) for texts that are no days.
std::vector<ShownDays> presets_of(const DayRange& data);

/// Up to so many days, both included, a course is parted so: points enough for it, few enough to be told apart.
struct GrainLimit {
  project::TimeGrain grain;
  std::optional<int> most_days;  ///< the last has no limit
};
const std::vector<GrainLimit>& grain_limits();

}  // namespace c360::metric
