#include "c360/publish/database/definition_json.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::publish::database {
namespace {

sql::TableDefinition table() {
  sql::TableDefinition definition;
  definition.schema = "shop";
  definition.name = "orders";
  definition.columns.resize(2);
  definition.columns[0].name = "id \"quoted\"";
  definition.columns[0].type = sql::Type::decimal(12, 2);
  definition.columns[0].required = true;
  definition.columns[1].name = "ü";
  definition.columns[1].max_length = 40;
  definition.key = {"orders_pkey", {"id \"quoted\""}, false};
  definition.foreign_keys = {{"f", {"ü"}, "customers", {"name"}}};
  definition.indexes = {{"i", {"ü"}}};
  return definition;
}

TEST(DefinitionJsonTest, ReadsWhatItWrites) {
  EXPECT_EQ(definition_from_json(to_json(table()), "shop", "orders"), table());
}

TEST(DefinitionJsonTest, NestedTypesAreOne) {
  sql::TableDefinition nested = table();
  nested.columns[1].type = sql::Type::list({sql::TypeKind::kDate});
  const auto read = definition_from_json(to_json(nested), "shop", "orders");
  EXPECT_EQ(read.columns[1].type, sql::Type{sql::TypeKind::kStringList});
}

TEST(DefinitionJsonTest, WhatIsNoDefinitionIsTold) {
  for (const char* text : {"", "{}", "[1]", "{\"columns\": 3}"})
    EXPECT_THROW(definition_from_json(text, "s", "t"), Error) << text;
}

}  // namespace
}  // namespace c360::publish::database
