#include "c360/lakehouse/comparable.h"

#include <gtest/gtest.h>

namespace c360::lakehouse {
namespace {

std::optional<Comparable> read(std::string_view text, const char* type) {
  delta::DataType primitive;
  primitive.primitive = type;
  return read_comparable(text, primitive);
}

std::optional<std::int64_t> integer(std::string_view text, const char* type) {
  const std::optional<Comparable> value = read(text, type);
  if (!value) return std::nullopt;
  return static_cast<std::int64_t>(std::get<WideInteger>(*value));
}

TEST(ComparableTest, ReadsNumbersExactly) {
  EXPECT_EQ(integer("-42", "integer"), -42);
  EXPECT_EQ(integer("9223372036854775807", "long"), 9223372036854775807);
  EXPECT_EQ(integer("12.5", "decimal(12,2)"), 1250);
  EXPECT_EQ(integer("-.5", "decimal(3,1)"), -5);
  EXPECT_EQ(integer("12.500", "decimal(12,2)"), 1250);
  EXPECT_EQ(integer("7", "decimal(5,0)"), 7);
}

TEST(ComparableTest, OrdersDecimalsOf38Digits) {
  const auto small = read("12345678901234567890123456789012345.677", "decimal(38,3)");
  const auto big = read("12345678901234567890123456789012345.678", "decimal(38,3)");
  ASSERT_TRUE(small && big);
  EXPECT_LT(*small, *big);
}

TEST(ComparableTest, LeavesWhatItCannotReadExactly) {
  EXPECT_EQ(read("12.5", "integer"), std::nullopt);
  EXPECT_EQ(read("12.555", "decimal(12,2)"), std::nullopt);
  EXPECT_EQ(read("1e3", "decimal(12,2)"), std::nullopt);
  EXPECT_EQ(read("", "long"), std::nullopt);
  EXPECT_EQ(read(std::string(40, '9'), "decimal(38,0)"), std::nullopt);
  EXPECT_EQ(read("NaN", "double"), std::nullopt);
  EXPECT_EQ(read("0.1", "float"), std::nullopt);
  EXPECT_EQ(read("abc", "binary"), std::nullopt);
  EXPECT_EQ(read("yes", "boolean"), std::nullopt);
}

TEST(ComparableTest, ReadsDates) {
  EXPECT_EQ(integer("1970-01-01", "date"), 0);
  EXPECT_EQ(integer("2024-02-29", "date"), 19782);
  EXPECT_EQ(integer("0001-01-01", "date"), -719162);
  EXPECT_EQ(integer("9999-12-31", "date"), 2932896);
  EXPECT_EQ(integer("2024/02/29", "date"), std::nullopt);
}

TEST(ComparableTest, ReadsTimesInEveryForm) {
  const std::int64_t expected = 1717143300123456;
  EXPECT_EQ(integer("2024-05-31T08:15:00.123456Z", "timestamp"), expected);
  EXPECT_EQ(integer("2024-05-31 08:15:00.123456", "timestamp"), expected);
  EXPECT_EQ(integer("2024-05-31T01:15:00.123456-07:00", "timestamp"), expected);
  EXPECT_EQ(integer("2024-05-31T10:15:00.123456+0200", "timestamp"), expected);
  EXPECT_EQ(integer("2024-05-31 08:15:00.123456+00", "timestamp"), expected);
  EXPECT_EQ(integer("2024-05-31T08:15:00.123", "timestamp_ntz"), expected - 456);
  EXPECT_EQ(integer("2024-05-31 08:15:00.123000000", "timestamp_ntz"), expected - 456);
  EXPECT_EQ(integer("1970-01-02", "timestamp_ntz"), 86'400'000'000);
  EXPECT_EQ(integer("2024-05-31 8 o'clock", "timestamp"), std::nullopt);
}

TEST(ComparableTest, OrdersStringsByTheirBytes) {
  EXPECT_LT(*read("Z", "string"), *read("a", "string"));
  EXPECT_LT(*read("z", "string"), *read("\xC3\xA4", "string"));
}

TEST(ComparableTest, ReadsTruth) {
  EXPECT_EQ(integer("true", "boolean"), 1);
  EXPECT_EQ(integer("false", "boolean"), 0);
}

}  // namespace
}  // namespace c360::lakehouse
