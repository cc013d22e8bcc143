#include "c360/delta/schema.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/delta/json_fields.h"

namespace c360::delta {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::array<std::string_view, 13> kPrimitives = {"string",    "long",          "integer", "short",  "byte",
                                                          "float",     "double",        "boolean", "binary", "date",
                                                          "timestamp", "timestamp_ntz", "decimal"};

ordered_json type_to_json(const DataType& type);

ordered_json metadata_value(const std::string& text) {
  ordered_json value = ordered_json::parse(text, nullptr, false);
  if (value.is_discarded()) {
    throw Error(ErrorCode::kInternal, fmt::format("column metadata must be JSON text, which '{}' is not", text));
  }
  return value;
}

ordered_json field_to_json(const Field& field) {
  ordered_json metadata = ordered_json::object();
  for (const auto& [key, value] : field.metadata) metadata[key] = metadata_value(value);
  return {{"name", field.name},
          {"type", type_to_json(field.type)},
          {"nullable", field.nullable},
          {"metadata", std::move(metadata)}};
}

ordered_json fields_to_json(const std::vector<Field>& fields) {
  ordered_json list = ordered_json::array();
  for (const Field& field : fields) list.push_back(field_to_json(field));
  return {{"type", "struct"}, {"fields", std::move(list)}};
}

ordered_json type_to_json(const DataType& type) {
  switch (type.kind) {
    case DataType::Kind::kPrimitive:
      return type.primitive;
    case DataType::Kind::kStruct:
      return fields_to_json(type.fields);
    case DataType::Kind::kArray:
      return {
          {"type", "array"}, {"elementType", type_to_json(type.element.at(0))}, {"containsNull", type.contains_null}};
    case DataType::Kind::kMap:
      return {{"type", "map"},
              {"keyType", type_to_json(type.element.at(0))},
              {"valueType", type_to_json(type.element.at(1))},
              {"valueContainsNull", type.contains_null}};
  }
  throw Error(ErrorCode::kInternal, "a data type of no kind");
}

[[noreturn]] void refuse_type(std::string_view name, std::string_view feature) {
  throw Error(ErrorCode::kUnsupported, fmt::format("the table needs the Delta feature '{}', which c360 does not read "
                                                   "yet: a column has the type '{}'",
                                                   feature, name));
}

[[noreturn]] void refuse_schema(std::string_view why) {
  throw Error(ErrorCode::kCorrupt, fmt::format("the table's schema cannot be read: {}", why));
}

/// "decimal(12,2)" in its one spelling; "decimal" alone is decimal(10,0).
std::string normal_decimal(const std::string& name) {
  if (name == "decimal") return "decimal(10,0)";
  int precision = 0, scale = 0, end = 0;
  const int read = std::sscanf(name.c_str(), "decimal( %2d , %2d )%n", &precision, &scale, &end);
  if (read != 2 || end != static_cast<int>(name.size()) || precision < 1 || precision > 38 || scale < 0 ||
      scale > precision) {
    refuse_schema(fmt::format("'{}' is no decimal type", name));
  }
  return fmt::format("decimal({},{})", precision, scale);
}

DataType primitive_type(const std::string& name) {
  DataType type;
  if (name.starts_with("decimal")) {
    type.primitive = normal_decimal(name);
    return type;
  }
  if (name == "variant") refuse_type(name, "variantType");
  if (std::find(kPrimitives.begin(), kPrimitives.end(), name) == kPrimitives.end()) refuse_type(name, name);
  type.primitive = name;
  return type;
}

DataType type_from_json(const json& value);

const json& part(const json& object, const char* key) {
  const json* found = find_field(object, key);
  if (found == nullptr) refuse_schema(fmt::format("'{}' is missing", key));
  return *found;
}

Field field_from_json(const json& value) {
  if (!value.is_object()) refuse_schema("a field is not an object");
  Field field;
  field.name = required_text(value, "name");
  field.type = type_from_json(part(value, "type"));
  field.nullable = flag_field(value, "nullable").value_or(true);
  if (const json* metadata = find_field(value, "metadata"); metadata != nullptr && metadata->is_object()) {
    for (const auto& [key, item] : metadata->items()) field.metadata.emplace(key, item.dump());
  }
  return field;
}

std::vector<Field> fields_from_json(const json& value) {
  const json& list = part(value, "fields");
  if (!list.is_array()) refuse_schema("'fields' is not a list");
  std::vector<Field> fields;
  for (const json& field : list) fields.push_back(field_from_json(field));
  return fields;
}

DataType nested_type(const json& value) {
  const std::string kind = required_text(value, "type");
  DataType type;
  if (kind == "struct") {
    type.kind = DataType::Kind::kStruct;
    type.fields = fields_from_json(value);
  } else if (kind == "array") {
    type.kind = DataType::Kind::kArray;
    type.element.push_back(type_from_json(part(value, "elementType")));
    type.contains_null = flag_field(value, "containsNull").value_or(true);
  } else if (kind == "map") {
    type.kind = DataType::Kind::kMap;
    type.element.push_back(type_from_json(part(value, "keyType")));
    type.element.push_back(type_from_json(part(value, "valueType")));
    type.contains_null = flag_field(value, "valueContainsNull").value_or(true);
  } else {
    refuse_type(kind, kind);
  }
  return type;
}

DataType type_from_json(const json& value) {
  if (value.is_string()) return primitive_type(value.get<std::string>());
  if (!value.is_object()) refuse_schema("a type is neither a name nor an object");
  return nested_type(value);
}

}  // namespace

DataType DataType::of(std::string name) {
  return primitive_type(name);
}

bool DataType::operator==(const DataType&) const = default;
bool Field::operator==(const Field&) const = default;
bool Schema::operator==(const Schema&) const = default;

const Field* Schema::find(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

std::string Schema::to_json() const {
  return write_json(fields_to_json(fields));
}

Schema Schema::from_json(std::string_view text) {
  const json value = parse_json(text, "the table's schema");
  const json* type = find_field(value, "type");
  if (type == nullptr || *type != "struct") refuse_schema("it is not a struct");
  return {fields_from_json(value)};
}

}  // namespace c360::delta
