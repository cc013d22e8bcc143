#include "c360/lakehouse/schema_mapping.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::lakehouse {
namespace {

using sql::Type;
using sql::TypeKind;

delta::DataType primitive(const char* name) {
  delta::DataType type;
  type.primitive = name;
  return type;
}

TEST(SchemaMappingTest, EveryTypeComesBack) {
  for (const auto kind : {TypeKind::kString, TypeKind::kBigint, TypeKind::kInteger, TypeKind::kSmallint,
                          TypeKind::kTinyint, TypeKind::kDouble, TypeKind::kFloat, TypeKind::kBoolean, TypeKind::kDate,
                          TypeKind::kTimestamp, TypeKind::kDatetime, TypeKind::kBinary, TypeKind::kStringList}) {
    EXPECT_EQ(sql_type(delta_type({kind})), Type{kind}) << Type{kind}.to_string();
  }
  EXPECT_EQ(sql_type(delta_type(Type::decimal(38, 10))), Type::decimal(38, 10));
}

TEST(SchemaMappingTest, NestedTypesComeBack) {
  const Type type = Type::structure(
      {{"tags", Type::map({TypeKind::kString}, {TypeKind::kBigint})}, {"days", Type::list({TypeKind::kDate})}});
  EXPECT_EQ(sql_type(delta_type(type)), type);
}

TEST(SchemaMappingTest, UsesTheProtocolsNames) {
  EXPECT_EQ(delta_type({TypeKind::kBigint}).primitive, "long");
  EXPECT_EQ(delta_type({TypeKind::kDatetime}).primitive, "timestamp_ntz");
  EXPECT_EQ(delta_type({TypeKind::kTimestamp}).primitive, "timestamp");
  EXPECT_EQ(delta_type(Type::decimal(12, 2)).primitive, "decimal(12,2)");
}

TEST(SchemaMappingTest, ReadsDecimalsAsOthersWriteThem) {
  EXPECT_EQ(sql_type(primitive("decimal(12, 2)")), Type::decimal(12, 2));
  EXPECT_EQ(sql_type(primitive("decimal(12)")), Type::decimal(12, 0));
  EXPECT_EQ(sql_type(primitive("decimal")), Type::decimal(10, 0));
}

TEST(SchemaMappingTest, NamesTypesThatItDoesNotKnow) {
  for (const char* name : {"interval", "decimal(a,b)", "decimal(5", "variant"}) {
    try {
      sql_type(primitive(name));
      FAIL() << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kUnsupported);
      EXPECT_NE(error.message().find(name), std::string::npos) << error.message();
    }
  }
}

TEST(SchemaMappingTest, AQuerysColumnsBecomeNullableFields) {
  engine::ResultColumn column;
  column.name = "amount";
  column.type = "DECIMAL(12,2)";
  column.known = Type::decimal(12, 2);
  column.has_known_type = true;
  const delta::Schema schema = schema_of({column});
  ASSERT_EQ(schema.fields.size(), 1u);
  EXPECT_EQ(schema.fields[0].name, "amount");
  EXPECT_EQ(schema.fields[0].type.primitive, "decimal(12,2)");
  EXPECT_TRUE(schema.fields[0].nullable);
}

TEST(SchemaMappingTest, RefusesAColumnThatDeltaCannotHold) {
  engine::ResultColumn column;
  column.name = "duration";
  column.type = "INTERVAL";
  try {
    schema_of({column});
    FAIL() << "an interval became a Delta type";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUnsupported);
    EXPECT_NE(error.message().find("duration"), std::string::npos);
    EXPECT_NE(error.message().find("INTERVAL"), std::string::npos);
  }
}

}  // namespace
}  // namespace c360::lakehouse
