#include "c360/arrow/column_type.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::arrow {
namespace {

ColumnType read(const char* format) {
  ArrowSchema schema{};
  schema.format = format;
  schema.name = "amount";
  return type_of(schema);
}

TEST(ColumnTypeTest, ReadsNumbers) {
  EXPECT_EQ(read("c").bits, 8);
  EXPECT_TRUE(read("l").is_signed);
  EXPECT_FALSE(read("L").is_signed);
  EXPECT_EQ(read("g").kind, Kind::kFloat);
  EXPECT_EQ(read("b").kind, Kind::kBoolean);
}

TEST(ColumnTypeTest, ReadsDecimals) {
  const ColumnType type = read("d:38,2");
  EXPECT_EQ(type.kind, Kind::kDecimal);
  EXPECT_EQ(type.precision, 38);
  EXPECT_EQ(type.scale, 2);
  EXPECT_EQ(type.bits, 128);
  EXPECT_EQ(read("d:9,2,32").bits, 32);
  EXPECT_EQ(read("d:9,-2").scale, -2);
}

TEST(ColumnTypeTest, ReadsTimes) {
  EXPECT_EQ(read("tdD").kind, Kind::kDate);
  EXPECT_EQ(read("ttu").bits, 64);
  EXPECT_EQ(read("tts").bits, 32);
  EXPECT_EQ(read("tsu:UTC").zone, "UTC");
  EXPECT_EQ(read("tsn:").unit, TimeUnit::kNano);
  EXPECT_EQ(read("tsn:").zone, "");
  EXPECT_EQ(read("tDm").kind, Kind::kDuration);
  EXPECT_EQ(read("tin").kind, Kind::kInterval);
}

TEST(ColumnTypeTest, ReadsNestedOnes) {
  EXPECT_EQ(read("+l").kind, Kind::kList);
  EXPECT_EQ(read("+w:3").size, 3);
  EXPECT_EQ(read("w:16").size, 16);
  EXPECT_EQ(read("+us:0,1").codes, (std::vector<int>{0, 1}));
  EXPECT_EQ(read("+m").kind, Kind::kMap);
}

TEST(ColumnTypeTest, ADictionarysTypeIsThatOfItsValues) {
  ArrowSchema values{}, column{};
  values.format = "u";
  column.format = "C";
  column.dictionary = &values;
  EXPECT_EQ(type_of(column).kind, Kind::kText);
}

TEST(ColumnTypeTest, RefusesOthersByTheColumnsName) {
  for (const char* format :
       {"", "x", "vu", "+r", "d:", "d:a,2", "d:1", "tdm", "tsx:", "ts", "+w:", "+ud:0,1", "w:1,2"}) {
    try {
      read(format);
      FAIL() << format;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kUnsupported);
      EXPECT_NE(error.message().find("'amount'"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace c360::arrow
