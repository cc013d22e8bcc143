#include "c360/publish/odbc/csv_record.h"

#include <gtest/gtest.h>

#include <limits>

namespace c360::publish::odbc {
namespace {

using sql::TypeKind;

std::string text(const std::optional<std::string>& value, TypeKind kind) {
  CsvRecord record;
  record.add(value, sql::Type{kind});
  return std::string(record.line());
}

std::string real(std::optional<double> value) {
  CsvRecord record;
  record.add(value);
  return std::string(record.line());
}

TEST(CsvRecord, NullIsNothingAndEmptyIsQuoted) {
  CsvRecord record;
  record.add(std::nullopt, {});
  record.add("", {});
  record.add(R"(a "b",
c)",
             {});
  record.add(std::nullopt);
  record.add_bytes(std::nullopt);
  EXPECT_EQ(record.line(), ",\"\",\"a \"\"b\"\",\nc\",,\n");
  record.clear();
  record.add("x", {});
  EXPECT_EQ(record.line(), "\"x\"\n");
}

TEST(CsvRecord, BooleansAreWordsWhateverTheDriverWrites) {
  for (const char* yes : {"1", "t", "true", "TRUE"}) EXPECT_EQ(text(yes, TypeKind::kBoolean), "\"true\"\n") << yes;
  for (const char* no : {"0", "f", "false", ""}) EXPECT_EQ(text(no, TypeKind::kBoolean), "\"false\"\n") << no;
}

TEST(CsvRecord, TimesHaveMicrosecondsAndTheirZoneBesideThem) {
  EXPECT_EQ(text("2024-05-31 08:15:00.1234560 +02:00", TypeKind::kTimestamp), "\"2024-05-31 08:15:00.123456+02:00\"\n");
  EXPECT_EQ(text("2024-05-31 08:15:00 -05:30", TypeKind::kTimestamp), "\"2024-05-31 08:15:00-05:30\"\n");
  EXPECT_EQ(text("2024-05-31 08:15:00.1234567", TypeKind::kDatetime), "\"2024-05-31 08:15:00.123456\"\n");
  EXPECT_EQ(text("2024-05-31T08:15:00.12", TypeKind::kDatetime), "\"2024-05-31T08:15:00.12\"\n");
}

TEST(CsvRecord, RealsHaveAllTheirDigits) {
  EXPECT_EQ(real(0.1), "\"0.1\"\n");
  EXPECT_EQ(real(1.0 / 3), "\"0.3333333333333333\"\n");
  EXPECT_EQ(real(-1e300), "\"-1e+300\"\n");
  EXPECT_EQ(real(std::numeric_limits<double>::infinity()), "\"inf\"\n");
}

TEST(CsvRecord, BytesAreEscaped) {
  CsvRecord record;
  record.add_bytes(
      std::string("\0\xFF"
                  "a",
                  3));
  record.add_bytes("");
  EXPECT_EQ(record.line(), "\"\\x00\\xFF\\x61\",\"\"\n");
}

TEST(CsvRecord, OnlyFloatingPointAndBytesAreAskedForAsSuch) {
  EXPECT_EQ(read_as({TypeKind::kDouble}), ReadAs::kReal);
  EXPECT_EQ(read_as({TypeKind::kFloat}), ReadAs::kReal);
  EXPECT_EQ(read_as({TypeKind::kBinary}), ReadAs::kBytes);
  for (const TypeKind kind : {TypeKind::kDecimal, TypeKind::kBigint, TypeKind::kString, TypeKind::kDate})
    EXPECT_EQ(read_as({kind}), ReadAs::kText);
}

}  // namespace
}  // namespace c360::publish::odbc
