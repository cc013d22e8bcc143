// What measures ask of the engine: exact division, percentiles, windows and the calendar.
#include "c360/engine/duckdb/engine_fixture.h"
#include "c360/sql/functions.h"

namespace c360::engine {
namespace {

using sql::call;
using sql::column;
using sql::Expr;
using sql::literal;
using sql::Type;
using sql::TypeKind;
namespace fn = sql::fn;

class MeasureWriterTest : public EngineTest {
 protected:
  std::string value(const Expr& expr) {
    sql::Query query;
    query.select = {{expr, "v"}};
    return rows(query).at(0);
  }
  /// Of one column v with these values.
  std::string over(const std::string& values, const Expr& expr) {
    sql::Query query;
    query.select = {{expr, "v"}};
    query.from = sql::subquery(user_query("SELECT unnest(" + values + ") AS v"));
    return rows(query).at(0);
  }
  std::string quotient(const std::string& a, int a_scale, const std::string& b, int b_scale, int precision, int scale) {
    return value(call(fn::kDivide, {literal(a, Type::decimal(38, a_scale)), literal(b, Type::decimal(38, b_scale)),
                                    whole(a_scale), whole(b_scale), whole(precision), whole(scale)}));
  }
  static Expr whole(int number) { return literal(std::int64_t{number}); }
  static Expr date(const std::string& text) { return literal(text, Type{TypeKind::kDate}); }
  static Expr moment(const std::string& text) { return literal(text, Type{TypeKind::kDatetime}); }
};

TEST_F(MeasureWriterTest, DividesOnceAndRoundsHalfAwayFromZero) {
  EXPECT_EQ(quotient("2", 0, "3", 0, 9, 6), "0.666667");
  EXPECT_EQ(quotient("1", 0, "3", 0, 18, 4), "0.3333");
  EXPECT_EQ(quotient("0.01", 2, "8", 0, 18, 4), "0.0013");
  EXPECT_EQ(quotient("-0.01", 2, "8", 0, 18, 4), "-0.0013");
  EXPECT_EQ(quotient("0.01", 2, "-8", 0, 18, 4), "-0.0013");
  EXPECT_EQ(quotient("-0.01", 2, "-8", 0, 18, 4), "0.0013");
  EXPECT_EQ(quotient("7", 0, "2", 0, 18, 0), "4");
  EXPECT_EQ(quotient("-7", 0, "2", 0, 18, 0), "-4");
}

TEST_F(MeasureWriterTest, DividesWhateverTheScalesAre) {
  EXPECT_EQ(quotient("1.000000", 6, "4", 0, 18, 2), "0.25");
  EXPECT_EQ(quotient("1", 0, "0.25", 2, 18, 4), "4.0000");
  EXPECT_EQ(quotient("0.000005", 6, "1", 0, 18, 4), "0.0000");
  EXPECT_EQ(quotient("0.000050", 6, "1", 0, 18, 4), "0.0001");
  EXPECT_EQ(quotient("0", 0, "5", 0, 9, 6), "0.000000");
}

TEST_F(MeasureWriterTest, DividesGreatSumsExactly) {
  EXPECT_EQ(quotient("99999999999999999999.99", 2, "99999999999999999999.98", 2, 38, 6), "1.000000");
  EXPECT_EQ(quotient("12345678901234567890.12", 2, "10", 0, 38, 4), "1234567890123456789.0120");
}

TEST_F(MeasureWriterTest, ByZeroAndOfNothingIsNothing) {
  EXPECT_EQ(quotient("5", 0, "0", 0, 18, 4), "-");
  EXPECT_EQ(value(call(fn::kDivide, {sql::null_of(Type::decimal(38, 0)), literal("1", Type::decimal(38, 0)), whole(0),
                                     whole(0), whole(18), whole(4)})),
            "-");
}

TEST_F(MeasureWriterTest, AQuotientThatDoesNotFitIsRefused) {
  EXPECT_THROW(quotient("1000", 0, "1", 0, 9, 6), Error);
}

TEST_F(MeasureWriterTest, PercentilesAreValuesThatAreThere) {
  const auto at = [&](const char* share) {
    return call(fn::kPercentile, {column("v"), literal(share, Type::decimal(9, 6))});
  };
  EXPECT_EQ(over("[10, 20, 30, 40]", at("0.5")), "20");
  EXPECT_EQ(over("[10, 20, 30, 40]", at("0.51")), "30");
  EXPECT_EQ(over("[10, 20, 30, 40, NULL]", at("0.9")), "40");
  EXPECT_EQ(over("[1.50::DECIMAL(12,2), 2.25]", at("0.1")), "1.50");
  EXPECT_EQ(over("[NULL::BIGINT]", at("0.5")), "-");
  EXPECT_EQ(over("range(1, 1001)", at("0.9")), "900");
}

TEST_F(MeasureWriterTest, PercentilesCanBeCountedFromTheTop) {
  const auto half = call(fn::kPercentileFromTop, {column("v"), literal("0.5", Type::decimal(9, 6))});
  EXPECT_EQ(over("[10, 20, 30, 40]", half), "30");
  EXPECT_EQ(over("[10, 20, 30]", half), "20");
}

TEST_F(MeasureWriterTest, CountsDifferentValues) {
  EXPECT_EQ(over("[1, 2, 2, NULL]", call(fn::kCountDistinct, {column("v")})), "2");
}

TEST_F(MeasureWriterTest, FirstByTakesTheValueOfTheLeast) {
  const auto first = call(fn::kArgMin, {column("v"), call(fn::kRow, {sql::subtract(whole(0), column("v"))})});
  EXPECT_EQ(over("[1, 3, 2]", first), "3");
}

TEST_F(MeasureWriterTest, WindowsHaveTheirFrames) {
  const auto sum_over = [&](std::int64_t preceding) {
    sql::Query query;
    query.select = {{sql::window(call(fn::kSum, {column("v")}), {}, {{column("v")}}, preceding), "s"}};
    query.from = sql::subquery(user_query("SELECT unnest([1, 2, 3, 4]) AS v"));
    query.order_by = {{column("v")}};
    return rows(query);
  };
  EXPECT_EQ(sum_over(sql::kFromStart), (std::vector<std::string>{"1", "3", "6", "10"}));
  EXPECT_EQ(sum_over(1), (std::vector<std::string>{"1", "3", "5", "7"}));
}

TEST_F(MeasureWriterTest, RanksShareAPlace) {
  sql::Query query;
  query.select = {{sql::window(call(fn::kRank, {}), {}, {{column("v"), true}}), "r"}};
  query.from = sql::subquery(user_query("SELECT unnest([5, 7, 7, 1]) AS v"));
  query.order_by = {{column("r")}};
  EXPECT_EQ(rows(query), (std::vector<std::string>{"1", "1", "3", "4"}));
}

TEST_F(MeasureWriterTest, TruncatesToTheFirstDayOfAPeriod) {
  const auto first = [&](const char* period) {
    return value(call(fn::kTruncate, {literal(period), moment("2024-05-31 23:59:59")}));
  };
  EXPECT_EQ(first("day"), "2024-05-31");
  EXPECT_EQ(first("week"), "2024-05-27");
  EXPECT_EQ(first("month"), "2024-05-01");
  EXPECT_EQ(first("quarter"), "2024-04-01");
  EXPECT_EQ(first("year"), "2024-01-01");
  EXPECT_THROW(first("century"), Error);
}

TEST_F(MeasureWriterTest, ShiftsByPeriods) {
  const auto shifted = [&](const char* period, int by) {
    return value(call(fn::kShift, {literal(period), date("2024-02-29"), whole(by)}));
  };
  EXPECT_EQ(shifted("year", -1), "2023-02-28");
  EXPECT_EQ(shifted("month", 1), "2024-03-29");
  EXPECT_EQ(shifted("week", -52), "2023-03-02");
  EXPECT_EQ(shifted("quarter", 1), "2024-05-29");
  EXPECT_EQ(shifted("day", 1), "2024-03-01");
}

TEST_F(MeasureWriterTest, CountsPeriodsThatBegan) {
  const auto between = [&](const char* period) {
    return value(call(fn::kPeriodsBetween, {literal(period), date("2023-12-31"), date("2024-01-01")}));
  };
  EXPECT_EQ(between("day"), "1");
  EXPECT_EQ(between("week"), "1");
  EXPECT_EQ(between("month"), "1");
  EXPECT_EQ(between("year"), "1");
}

TEST_F(MeasureWriterTest, GivesARowForEachPeriod) {
  sql::Query query;
  query.select = {{call(fn::kEachPeriod, {literal("month"), date("2023-11-01"), date("2024-02-01")}), "m"}};
  EXPECT_EQ(rows(query), (std::vector<std::string>{"2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01"}));
  query.select = {
      {call(fn::kEachPeriod, {literal("month"), sql::null_of(Type{TypeKind::kDate}), date("2024-02-01")}), "m"}};
  EXPECT_TRUE(rows(query).empty());
}

TEST_F(MeasureWriterTest, NamesTheDayAndTheHour) {
  const auto sunday = moment("2024-06-02 15:30:00");
  EXPECT_EQ(value(call(fn::kDayOfWeek, {sunday, whole(1)})), "7");
  EXPECT_EQ(value(call(fn::kDayOfWeek, {sunday, whole(7)})), "1");
  EXPECT_EQ(value(call(fn::kDayName, {sunday})), "Sunday");
  EXPECT_EQ(value(call(fn::kHourOfDay, {sunday})), "15");
  EXPECT_EQ(value(call(fn::kMonthOfYear, {sunday})), "6");
}

TEST_F(MeasureWriterTest, AnInstantHasALocalTime) {
  const auto instant = literal("2024-06-02 22:30:00", Type{TypeKind::kTimestamp});
  EXPECT_EQ(value(call(fn::kLocalTime, {instant, literal("UTC")})), "2024-06-02 22:30:00");
  EXPECT_EQ(value(call(fn::kLocalTime, {instant, literal("Europe/Berlin")})), "2024-06-03 00:30:00");
}

}  // namespace
}  // namespace c360::engine
