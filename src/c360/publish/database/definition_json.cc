#include "c360/publish/database/definition_json.h"

#include <nlohmann/json.hpp>

#include "c360/base/error.h"

namespace c360::publish::database {
namespace {

using Json = nlohmann::ordered_json;

/// What a type's name is read as again: all nested types are jsonb there.
std::string type_text(const sql::Type& type) {
  return type.nested == nullptr ? type.to_string() : sql::Type{sql::TypeKind::kStringList}.to_string();
}

Json json_of(const sql::ColumnDefinition& column) {
  return {{"name", column.name},
          {"type", type_text(column.type)},
          {"required", column.required},
          {"max_length", column.max_length}};
}

sql::ColumnDefinition column_of(const Json& json) {
  sql::ColumnDefinition column;
  column.name = json.at("name");
  column.type = sql::Type::parse(json.at("type").get<std::string>());
  column.required = json.at("required");
  column.max_length = json.at("max_length");
  return column;
}

}  // namespace

std::string to_json(const sql::TableDefinition& table) {
  Json json;
  json["columns"] = Json::array();
  for (const auto& column : table.columns) json["columns"].push_back(json_of(column));
  json["key"] = {{"name", table.key.name}, {"columns", table.key.columns}, {"may_be_null", table.key.may_be_null}};
  json["foreign_keys"] = Json::array();
  for (const auto& key : table.foreign_keys) {
    json["foreign_keys"].push_back(
        {{"name", key.name}, {"columns", key.columns}, {"target", key.target}, {"target_columns", key.target_columns}});
  }
  json["indexes"] = Json::array();
  for (const auto& index : table.indexes) json["indexes"].push_back({{"name", index.name}, {"columns", index.columns}});
  return json.dump();
}

sql::TableDefinition definition_from_json(std::string_view text, const std::string& schema, const std::string& name) {
  sql::TableDefinition table;
  table.schema = schema;
  table.name = name;
  try {
    const Json json = Json::parse(text);
    for (const Json& column : json.at("columns")) table.columns.push_back(column_of(column));
    const Json& key = json.at("key");
    table.key = {key.at("name"), key.at("columns"), key.at("may_be_null")};
    for (const Json& each : json.at("foreign_keys")) {
      table.foreign_keys.push_back({each.at("name"), each.at("columns"), each.at("target"), each.at("target_columns")});
    }
    for (const Json& each : json.at("indexes")) table.indexes.push_back({each.at("name"), each.at("columns")});
  } catch (const Json::exception& error) {
    throw Error(ErrorCode::kCorrupt, "c360_tables of the target has a definition that is none: " + name,
                "publish into a new schema; somebody has changed c360's own table there");
  }
  return table;
}

}  // namespace c360::publish::database
