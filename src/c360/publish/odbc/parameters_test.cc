#include "c360/publish/odbc/parameters.h"

#include <gmock/gmock.h>

#include "c360/publish/odbc/wide_text.h"
#include "c360/sql/postgres_dialect.h"
#include "c360/sql/sqlite.h"
#include "c360/sql/tsql.h"

namespace c360::publish::odbc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ParametersTest : public ::testing::Test {
 protected:
  static sql::ColumnDefinition column(sql::Type type, bool required = false, int max_length = 0) {
    sql::ColumnDefinition result;
    result.name = "a";
    result.type = std::move(type);
    result.required = required;
    result.max_length = max_length;
    return result;
  }
  /// The values of a one-column SELECT as they are sent; "-" for NULL.
  std::vector<std::string> sent(const std::string& select, const sql::ColumnDefinition& of,
                                const sql::TableDialect& dialect = sql::postgres::dialect()) {
    engine::Result result = connection_.query_user_sql(select);
    ParameterRows rows({of}, dialect);
    std::vector<std::string> values;
    while (const auto chunk = result.next()) {
      rows.encode(*chunk);
      for (std::size_t row = 0; row < rows.rows(); ++row) values.push_back(shown(rows.columns()[0], row));
    }
    return values;
  }
  static std::string shown(const ParameterValues& values, std::size_t row) {
    const std::string_view value = values.value(row);
    if (values.nulls[row]) return "-";
    if (values.kind != ParameterKind::kText) return std::string(value);
    return narrow(reinterpret_cast<const std::uint16_t*>(value.data()), value.size() / 2);
  }
  std::string reason(const std::string& select, const sql::ColumnDefinition& of,
                     const sql::TableDialect& dialect = sql::tsql::dialect()) {
    try {
      sent(select, of, dialect);
    } catch (const UnsendableValue& value) {
      return value.reason;
    }
    return "";
  }

  engine::Database database_;
  engine::Connection connection_ = database_.connect();
};

TEST_F(ParametersTest, NumbersAreExactTexts) {
  EXPECT_THAT(
      sent("SELECT unnest([-9223372036854775808, 9223372036854775807, NULL])", column({sql::TypeKind::kBigint})),
      ElementsAre("-9223372036854775808", "9223372036854775807", "-"));
  EXPECT_THAT(sent("SELECT unnest([0.1, -0.05, 12345.6])::DECIMAL(12,2)", column(sql::Type::decimal(12, 2))),
              ElementsAre("0.10", "-0.05", "12345.60"));
  EXPECT_THAT(sent("SELECT unnest([true, false])", column({sql::TypeKind::kBoolean})), ElementsAre("1", "0"));
  EXPECT_THAT(sent("SELECT unnest([0.1, 1e300])::DOUBLE", column({sql::TypeKind::kDouble})),
              ElementsAre("0.1", "1e+300"));
  EXPECT_THAT(sent("SELECT 0.1::FLOAT", column({sql::TypeKind::kFloat})), ElementsAre("0.1"));
}

TEST_F(ParametersTest, DecimalsOfAllSizes) {
  EXPECT_EQ(decimal_text(0, 0), "0");
  EXPECT_EQ(decimal_text(0, 2), "0.00");
  EXPECT_EQ(decimal_text(-5, 0), "-5");
  EXPECT_EQ(decimal_text(-5, 3), "-0.005");
  EXPECT_EQ(decimal_text(1000, 3), "1.000");
  const auto most = static_cast<__int128>(10'000'000'000'000'000'000ULL) * 9'999'999'999'999'999'999ULL;
  EXPECT_EQ(decimal_text(most, 38), "0.99999999999999999990000000000000000000");
}

TEST_F(ParametersTest, DatesAndTimesAreIsoTexts) {
  EXPECT_THAT(sent("SELECT unnest([DATE '2024-02-29', DATE '0001-01-01', DATE '9999-12-31', DATE '1969-12-31'])",
                   column({sql::TypeKind::kDate})),
              ElementsAre("2024-02-29", "0001-01-01", "9999-12-31", "1969-12-31"));
  EXPECT_THAT(sent("SELECT unnest([TIMESTAMP '2024-05-31 08:15:00.123456', TIMESTAMP '1969-12-31 23:59:59.999999'])",
                   column({sql::TypeKind::kDatetime})),
              ElementsAre("2024-05-31T08:15:00.123456", "1969-12-31T23:59:59.999999"));
  EXPECT_EQ(time_text(0) + "+00:00", "1970-01-01T00:00:00.000000+00:00");
}

TEST_F(ParametersTest, TextsAreUtf16) {
  EXPECT_THAT(sent("SELECT unnest(['größe 😀', '', NULL])", column({sql::TypeKind::kString})),
              ElementsAre("größe 😀", "", "-"));
}

TEST_F(ParametersTest, ValuesThatTheDatabaseCannotHoldAreTold) {
  EXPECT_THAT(reason("SELECT NULL::BIGINT", column({sql::TypeKind::kBigint}, true)), HasSubstr("is NULL"));
  EXPECT_THAT(reason("SELECT 'a' || chr(0)", column({sql::TypeKind::kString})), HasSubstr("NUL byte"));
  EXPECT_THAT(reason("SELECT DATE '10000-01-01'", column({sql::TypeKind::kDate})), HasSubstr("1 to 9999"));
  EXPECT_THAT(reason("SELECT DATE '0001-01-01 (BC)'", column({sql::TypeKind::kDate})), HasSubstr("1 to 9999"));
  EXPECT_THAT(reason("SELECT TIMESTAMP 'infinity'", column({sql::TypeKind::kDatetime})), HasSubstr("1 to 9999"));
  EXPECT_THAT(reason("SELECT 'NaN'::DOUBLE", column({sql::TypeKind::kDouble})), HasSubstr("neither infinite nor NaN"));
  EXPECT_THAT(reason("SELECT 'inf'::DOUBLE", column({sql::TypeKind::kDouble}), sql::sqlite::dialect()),
              HasSubstr("neither infinite nor NaN"));
  EXPECT_THAT(sent("SELECT '-inf'::DOUBLE", column({sql::TypeKind::kDouble})), ElementsAre("-Infinity"));
}

TEST_F(ParametersTest, NoValidTextIsRefusedForItsUnits) {
  const sql::ColumnDefinition of = column({sql::TypeKind::kString}, false, 3);
  EXPECT_THAT(sent("SELECT '😀😀😀'", of, sql::tsql::dialect()), ElementsAre("😀😀😀"));
  EXPECT_THAT(reason("SELECT 'abcdefg'", of), HasSubstr("more than the 6 UTF-16 units"));
}

TEST_F(ParametersTest, CellsAreAsWideAsTheWidest) {
  engine::Result result = connection_.query_user_sql("SELECT unnest(['a', 'abc', ''])");
  ParameterRows rows({column({sql::TypeKind::kString})}, sql::tsql::dialect());
  const auto chunk = result.next();
  rows.encode(*chunk);
  EXPECT_EQ(rows.width(0, 0, 3), 6u);
  EXPECT_EQ(rows.width(0, 0, 1), 2u);
  EXPECT_EQ(rows.width(0, 2, 1), 2u) << "never nothing, and always whole units";
}

}  // namespace
}  // namespace c360::publish::odbc
