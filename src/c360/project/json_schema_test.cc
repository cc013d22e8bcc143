#include "c360/project/json_schema.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/project/contract_schema.h"
#include "c360/project/settings_schema.h"

namespace c360::project {
namespace {

using Json = nlohmann::json;

std::set<std::string> keys_of(const Json& object) {
  std::set<std::string> keys;
  for (const auto& item : object.items()) keys.insert(item.key());
  return keys;
}

std::set<std::string> keys_of(const Shape& shape) {
  std::set<std::string> keys;
  for (const FieldShape& field : shape.fields) keys.insert(field.key);
  return keys;
}

/// Every "$ref" below a value.
void collect_references(const Json& value, std::set<std::string>& references) {
  for (const auto& item : value.items()) {
    if (item.key() == "$ref") references.insert(item.value().get<std::string>());
    if (item.value().is_structured()) collect_references(item.value(), references);
  }
}

TEST(JsonSchema, HasTheKeysThatAreRead) {
  const Json project = Json::parse(json_schema("project"));
  EXPECT_EQ(project["$schema"], "https://json-schema.org/draft/2020-12/schema");
  EXPECT_EQ(keys_of(project["properties"]), keys_of(settings_object().shape()));
  const Json contract = Json::parse(json_schema("contract"));
  EXPECT_EQ(keys_of(contract["properties"]), keys_of(contract_object().shape()));
  EXPECT_EQ(contract["required"], Json({"entity", "key", "columns"}));
  EXPECT_EQ(contract["additionalProperties"], false);
}

TEST(JsonSchema, EveryReferenceLeadsToADefinition) {
  for (const char* which : {"project", "contract"}) {
    const Json schema = Json::parse(json_schema(which));
    std::set<std::string> references;
    collect_references(schema, references);
    EXPECT_FALSE(references.empty());
    for (const std::string& reference : references)
      EXPECT_TRUE(schema.contains(Json::json_pointer(reference.substr(1)))) << reference;
  }
}

TEST(JsonSchema, DefaultsHaveTheirKeysTypes) {
  const Json properties = Json::parse(json_schema("project"))["properties"];
  EXPECT_EQ(properties["keep_snapshots"]["default"], 10);
  EXPECT_EQ(properties["null_tokens"]["default"], Json({"", "NA", "N/A", "null"}));
  const Json column = Json::parse(json_schema("contract"))["$defs"]["column"]["properties"];
  EXPECT_EQ(column["required"]["default"], false);
}

TEST(JsonSchema, WhatHasAShortFormMayBeWrittenEitherWay) {
  const Json columns = Json::parse(json_schema("contract"))["properties"]["columns"]["additionalProperties"];
  ASSERT_EQ(columns["anyOf"].size(), 2U);
  EXPECT_TRUE(columns["anyOf"][0].contains("pattern"));
  EXPECT_EQ(columns["anyOf"][1]["$ref"], "#/$defs/column");
}

TEST(JsonSchema, AnotherNameIsRefused) {
  try {
    json_schema("contracts");
    FAIL() << "gave a schema of nothing";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_EQ(error.hint(), "did you mean 'contract'?");
  }
}

TEST(JsonSchema, TheExamplesAreValidByPythonsValidator) {
  const std::string check = std::string(C360_SOURCE_DIR) + "/tests/json_schema_check.py";
  const TemporaryDirectory folder;
  write_file(folder.path() / "project.json", json_schema("project"));
  write_file(folder.path() / "contract.json", json_schema("contract"));
  write_file(folder.path() / "test.json", json_schema("test"));
  if (std::system("python3 -c 'import jsonschema, yaml' 2>/dev/null") != 0)
    GTEST_SKIP() << "Python's jsonschema or yaml is not installed";
  const std::string command = "python3 '" + check + "' '" + folder.path().string() + "' '" C360_SOURCE_DIR "'";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

}  // namespace
}  // namespace c360::project
