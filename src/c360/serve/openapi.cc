#include "c360/serve/openapi.h"

#include <algorithm>

#include "c360/base/letter_case.h"
#include "c360/serve/gate.h"

namespace c360::serve {
namespace {

Json whole_number() {
  return {{"type", "integer"}, {"format", "int64"}, {"minimum", 0}};
}

Json schema_of(const Parameter& parameter) {
  switch (parameter.kind) {
    case Parameter::Kind::kText:
      return {{"type", "string"}};
    case Parameter::Kind::kTexts:
      return {{"type", "array"}, {"items", {{"type", "string"}}}};
    case Parameter::Kind::kWholeNumber:
      return whole_number();
    case Parameter::Kind::kWholeNumbers:
      return {{"type", "array"}, {"items", whole_number()}};
    case Parameter::Kind::kFlag:
      return {{"type", "boolean"}};
  }
  return Json::object();
}

Json parameter_json(const Parameter& parameter) {
  return {{"name", parameter.name},
          {"in", parameter.in_path ? "path" : "query"},
          {"required", parameter.required || parameter.in_path},
          {"description", parameter.description},
          {"schema", schema_of(parameter)}};
}

Json body_json(const Endpoint& endpoint) {
  Json properties = Json::object(), required = Json::array();
  for (const Parameter& parameter : endpoint.parameters) {
    if (parameter.in_path) continue;
    properties[parameter.name] = schema_of(parameter);
    properties[parameter.name]["description"] = parameter.description;
    if (parameter.required) required.push_back(parameter.name);
  }
  Json schema = {{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = required;
  return {{"required", true}, {"content", {{"application/json", {{"schema", schema}}}}}};
}

Json responses_json(const Endpoint& endpoint) {
  Json content = Json::object();
  for (const std::string& type : endpoint.formats) content[type] = {{"schema", Json::object()}};
  Json responses = {{"200", {{"description", endpoint.answer}, {"content", content}}}};
  responses["default"] = {
      {"description", "What went wrong and what to do"},
      {"content", {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
  return responses;
}

/// `suffix`: of its id, where an endpoint takes two methods.
Json operation(const Endpoint& endpoint, bool is_post) {
  Json parameters = Json::array();
  for (const Parameter& parameter : endpoint.parameters) {
    if (parameter.in_path || !is_post) parameters.push_back(parameter_json(parameter));
  }
  Json json = {{"operationId", endpoint.name + (is_post && endpoint.takes_post ? "_by_post" : "")},
               {"summary", endpoint.summary}};
  if (!parameters.empty()) json["parameters"] = parameters;
  if (is_post) json["requestBody"] = body_json(endpoint);
  if (endpoint.least == Least::kAnyone) {
    json["security"] = Json::array();
  } else {
    json["x-c360-role"] = to_string(role_of(endpoint.least));
  }
  json["responses"] = responses_json(endpoint);
  return json;
}

/// A bearer token, or the cookie that POST /v1/session gives for one.
Json security_schemes() {
  return {{"token", {{"type", "http"}, {"scheme", "bearer"}}},
          {"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", kCookie}}}};
}

Json problem_schema() {
  Json properties = {{"title", {{"type", "string"}}},
                     {"status", {{"type", "integer"}}},
                     {"detail", {{"type", "string"}, {"description", "What is wrong"}}},
                     {"hint", {{"type", "string"}, {"description", "What to do"}}},
                     {"code", {{"type", "string"}}},
                     {"where", {{"type", "string"}}},
                     {"line", {{"type", "integer"}}},
                     {"column", {{"type", "integer"}}}};
  return {{"type", "object"}, {"properties", properties}, {"required", {"title", "status", "detail"}}};
}

}  // namespace

Json openapi_document(const std::vector<Endpoint>& endpoints) {
  Json paths = Json::object();
  for (const Endpoint& endpoint : endpoints) {
    const bool has_body = endpoint.method == "POST";
    paths[endpoint.path][to_lower(endpoint.method)] = operation(endpoint, has_body);
    if (endpoint.takes_post) paths[endpoint.path]["post"] = operation(endpoint, true);
  }
  return {{"openapi", "3.1.0"},
          {"info", {{"title", "c360"}, {"version", C360_VERSION}}},
          {"paths", paths},
          {"security", {{{"token", Json::array()}}, {{"session", Json::array()}}}},
          {"components", {{"schemas", {{"Problem", problem_schema()}}}, {"securitySchemes", security_schemes()}}}};
}

}  // namespace c360::serve
