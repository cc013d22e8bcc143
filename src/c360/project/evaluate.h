// What expressions and values with ${…} give.
#pragma once

#include <functional>
#include <string>

#include "c360/base/clock.h"
#include "c360/project/template.h"

namespace c360::project {

/// Where an expression's references lead. What is called must be safe for the thread that evaluates.
struct Surroundings {
  /// The object or value that item, parameters, variables or run stands for. Throws Error(kProject), without a place.
  std::function<JsonValue(const std::string& reference)> reference;
  /// What activity(), error() or status() gives for an activity. Throws likewise.
  std::function<JsonValue(const std::string& function, const std::string& activity)> of_activity;
  Micros now = 0;
};

/// Throws Error(kProject) at the place of the part that cannot be evaluated: a key that is not there ("did you mean"),
/// an argument of the wrong kind.
JsonValue evaluate(const Expression& expression, const Surroundings& surroundings);
JsonValue evaluate(const Template& value, const Surroundings& surroundings);

}  // namespace c360::project
