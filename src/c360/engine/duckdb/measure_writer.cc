#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "c360/base/error.h"
#include "c360/engine/duckdb/sql_writer.h"
#include "c360/sql/functions.h"

namespace c360::engine {

namespace {

using sql::Expr;
using sql::ExprNode;
namespace fn = sql::fn;

/// A period's name is a literal of ours; any other text is a mistake of c360's.
std::string period_of(const Expr& expr) {
  constexpr std::array<std::string_view, 5> kPeriods{"day", "week", "month", "quarter", "year"};
  for (const std::string_view period : kPeriods)
    if (expr.node().text == period) return std::string(period);
  throw Error(ErrorCode::kInternal, fmt::format("no period '{}'", expr.node().text));
}

int whole_number(const Expr& expr) {
  return std::stoi(expr.node().text);
}

std::string power_of_ten(int exponent, char digit = '1') {
  return digit + std::string(static_cast<std::size_t>(exponent), '0');
}

/// One unit of the last of so many decimals: 0.0001.
std::string smallest(int decimals) {
  return "0." + std::string(static_cast<std::size_t>(decimals) - 1, '0') + "1";
}

}  // namespace

bool SqlWriter::measure_call(const ExprNode& node) {
  if (node.text == fn::kCountDistinct) {
    raw("count(DISTINCT "), list(node.args), raw(")");
  } else if (node.text == fn::kPercentile) {
    percentile(node.args, "ASC");
  } else if (node.text == fn::kPercentileFromTop) {
    percentile(node.args, "DESC");
  } else if (node.text == fn::kDivide) {
    divide(node.args);
  } else {
    return false;
  }
  return true;
}

void SqlWriter::percentile(const std::vector<Expr>& args, std::string_view direction) {
  raw("percentile_disc("), write(args.at(1)), raw(") WITHIN GROUP (ORDER BY "), write(args.at(0));
  raw(fmt::format(" {})", direction));
}

/// In whole numbers: twice the dividend and the divisor, over twice the divisor, is the quotient rounded half up. The
/// engine's own division of decimals gives floating-point numbers.
void SqlWriter::divide(const std::vector<Expr>& args) {
  constexpr std::size_t kArguments = 6;
  if (args.size() != kArguments) throw Error(ErrorCode::kInternal, "divide takes (a, b, scale, scale, p, s)");
  const auto whole = [](const std::string& value, int scale) {
    return scale == 0 ? fmt::format("CAST({} AS HUGEINT)", value)
                      : fmt::format("CAST({} * {} AS HUGEINT)", value, power_of_ten(scale));
  };
  const auto text_of = [](const Expr& expr) {
    SqlWriter writer;
    writer.write(expr);
    return writer.text();
  };
  const int scale = whole_number(args[5]);
  const int shift = scale + whole_number(args[3]) - whole_number(args[2]);
  const std::string dividend = whole(text_of(args[0]), whole_number(args[2]));
  const std::string divisor = whole(text_of(args[1]), whole_number(args[3]));
  const std::string above = fmt::format("abs({}) * {}", dividend, power_of_ten(std::max(shift, 0), '2'));
  const std::string below = fmt::format("abs({}) * {}", divisor, power_of_ten(std::max(-shift, 0)));
  raw(fmt::format("CAST(CAST(sign({}) * sign({}) * (({} + {}) // nullif(2 * {}, 0)) AS DECIMAL(38,0))", dividend,
                  divisor, above, below, below));
  if (scale > 0) raw(" * " + smallest(scale));
  raw(fmt::format(" AS DECIMAL({},{}))", whole_number(args[4]), scale));
}

/// The engine's own date_diff counts weeks as seven days from whatever day it begins with.
void SqlWriter::periods_between(const std::string& period, const Expr& from, const Expr& to) {
  if (period != "week") {
    raw(fmt::format("date_diff('{}', ", period)), write(from), raw(", "), write(to), raw(")");
  } else {
    raw("(date_diff('day', date_trunc('week', "), write(from), raw("), date_trunc('week', "), write(to),
        raw(")) // 7)");
  }
}

bool SqlWriter::calendar_call(const ExprNode& node) {
  const auto& args = node.args;
  if (node.text == fn::kTruncate) {
    raw(fmt::format("CAST(date_trunc('{}', ", period_of(args.at(0)))), write(args.at(1)), raw(") AS DATE)");
  } else if (node.text == fn::kShift) {
    raw("CAST("), write(args.at(1));
    raw(fmt::format(" + INTERVAL ({}) {} AS DATE)", whole_number(args.at(2)), period_of(args.at(0))));
  } else if (node.text == fn::kPeriodsBetween) {
    periods_between(period_of(args.at(0)), args.at(1), args.at(2));
  } else if (node.text == fn::kEachPeriod) {
    raw("CAST(unnest(generate_series("), write(args.at(1)), raw(", "), write(args.at(2));
    raw(fmt::format(", INTERVAL 1 {})) AS DATE)", period_of(args.at(0))));
  } else if (node.text == fn::kDayOfWeek) {
    raw("CAST((isodow("), write(args.at(0));
    raw(fmt::format(") + 7 - {}) % 7 + 1 AS BIGINT)", whole_number(args.at(1))));
  } else if (node.text == fn::kDayName) {
    raw("dayname("), write(args.at(0)), raw(")");
  } else if (node.text == fn::kHourOfDay) {
    raw("CAST(hour("), write(args.at(0)), raw(") AS BIGINT)");
  } else if (node.text == fn::kMonthOfYear) {
    raw("CAST(month("), write(args.at(0)), raw(") AS BIGINT)");
  } else if (node.text == fn::kLocalTime) {
    raw("("), write(args.at(0)), raw(" AT TIME ZONE "), write(args.at(1)), raw(")");
  } else {
    return false;
  }
  return true;
}

}  // namespace c360::engine
