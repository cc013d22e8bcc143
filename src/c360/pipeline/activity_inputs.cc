#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/pipeline/runner.h"
#include "c360/project/expression_functions.h"

namespace c360::pipeline {

void Attempt::refuse(const char* key, const std::string& expected) const {
  const project::Template* written = activity.input(key);
  const std::string given = input.contains(key) ? project::kind_of(input[key]) : "nothing";
  throw Error(ErrorCode::kProject, fmt::format("'{}' of '{}' must be {}, not {}", key, activity.name, expected, given),
              {}, written == nullptr ? activity.where : written->where);
}

std::string Attempt::text(const char* key, const std::string& otherwise) const {
  if (!input.contains(key)) return otherwise;
  if (!input[key].is_string()) refuse(key, "a text");
  return input[key].get<std::string>();
}

bool Attempt::truth(const char* key, bool otherwise) const {
  if (!input.contains(key)) return otherwise;
  if (!input[key].is_boolean()) refuse(key, "true or false");
  return input[key].get<bool>();
}

std::int64_t Attempt::number(const char* key, std::int64_t least, std::int64_t most, std::int64_t otherwise) const {
  if (!input.contains(key)) return otherwise;
  const bool fits = input[key].is_number_integer() && input[key] >= least && input[key] <= most;
  if (!fits) refuse(key, fmt::format("a whole number from {} to {}", least, most));
  return input[key].get<std::int64_t>();
}

std::int64_t Attempt::seconds(const char* key, std::int64_t otherwise) const {
  if (!input.contains(key)) return otherwise;
  const auto span = project::span_in_seconds(input[key]);
  if (!span) refuse(key, "a number of seconds, or a span such as 30s, 5m or 2h");
  return *span;
}

const JsonValue& Attempt::list(const char* key) const {
  if (!input.contains(key) || !input[key].is_array()) refuse(key, "a list");
  return input[key];
}

std::vector<std::string> Attempt::texts(const char* key) const {
  std::vector<std::string> result;
  if (!input.contains(key)) return result;
  if (input[key].is_string()) return {input[key].get<std::string>()};
  for (const JsonValue& entry : list(key)) {
    if (!entry.is_string()) refuse(key, "a text or a list of texts");
    result.push_back(entry.get<std::string>());
  }
  return result;
}

}  // namespace c360::pipeline
