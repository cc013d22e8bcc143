// local_time, week_of and weekday_of: what SQL that users write calls for days, hours and weeks of their calendar.
// Macros, so that plans show what they stand for.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "c360/engine/engine.h"

namespace c360::engine {

/// The statements that define them, in place of what they were before.
std::vector<std::string> calendar_macros(const Calendar& calendar);

/// Throws Error(kUsage) for a zone that the engine does not know; `run` runs a statement and throws if it fails.
void require_time_zone(const std::string& time_zone, const std::function<void(const std::string&)>& run);

}  // namespace c360::engine
