#include "c360/project/json_schema.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/project/connection_schema.h"
#include "c360/project/contract_schema.h"
#include "c360/project/dashboard_schema.h"
#include "c360/project/metric_schema.h"
#include "c360/project/model_test_schema.h"
#include "c360/project/pipeline_schema.h"
#include "c360/project/settings_schema.h"
#include "c360/project/shape.h"
#include "c360/project/yaml_document.h"

namespace c360::project {
namespace {

using Json = nlohmann::ordered_json;

std::string definition_name(const std::string& name) {
  std::string id = name;
  std::replace(id.begin(), id.end(), ' ', '_');
  return id;
}

/// Writes shapes; what objects there are inside go to `definitions`, each once.
class SchemaWriter {
 public:
  Json object(const Shape& shape) {
    Json properties = Json::object();
    Json needed = Json::array();
    for (const FieldShape& field : shape.fields) {
      properties[field.key] = property(field);
      if (field.required) needed.push_back(field.key);
    }
    Json schema = {{"description", shape.meaning}, {"type", "object"}, {"properties", std::move(properties)}};
    if (!needed.empty()) schema["required"] = std::move(needed);
    schema["additionalProperties"] = false;
    return schema;
  }

  Json definitions = Json::object();

 private:
  Json property(const FieldShape& field) {
    Json schema = write(field.shape);
    Json described = {{"description", field.meaning}};
    if (!field.default_yaml.empty()) described["default"] = default_value(field.default_yaml, field.shape);
    described.update(schema);
    return described;
  }

  static Json scalar_value(const YamlNode& node, const Shape& shape) {
    if (shape.kind == Shape::Kind::kBoolean) return node.text == "true";
    if (shape.kind == Shape::Kind::kInteger) return std::stol(node.text);
    return node.text;
  }

  static Json default_value(const std::string& yaml, const Shape& shape) {
    Problems problems;
    const YamlNode node = parse_yaml(yaml, "default", problems).value_or(YamlNode{});
    if (node.kind != YamlNode::Kind::kList) return scalar_value(node, shape);
    Json list = Json::array();
    for (const YamlNode& item : node.items) list.push_back(scalar_value(item, *shape.inner));
    return list;
  }

  Json write(const Shape& shape) {
    switch (shape.kind) {
      case Shape::Kind::kText:
        return text(shape);
      case Shape::Kind::kInteger:
        return integer(shape);
      case Shape::Kind::kBoolean:
        return {{"type", "boolean"}};
      case Shape::Kind::kWord:
        return {{"enum", shape.words}};
      case Shape::Kind::kList:
        return {{"type", "array"}, {"items", write(*shape.inner)}};
      case Shape::Kind::kOneOrList:
        return any_of({write(*shape.inner), {{"type", "array"}, {"items", write(*shape.inner)}}});
      case Shape::Kind::kMap:
        return map(shape);
      case Shape::Kind::kObject:
        return object_value(shape);
      case Shape::Kind::kAlternative:
        return alternatives(shape);
      case Shape::Kind::kAny:
        return Json::object();
      case Shape::Kind::kReference:
        return {{"$ref", "#/$defs/" + definition_name(shape.name)}};
    }
    return true;
  }

  static Json any_of(std::vector<Json> choices) { return {{"anyOf", std::move(choices)}}; }

  /// YAML reads 12.5 and true as more than text; c360 takes them as they are written.
  static Json text(const Shape& shape) {
    Json types = {"string", "number", "boolean"};
    if (shape.allows_null) types.push_back("null");
    Json schema = {{"type", std::move(types)}};
    if (!shape.pattern.empty()) schema["pattern"] = shape.pattern;
    return schema;
  }

  static Json integer(const Shape& shape) {
    Json schema = {{"type", "integer"}};
    if (shape.minimum) schema["minimum"] = *shape.minimum;
    if (shape.maximum) schema["maximum"] = *shape.maximum;
    return schema;
  }

  Json map(const Shape& shape) {
    Json schema = {{"type", "object"}, {"additionalProperties", write(*shape.inner)}};
    if (!shape.pattern.empty()) schema["propertyNames"] = {{"pattern", shape.pattern}};
    return schema;
  }

  Json object_value(const Shape& shape) {
    const std::string id = definition_name(shape.name);
    if (!definitions.contains(id)) definitions[id] = object(shape);
    Json reference = {{"$ref", "#/$defs/" + id}};
    for (const FieldShape& field : shape.fields)
      if (field.key == shape.short_form) return any_of({write(field.shape), std::move(reference)});
    return reference;
  }

  Json alternatives(const Shape& shape) {
    std::vector<Json> choices;
    for (const Shape& choice : shape.alternatives) choices.push_back(write(choice));
    return any_of(std::move(choices));
  }
};

std::string write_schema(const Shape& shape, const std::string& title) {
  SchemaWriter writer;
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
  schema.update(writer.object(shape));
  schema["$defs"] = std::move(writer.definitions);
  return schema.dump(2) + "\n";
}

}  // namespace

std::string json_schema(std::string_view which) {
  if (which == "project") return write_schema(settings_object().shape(), "c360.yaml");
  if (which == "contract") return write_schema(contract_object().shape(), "A contract of c360");
  if (which == "metrics") return write_schema(metric_object().shape(), "A metrics file of c360");
  if (which == "dashboard") return write_schema(dashboard_object().shape(), "A dashboard of c360");
  if (which == "pipeline") return write_schema(pipeline_shape(), "A pipeline of c360");
  if (which == "connections") return write_schema(connections_shape(), "connections.yaml");
  if (which == "test") return write_schema(model_test_object().shape(), "A test of a model of c360");
  throw Error(ErrorCode::kUsage, fmt::format("there is no schema '{}'", which),
              did_you_mean(which, {"project", "contract", "metrics", "test", "dashboard", "pipeline", "connections"}));
}

}  // namespace c360::project
