#include "c360/powerbi/testing/published_schemas.h"

#include <algorithm>
#include <regex>
#include <set>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::powerbi {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kAddress = "https://developer.microsoft.com/json-schemas/";

bool has_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  throw Error(ErrorCode::kUnsupported, "a schema names the type " + type);
}

void check_keywords(const Json& schema) {
  static const std::set<std::string> known = {"description",
                                              "type",
                                              "$ref",
                                              "additionalProperties",
                                              "properties",
                                              "const",
                                              "required",
                                              "items",
                                              "anyOf",
                                              "title",
                                              "$id",
                                              "$schema",
                                              "default",
                                              "definitions",
                                              "maxLength",
                                              "enum",
                                              "oneOf",
                                              "pattern",
                                              "maxItems",
                                              "minLength",
                                              "patternProperties",
                                              "format",
                                              "allOf",
                                              "minimum",
                                              "$comment"};
  for (const auto& [key, value] : schema.items())
    if (known.count(key) == 0) throw Error(ErrorCode::kUnsupported, "a schema uses the keyword " + key);
}

void check_text(const Json& schema, const std::string& text, const std::string& path,
                std::vector<std::string>& faults) {
  if (schema.contains("maxLength") && text.size() > schema["maxLength"].get<std::size_t>())
    faults.push_back(path + ": longer than " + schema["maxLength"].dump());
  if (schema.contains("minLength") && text.size() < schema["minLength"].get<std::size_t>())
    faults.push_back(path + ": shorter than " + schema["minLength"].dump());
  if (schema.contains("pattern") && !std::regex_search(text, std::regex(schema["pattern"].get<std::string>())))
    faults.push_back(path + ": does not match " + schema["pattern"].dump());
}

void check_type(const Json& schema, const Json& value, const std::string& path, std::vector<std::string>& faults) {
  const auto type = schema.find("type");
  if (type == schema.end()) return;
  const std::vector<std::string> types =
      type->is_array() ? type->get<std::vector<std::string>>() : std::vector<std::string>{type->get<std::string>()};
  if (std::none_of(types.begin(), types.end(), [&](const std::string& each) { return has_type(value, each); }))
    faults.push_back(path + ": is no " + type->dump());
}

}  // namespace

std::vector<std::string> PublishedSchemas::faults(const Json& document) {
  const std::string address = document.value("$schema", "");
  if (address.compare(0, kAddress.size(), kAddress) != 0) return {"/$schema: names none of the published schemas"};
  const std::filesystem::path file = folder_ / address.substr(kAddress.size());
  if (!std::filesystem::exists(file)) return {"/$schema: there is no " + address};
  std::vector<std::string> found;
  check({file, &load(file)}, document, "", found);
  return found;
}

const Json& PublishedSchemas::load(const std::filesystem::path& file) {
  const auto known = files_.find(file);
  if (known != files_.end()) return known->second;
  return files_.emplace(file, Json::parse(read_file(file))).first->second;
}

PublishedSchemas::Place PublishedSchemas::resolve(const std::filesystem::path& from, const std::string& reference) {
  const std::size_t hash = reference.find('#');
  const std::string path = reference.substr(0, hash);
  const std::filesystem::path file = path.empty() ? from : (from.parent_path() / path).lexically_normal();
  const Json& root = load(file);
  if (hash == std::string::npos || hash + 1 == reference.size()) return {file, &root};
  return {file, &root.at(Json::json_pointer(reference.substr(hash + 1)))};
}

void PublishedSchemas::check(const Place& place, const Json& value, const std::string& path,
                             std::vector<std::string>& found) {
  const Json& schema = *place.schema;
  if (schema.is_boolean()) {
    if (!schema.get<bool>()) found.push_back(path + ": nothing may stand here");
    return;
  }
  check_keywords(schema);
  if (schema.contains("$ref")) return check(resolve(place.file, schema["$ref"].get<std::string>()), value, path, found);
  check_type(schema, value, path, found);
  if (schema.contains("const") && schema["const"] != value)
    found.push_back(path + ": is not " + schema["const"].dump());
  if (schema.contains("enum") && std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
    found.push_back(path + ": is none of " + schema["enum"].dump());
  if (value.is_string()) check_text(schema, value.get<std::string>(), path, found);
  if (value.is_object()) check_object(place, value, path, found);
  if (value.is_array()) check_array(place, value, path, found);
  check_choices(place, value, path, found);
}

void PublishedSchemas::check_object(const Place& place, const Json& value, const std::string& path,
                                    std::vector<std::string>& found) {
  const Json& schema = *place.schema;
  for (const Json& key : schema.value("required", Json::array()))
    if (!value.contains(key.get<std::string>())) found.push_back(path + ": lacks " + key.dump());
  const Json properties = schema.value("properties", Json::object());
  const Json patterns = schema.value("patternProperties", Json::object());
  for (const auto& [key, member] : value.items()) {
    const std::string below = path + "/" + key;
    bool known = properties.contains(key);
    if (known) check({place.file, &schema["properties"][key]}, member, below, found);
    for (const auto& [pattern, each] : patterns.items()) {
      if (!std::regex_search(key, std::regex(pattern))) continue;
      known = true;
      check({place.file, &schema["patternProperties"][pattern]}, member, below, found);
    }
    const auto others = schema.find("additionalProperties");
    if (known || others == schema.end()) continue;
    if (others->is_boolean() && !others->get<bool>()) {
      found.push_back(below + ": is no property here");
    } else {
      check({place.file, &*others}, member, below, found);
    }
  }
}

void PublishedSchemas::check_array(const Place& place, const Json& value, const std::string& path,
                                   std::vector<std::string>& found) {
  const Json& schema = *place.schema;
  if (schema.contains("maxItems") && value.size() > schema["maxItems"].get<std::size_t>())
    found.push_back(path + ": has more than " + schema["maxItems"].dump() + " items");
  const auto items = schema.find("items");
  if (items == schema.end()) return;
  for (std::size_t i = 0; i < value.size(); ++i)
    check({place.file, &*items}, value[i], path + "/" + std::to_string(i), found);
}

void PublishedSchemas::check_choices(const Place& place, const Json& value, const std::string& path,
                                     std::vector<std::string>& found) {
  const auto matches = [&](const Json& choices) {
    return std::count_if(choices.begin(), choices.end(), [&](const Json& choice) {
      return is_valid({place.file, &choice}, value);
    });
  };
  const Json& schema = *place.schema;
  if (schema.contains("anyOf") && matches(schema["anyOf"]) == 0) found.push_back(path + ": is none of the choices");
  if (schema.contains("oneOf") && matches(schema["oneOf"]) != 1) found.push_back(path + ": is not one of the choices");
  for (const Json& each : schema.value("allOf", Json::array()))
    if (!is_valid({place.file, &each}, value)) found.push_back(path + ": lacks what all must have");
}

bool PublishedSchemas::is_valid(const Place& place, const Json& value) {
  std::vector<std::string> found;
  check(place, value, "", found);
  return found.empty();
}

}  // namespace c360::powerbi
