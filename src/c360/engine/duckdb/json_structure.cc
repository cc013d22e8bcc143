#include "c360/engine/duckdb/json_structure.h"

#include <nlohmann/json.hpp>

#include "c360/engine/duckdb/types.h"

namespace c360::engine {
namespace {

using Json = nlohmann::ordered_json;

Json structure(const sql::Type& type) {
  if (type.kind == sql::TypeKind::kList) return Json::array({structure(type.nested->at(0).type)});
  if (type.kind == sql::TypeKind::kStringList) return Json::array({"VARCHAR"});
  if (type.kind != sql::TypeKind::kStruct) return engine_name(type);
  Json fields = Json::object();
  for (const sql::NestedField& field : *type.nested) fields[field.name] = structure(field.type);
  return fields;
}

}  // namespace

std::string json_structure(const sql::Type& type) {
  return structure(type).dump();
}

}  // namespace c360::engine
