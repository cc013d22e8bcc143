// The functions of pipelines' expressions (expression.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "c360/base/clock.h"
#include "c360/project/expression.h"

namespace c360::project {

/// A function's arguments, and what it may need to know beside them.
struct FunctionCall {
  const std::vector<JsonValue>& arguments;
  Micros now = 0;
};

struct ExpressionFunction {
  std::string name;
  int least = 0;      ///< arguments
  int most = 0;       ///< -1: any number
  std::string usage;  ///< "equals(a, b): whether two values are the same"
  /// nullptr for those that the run itself answers: activity, error, status. Throws Error(kProject), without a place,
  /// for arguments that it cannot take.
  JsonValue (*give)(const FunctionCall&) = nullptr;
};

/// All, by name. Any thread may call.
const std::vector<ExpressionFunction>& expression_functions();
/// nullptr if there is none.
const ExpressionFunction* find_function(std::string_view name);
std::vector<std::string> function_names();
/// "2 arguments", "1 or more arguments".
std::string arguments_of(const ExpressionFunction& function);

/// "a text", "a list", … for messages.
std::string kind_of(const JsonValue& value);
/// A value within a text: a text as it is, nothing as "", everything else as JSON.
std::string text_of(const JsonValue& value);

}  // namespace c360::project
