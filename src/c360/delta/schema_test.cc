#include "c360/delta/schema.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::delta {
namespace {

ErrorCode type_failure(const std::string& type_json) {
  try {
    Schema::from_json(R"({"type":"struct","fields":[{"name":"a","type":)" + type_json + "}]}");
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::kInternal;
}

DataType type_of(const std::string& type_json) {
  return Schema::from_json(R"({"type":"struct","fields":[{"name":"a","type":)" + type_json + "}]}").fields.at(0).type;
}

TEST(SchemaTest, EveryPrimitiveComesBackTheSame) {
  Schema schema;
  for (const char* name : {"string", "long", "integer", "short", "byte", "float", "double", "boolean", "binary", "date",
                           "timestamp", "timestamp_ntz", "decimal(12,2)"}) {
    schema.fields.push_back({std::string("c_") + name, DataType::of(name), schema.fields.size() % 2 == 0});
  }
  EXPECT_EQ(Schema::from_json(schema.to_json()), schema);
}

TEST(SchemaTest, NestedTypesComeBackTheSame) {
  DataType inner{DataType::Kind::kStruct, "", {{"x", DataType::of("long"), false}}, {}};
  DataType list{DataType::Kind::kArray, "", {}, {inner}, false};
  DataType map{DataType::Kind::kMap, "", {}, {DataType::of("string"), list}, true};
  const Schema schema{{{"m", map}, {"l", list}}};
  EXPECT_EQ(Schema::from_json(schema.to_json()), schema);
}

TEST(SchemaTest, MetadataOfAnyKindComesBackTheSame) {
  Schema schema{{{"id", DataType::of("long")}}};
  schema.fields[0].metadata = {{"comment", "\"the customer\""}, {"n", "3"}, {"o", R"({"a":[1,null]})"}};
  EXPECT_EQ(Schema::from_json(schema.to_json()), schema);
}

TEST(SchemaTest, IsWrittenAsDeltaDoes) {
  const Schema schema{{{"id", DataType::of("integer")}}};
  EXPECT_EQ(schema.to_json(),
            R"({"type":"struct","fields":[{"name":"id","type":"integer","nullable":true,"metadata":{}}]})");
}

TEST(SchemaTest, FindsAColumnByItsExactName) {
  const Schema schema{{{"id", DataType::of("long")}}};
  EXPECT_NE(schema.find("id"), nullptr);
  EXPECT_EQ(schema.find("ID"), nullptr);
}

TEST(SchemaTest, ADecimalHasOneSpelling) {
  EXPECT_EQ(type_of("\"decimal( 12 , 2 )\"").primitive, "decimal(12,2)");
  EXPECT_EQ(type_of(R"("decimal")").primitive, "decimal(10,0)");
}

TEST(SchemaTest, RefusesImpossibleDecimals) {
  for (const char* name : {"decimal(39,2)", "decimal(2,3)", "decimal(0,0)", "decimal(1,0)x", "decimal(a,b)"}) {
    EXPECT_EQ(type_failure(std::string("\"") + name + "\""), ErrorCode::kCorrupt) << name;
  }
}

TEST(SchemaTest, RefusesTypesItDoesNotKnowByName) {
  EXPECT_EQ(type_failure(R"("interval year")"), ErrorCode::kUnsupported);
  EXPECT_EQ(type_failure(R"({"type":"udt"})"), ErrorCode::kUnsupported);
  try {
    type_of(R"("variant")");
    FAIL() << "was read";
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("'variantType'"), std::string::npos) << error.message();
  }
}

TEST(SchemaTest, RefusesWhatIsNoSchema) {
  for (const char* text : {"", "[]", "3", R"({"type":"array"})", R"({"type":"struct"})",
                           R"({"type":"struct","fields":[1]})", R"({"type":"struct","fields":[{"name":"a"}]})"}) {
    EXPECT_THROW(Schema::from_json(text), Error) << text;
  }
}

TEST(SchemaTest, ColumnMetadataMustBeJson) {
  Schema schema{{{"id", DataType::of("long")}}};
  schema.fields[0].metadata = {{"comment", "bare words"}};
  EXPECT_THROW(schema.to_json(), Error);
}

}  // namespace
}  // namespace c360::delta
