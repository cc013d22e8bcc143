#include "c360/sql/type.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::sql {
namespace {

Error error_of(std::string_view text) {
  try {
    Type::parse(text);
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorCode::kInternal, "no error");
}

TEST(TypeTest, EveryTypeReadsWhatItWrites) {
  for (const auto kind : {TypeKind::kString, TypeKind::kBigint, TypeKind::kInteger, TypeKind::kSmallint,
                          TypeKind::kTinyint, TypeKind::kDouble, TypeKind::kFloat, TypeKind::kBoolean, TypeKind::kDate,
                          TypeKind::kTimestamp, TypeKind::kDatetime, TypeKind::kBinary, TypeKind::kStringList}) {
    const Type type{kind};
    EXPECT_EQ(Type::parse(type.to_string()), type) << type.to_string();
  }
  EXPECT_EQ(Type::parse(Type::decimal(12, 2).to_string()), Type::decimal(12, 2));
}

TEST(TypeTest, IgnoresCaseAndBlanks) {
  EXPECT_EQ(Type::parse(" Decimal ( 38 , 10 ) "), Type::decimal(38, 10));
  EXPECT_EQ(Type::parse("BIGINT").kind, TypeKind::kBigint);
}

TEST(TypeTest, ADecimalWithoutScaleIsWhole) {
  EXPECT_EQ(Type::parse("decimal(9)"), Type::decimal(9, 0));
}

TEST(TypeTest, RefusesDecimalsThatNoEngineHolds) {
  for (const auto* text : {"decimal(39,2)", "decimal(4,5)", "decimal(0,0)", "decimal(a,b)", "decimal", "decimal()",
                           "decimal(5,-1)", "decimal(5,2,1)"}) {
    EXPECT_EQ(error_of(text).code(), ErrorCode::kProject) << text;
  }
}

TEST(TypeTest, TakesDecimalsUpToThirtyEightDigits) {
  for (const auto& [text, type] : std::vector<std::pair<const char*, Type>>{{"decimal(1,0)", Type::decimal(1, 0)},
                                                                            {"decimal(1,1)", Type::decimal(1, 1)},
                                                                            {"decimal(38,0)", Type::decimal(38, 0)},
                                                                            {"decimal(38,38)", Type::decimal(38, 38)},
                                                                            {"DECIMAL(\t9 )", Type::decimal(9, 0)}}) {
    EXPECT_EQ(Type::parse(text), type) << text;
  }
}

TEST(TypeTest, ReadsNoNamesThatAreNone) {
  for (const auto* text :
       {"", " ", "bigint2", "big int)", "list(bigint)", "list", "map(string,bigint)", "struct(a date)", "varchar",
        "int", "timestamp_ntz", "decimal(12,2) x", "xdecimal(12,2)", "decimal(12 2"}) {
    EXPECT_EQ(error_of(text).code(), ErrorCode::kProject) << text;
  }
}

TEST(TypeTest, SaysHowDecimalsAreWritten) {
  const Error error = error_of("decimal(39,2)");
  EXPECT_EQ(error.message(), "'decimal(39,2)' is not a decimal type");
  EXPECT_TRUE(error.hint().starts_with("write decimal(p,s)")) << error.hint();
}

TEST(TypeTest, DiffersByKindPrecisionAndScale) {
  EXPECT_NE(Type::decimal(12, 2), Type::decimal(12, 3));
  EXPECT_NE(Type::decimal(12, 2), Type::decimal(13, 2));
  EXPECT_NE(Type{TypeKind::kTimestamp}, Type{TypeKind::kDatetime});
  EXPECT_EQ(Type{TypeKind::kDate}, Type{TypeKind::kDate});
}

TEST(TypeTest, NestedTypesAreEqualByWhatTheyAreMadeOf) {
  const auto made = [](TypeKind leaf) {
    return Type::structure({{"tags", Type::map({TypeKind::kString}, Type::list({leaf}))}, {"day", {TypeKind::kDate}}});
  };
  EXPECT_EQ(made(TypeKind::kBigint), made(TypeKind::kBigint));
  EXPECT_NE(made(TypeKind::kBigint), made(TypeKind::kInteger));
  EXPECT_NE(Type::list({TypeKind::kString}), Type{TypeKind::kStringList});
  EXPECT_EQ(made(TypeKind::kBigint).to_string(), "struct(tags map(string,list(bigint)),day date)");
}

TEST(TypeTest, SuggestsTheTypeThatWasMeant) {
  const Error error = error_of("bigit");
  EXPECT_EQ(error.message(), "unknown type 'bigit'");
  EXPECT_EQ(error.hint(), "did you mean 'bigint'?");
}

}  // namespace
}  // namespace c360::sql
