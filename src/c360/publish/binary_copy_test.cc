#include "c360/publish/binary_copy.h"

#include <gtest/gtest.h>

#include "c360/sql/query.h"

namespace c360::publish {
namespace {

sql::ColumnDefinition column(sql::Type type, bool required = false, int max_length = 0) {
  sql::ColumnDefinition result;
  result.name = "a";
  result.type = std::move(type);
  result.required = required;
  result.max_length = max_length;
  return result;
}

class BinaryCopyTest : public ::testing::Test {
 protected:
  /// The bytes of one row with one value, in hexadecimal: its number of fields, then length and bytes.
  std::string row(const sql::ColumnDefinition& of, const std::string& expression) {
    BinaryCopy copy({of});
    copy.clear();
    engine::Result result = connection_.query_user_sql("SELECT " + expression);
    copy.add(*result.next());
    std::string text;
    for (const char c : copy.bytes()) text += fmt_byte(c);
    return text;
  }
  std::string reason(const sql::ColumnDefinition& of, const std::string& expression) {
    try {
      row(of, expression);
    } catch (const UnsendableValue& value) {
      return value.reason;
    }
    return "";
  }
  static std::string fmt_byte(char c) {
    constexpr const char* kDigits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    return {kDigits[byte >> 4U], kDigits[byte & 15U]};
  }

  engine::Database database_;
  engine::Connection connection_ = database_.connect();
};

using sql::Type;
using sql::TypeKind;

TEST_F(BinaryCopyTest, NumbersAreBigEndian) {
  EXPECT_EQ(row(column({TypeKind::kBigint}), "258::BIGINT"), "0001000000080000000000000102");
  EXPECT_EQ(row(column({TypeKind::kInteger}), "-1::INTEGER"), "000100000004ffffffff");
  EXPECT_EQ(row(column({TypeKind::kTinyint}), "7::TINYINT"), "0001000000020007");
  EXPECT_EQ(row(column({TypeKind::kBoolean}), "true"), "00010000000101");
  EXPECT_EQ(row(column({TypeKind::kDouble}), "1.5::DOUBLE"), "0001000000083ff8000000000000");
  EXPECT_EQ(row(column({TypeKind::kFloat}), "1.5::FLOAT"), "0001000000043fc00000");
}

TEST_F(BinaryCopyTest, NullHasNoBytes) {
  EXPECT_EQ(row(column({TypeKind::kBigint}), "NULL::BIGINT"), "0001ffffffff");
}

TEST_F(BinaryCopyTest, DaysAndMicrosecondsCountFrom2000) {
  EXPECT_EQ(row(column({TypeKind::kDate}), "DATE '2000-01-02'"), "00010000000400000001");
  EXPECT_EQ(row(column({TypeKind::kDatetime}), "TIMESTAMP '2000-01-01 00:00:00.000003'"),
            "0001000000080000000000000003");
  EXPECT_EQ(row(column({TypeKind::kDate}), "DATE 'infinity'"), "0001000000047fffffff");
}

TEST_F(BinaryCopyTest, DecimalsAreGroupsOfFourDigits) {
  // digits, weight, sign, scale, then the groups: 12345.67 = 1 * 10^4 + 2345 + 6700 / 10^4
  EXPECT_EQ(row(column(Type::decimal(12, 2)), "12345.67::DECIMAL(12,2)"),
            "00010000000e"
            "0003"
            "0001"
            "0000"
            "0002"
            "0001"
            "0929"
            "1a2c");
  EXPECT_EQ(row(column(Type::decimal(12, 2)), "-0.05::DECIMAL(12,2)"),
            "00010000000a"
            "0001"
            "ffff"
            "4000"
            "0002"
            "01f4");
  EXPECT_EQ(row(column(Type::decimal(4, 0)), "0::DECIMAL(4,0)"),
            "000100000008"
            "0000"
            "0000"
            "0000"
            "0000");
}

TEST_F(BinaryCopyTest, TextsAndJson) {
  EXPECT_EQ(row(column({TypeKind::kString}), "'aé'"), "00010000000361c3a9");
  EXPECT_EQ(row(column({TypeKind::kString}), "''"), "000100000000");
  EXPECT_EQ(row(column({TypeKind::kStringList}), "'[]'"), "000100000003015b5d");
}

TEST_F(BinaryCopyTest, TellsWhatTheTableCannotHold) {
  EXPECT_EQ(reason(column({TypeKind::kBigint}, true), "NULL::BIGINT"), "it is NULL, and the column is required");
  EXPECT_EQ(reason(column({TypeKind::kString}), "'a' || chr(0)"),
            "it has a NUL byte, which PostgreSQL's texts cannot hold");
  EXPECT_EQ(reason(column({TypeKind::kString}, false, 2), "'äöü'"), "it has more than 2 characters");
  EXPECT_EQ(reason(column({TypeKind::kString}, false, 3), "'äöü'"), "");
  EXPECT_EQ(reason(column({TypeKind::kDate}), "DATE '5877641-06-23 (BC)'"), "PostgreSQL's dates begin in 4714 BC");
}

TEST_F(BinaryCopyTest, AStreamHasASignatureAndAnEnd) {
  BinaryCopy copy({});
  copy.finish();
  EXPECT_EQ(copy.bytes(), std::string_view("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\377\377", 21));
}

/// The decimal's text put together again from its groups.
std::string text_of(const NumericDigits& number, int scale) {
  std::string whole;
  std::string fraction;
  for (int i = 0; i < number.count; ++i) {
    std::string group = std::to_string(number.digits[i]);
    group.insert(0, 4 - group.size(), '0');
    (number.weight - i >= 0 ? whole : fraction) += group;
  }
  for (int weight = number.weight - number.count; number.count > 0 && weight >= 0; --weight) whole += "0000";
  for (int weight = number.weight; number.count > 0 && weight < -1; ++weight) fraction.insert(0, "0000");
  fraction.resize(static_cast<std::size_t>(scale), '0');
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  return (number.negative ? "-" : "") + (whole.empty() ? "0" : whole) + (scale > 0 ? "." + fraction : "");
}

TEST(NumericDigitsTest, AnyNumberAtAnyScaleIsItself) {
  __int128 value = 1;
  for (int digits = 1; digits <= 38; ++digits) {
    for (int scale = 0; scale <= 38; ++scale) {
      const NumericDigits number = numeric_digits(-value, scale);
      std::string expected;
      for (__int128 rest = value; rest > 0; rest /= 10)
        expected.insert(0, 1, static_cast<char>('0' + static_cast<int>(rest % 10)));
      while (expected.size() <= static_cast<std::size_t>(scale)) expected.insert(0, 1, '0');
      if (scale > 0) expected.insert(expected.size() - static_cast<std::size_t>(scale), ".");
      EXPECT_EQ(text_of(number, scale), "-" + expected) << digits << " digits at scale " << scale;
    }
    value = value * 10 + digits % 10;
  }
}

TEST(NumericDigitsTest, ZerosAtTheEndsAreLeftOut) {
  const NumericDigits number = numeric_digits(static_cast<__int128>(1'0000'0000), 0);
  EXPECT_EQ(number.count, 1);
  EXPECT_EQ(number.weight, 2);
  EXPECT_EQ(number.digits[0], 1);
  EXPECT_EQ(numeric_digits(0, 4).count, 0);
}

}  // namespace
}  // namespace c360::publish
