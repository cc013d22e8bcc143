#include "c360/engine/values/value_spec.h"

#include <nlohmann/json.hpp>

#include "c360/base/error.h"

namespace c360::values {
namespace {

using Json = nlohmann::json;

Json optional_json(const std::optional<std::string>& text) {
  return text ? Json(*text) : Json(nullptr);
}

std::optional<std::string> optional_text(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional(json.get<std::string>());
}

Json step_json(const CleanStep& step) {
  return {static_cast<int>(step.kind), step.pattern, step.replacement, step.values};
}

CleanStep step_of(const Json& json) {
  return {static_cast<CleanStep::Kind>(json.at(0).get<int>()), json.at(1), json.at(2),
          json.at(3).get<std::map<std::string, std::string>>()};
}

Json notation_json(const NumberNotation& notation) {
  return {static_cast<int>(notation.decimal_separator), static_cast<int>(notation.thousands_separator), notation.prefix,
          notation.round};
}

NumberNotation notation_of(const Json& json) {
  return {static_cast<char>(json.at(0).get<int>()), static_cast<char>(json.at(1).get<int>()), json.at(2), json.at(3)};
}

ValueSpec spec_of(const Json& json) {
  ValueSpec spec;
  spec.column = json.at("column");
  spec.type = sql::Type::parse(json.at("type").get<std::string>());
  spec.required = json.at("required");
  spec.null_tokens = json.at("null").get<std::vector<std::string>>();
  for (const Json& step : json.at("clean")) spec.clean.push_back(step_of(step));
  spec.formats = json.at("formats").get<std::vector<std::string>>();
  spec.default_value = optional_text(json.at("default"));
  spec.min = optional_text(json.at("min"));
  spec.max = optional_text(json.at("max"));
  if (json.contains("max_length")) spec.max_length = json.at("max_length").get<std::size_t>();
  spec.pattern = optional_text(json.at("pattern"));
  spec.accepted = json.at("accepted").get<std::vector<std::string>>();
  spec.notation = notation_of(json.at("notation"));
  return spec;
}

}  // namespace

std::string ValueSpec::to_text() const {
  Json steps = Json::array();
  for (const CleanStep& step : clean) steps.push_back(step_json(step));
  Json json = {{"column", column},
               {"type", type.to_string()},
               {"required", required},
               {"null", null_tokens},
               {"clean", steps},
               {"formats", formats},
               {"default", optional_json(default_value)},
               {"min", optional_json(min)},
               {"max", optional_json(max)},
               {"pattern", optional_json(pattern)},
               {"accepted", accepted},
               {"notation", notation_json(notation)}};
  if (max_length) json["max_length"] = *max_length;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ValueSpec ValueSpec::from_text(std::string_view text) {
  try {
    return spec_of(Json::parse(text));
  } catch (const Json::exception& error) {
    throw Error(ErrorCode::kInternal, std::string("a column's spec is not what ValueSpec writes: ") + error.what());
  }
}

}  // namespace c360::values
