#include "c360/powerbi/formats.h"

#include <gtest/gtest.h>

namespace c360::powerbi {
namespace {

using project::ColumnRole;
using project::Measure;
using project::ValueFormat;
using sql::Type;
using sql::TypeKind;

std::string format(ValueFormat format, const Type& type, std::optional<int> decimals = std::nullopt) {
  Measure measure;
  measure.format = format;
  measure.decimals = decimals;
  return measure_format(measure, type, "EUR", "de-DE");
}

TEST(Formats, PlaceTheSignOfMoneyAsTheLocaleDoes) {
  EXPECT_EQ(currency_format("EUR", "de-DE"), "#,##0.00\" €\"");
  EXPECT_EQ(currency_format("USD", "en-US"), "\"$\"#,##0.00");
  EXPECT_EQ(currency_format("JPY", "ja-JP", 0), "\"¥\"#,##0");
  EXPECT_EQ(currency_format("SEK", "sv-SE"), "#,##0.00\" SEK\"");
  EXPECT_EQ(currency_format("CHF", "en-US"), "\"CHF \"#,##0.00");
  EXPECT_EQ(currency_format("", "en-US"), "#,##0.00");
}

TEST(Formats, OfMeasuresFollowTheirKindOfValue) {
  EXPECT_EQ(format(ValueFormat::kCurrency, Type::decimal(38, 2)), "#,##0.00\" €\"");
  EXPECT_EQ(format(ValueFormat::kPercent, Type::decimal(9, 6)), "0.0%");
  EXPECT_EQ(format(ValueFormat::kPercent, Type::decimal(9, 6), 0), "0%");
  EXPECT_EQ(format(ValueFormat::kNumber, Type{TypeKind::kBigint}), "#,##0");
  EXPECT_EQ(format(ValueFormat::kNumber, Type::decimal(18, 4)), "#,##0.00");
  EXPECT_EQ(format(ValueFormat::kDuration, Type{TypeKind::kBigint}), "#,##0\" s\"");
  EXPECT_EQ(format(ValueFormat::kDate, Type{TypeKind::kDate}), "yyyy-mm-dd");
  EXPECT_EQ(format(ValueFormat::kText, Type{}), "");
}

TEST(Formats, OfColumnsFollowTheirTypeAndRole) {
  EXPECT_EQ(column_format(Type::decimal(12, 2), ColumnRole::kAmount, "EUR", "de-DE"), "#,##0.00\" €\"");
  EXPECT_EQ(column_format(Type::decimal(12, 3), ColumnRole::kOther, "EUR", "de-DE"), "#,##0.000");
  EXPECT_EQ(column_format(Type{TypeKind::kBigint}, ColumnRole::kId, "EUR", "de-DE"), "0");
  EXPECT_EQ(column_format(Type{TypeKind::kDatetime}, ColumnRole::kTime, "EUR", "de-DE"), "yyyy-mm-dd hh:nn:ss");
  EXPECT_EQ(column_format(Type{}, ColumnRole::kName, "EUR", "de-DE"), "");
}

}  // namespace
}  // namespace c360::powerbi
