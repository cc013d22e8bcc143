#include "c360/pipeline/frame.h"

#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/base/suggest.h"

namespace c360::pipeline {
namespace {

std::vector<std::string> names_of(const std::vector<project::NamedValue>& values) {
  std::vector<std::string> names;
  for (const auto& value : values) names.push_back(value.name);
  return names;
}

const project::NamedValue* find(const std::vector<project::NamedValue>& values, const std::string& name) {
  for (const auto& value : values)
    if (value.name == name) return &value;
  return nullptr;
}

[[noreturn]] void refuse_unknown(const project::PipelineSpec& pipeline, const std::string& name) {
  const auto known = names_of(pipeline.parameters);
  throw Error(ErrorCode::kUsage, fmt::format("the pipeline '{}' has no parameter '{}'", pipeline.name, name),
              known.empty() ? "it has none at all" : did_you_mean(name, known));
}

const JsonValue& item_of(const Frame& frame) {
  for (const Frame* at = &frame; at != nullptr; at = at->outer)
    if (at->item) return *at->item;
  throw Error(ErrorCode::kProject, "there is no item here", "${item} is known within for_each");
}

JsonValue value_of(const Frame& frame, const std::string& reference) {
  if (reference == "item") return item_of(frame);
  if (reference == "parameters") return frame.values.parameters();
  return reference == "variables" ? frame.values.variables() : frame.values.run();
}

JsonValue of_activity(const Frame& frame, const std::string& function, const std::string& name) {
  for (const Frame* at = &frame; at != nullptr; at = at->outer) {
    const auto state = at->states.find(name);
    if (state == at->states.end()) continue;
    if (function == "status") return std::string(to_string(state->second));
    const auto result = at->results.find(name);
    if (function == "error")
      return result == at->results.end() || result->second.error.empty() ? JsonValue()
                                                                         : JsonValue(result->second.error);
    return result == at->results.end() ? JsonValue() : result->second.output;
  }
  return function == "status" ? JsonValue("pending") : JsonValue();
}

}  // namespace

PipelineValues::PipelineValues(const project::PipelineSpec& pipeline, JsonValue parameters, JsonValue run)
    : pipeline_(pipeline), parameters_(std::move(parameters)), run_(std::move(run)) {
  for (const auto& variable : pipeline.variables) variables_[variable.name] = variable.value;
}

JsonValue PipelineValues::variables() const {
  const std::lock_guard lock(mutex_);
  return variables_;
}

void PipelineValues::set(const std::string& variable, JsonValue value) {
  if (find(pipeline_.variables, variable) == nullptr)
    throw Error(ErrorCode::kProject, fmt::format("the pipeline has no variable '{}'", variable),
                did_you_mean(variable, names_of(pipeline_.variables)));
  const std::lock_guard lock(mutex_);
  variables_[variable] = std::move(value);
}

void PipelineValues::append(const std::string& variable, JsonValue value) {
  const std::lock_guard lock(mutex_);
  if (!variables_.contains(variable) || !variables_[variable].is_array())
    throw Error(ErrorCode::kProject, fmt::format("the variable '{}' is no list", variable), "let it begin as one: []");
  variables_[variable].push_back(std::move(value));
}

project::Surroundings Frame::surroundings(Micros now) const {
  return {[this](const std::string& reference) { return value_of(*this, reference); },
          [this](const std::string& function, const std::string& name) { return of_activity(*this, function, name); },
          now};
}

JsonValue parameters_of(const project::PipelineSpec& pipeline, const JsonValue& given) {
  JsonValue parameters = JsonValue::object();
  for (const auto& entry : given.items())
    if (find(pipeline.parameters, entry.key()) == nullptr) refuse_unknown(pipeline, entry.key());
  for (const auto& parameter : pipeline.parameters) {
    parameters[parameter.name] = given.contains(parameter.name) ? given[parameter.name] : parameter.value;
    if (parameters[parameter.name].is_null())
      throw Error(ErrorCode::kUsage,
                  fmt::format("the pipeline '{}' needs the parameter '{}'", pipeline.name, parameter.name),
                  fmt::format("give it: --parameter {}=…", parameter.name), parameter.where);
  }
  return parameters;
}

JsonValue parsed_parameters(const project::PipelineSpec& pipeline, const std::map<std::string, std::string>& given) {
  JsonValue values = JsonValue::object();
  for (const auto& [name, text] : given) {
    const auto* parameter = find(pipeline.parameters, name);
    if (parameter == nullptr) refuse_unknown(pipeline, name);
    values[name] = text;
    if (parameter->value.is_null() || parameter->value.is_string()) continue;
    values[name] = JsonValue::parse(text, nullptr, false);
    if (values[name].is_discarded() || values[name].type_name() != std::string(parameter->value.type_name()))
      throw Error(ErrorCode::kUsage,
                  fmt::format("the parameter '{}' is a {}, not '{}'", name, parameter->value.type_name(), text),
                  fmt::format("its default is {}", parameter->value.dump()));
  }
  return values;
}

}  // namespace c360::pipeline
