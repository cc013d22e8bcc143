#include "c360/powerbi/dax_measures.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/powerbi/date_table.h"
#include "c360/powerbi/dax_condition.h"
#include "c360/powerbi/dax_text.h"
#include "c360/project/names.h"

namespace c360::powerbi {
namespace {

using project::Aggregate;
using project::Measure;
using Function = project::Aggregate::Function;
using Value = DaxExpressions::Value;

constexpr const char* kEachValue = "@value";

[[noreturn]] void refuse_measure(std::string why) {
  throw Error(ErrorCode::kUnsupported, std::move(why));
}

/// Decimals of what was divided.
int scale_of(const Measure& measure) {
  return measure.format == project::ValueFormat::kPercent ? 6 : 4;
}

std::string rounded(const Measure& measure, const std::string& quotient) {
  return fmt::format("ROUND({}, {})", quotient, scale_of(measure));
}

/// Rows of a table for which an expression has a value.
std::string rows_with(const std::string& table, const Value& value) {
  return value.may_be_null ? dax_call("FILTER", {table, dax_not(dax_call("ISBLANK", {value.dax}))}) : table;
}

/// The least value that a share of the values does not exceed: the one at place ⌈share × count⌉. `at` is "0.9".
std::string percentile(const std::string& values, const std::string& at) {
  const std::size_t point = at.find('.');
  const std::string digits = point == std::string::npos ? "" : at.substr(point + 1);
  const std::string whole = point == std::string::npos ? at : at.substr(0, point) + digits;
  // In whole numbers, divided once: 0.9 itself is none that a computer can hold.
  return fmt::format(
      "VAR _rows = {0}\n"
      "VAR _place = MAX(1, ROUNDUP(DIVIDE({1} * COUNTROWS(_rows), 1{2}), 0))\n"
      "RETURN\n"
      "\tMAXX(TOPN(_place, _rows, [{3}], ASC), [{3}])",
      values, std::stoll(whole), std::string(digits.size(), '0'), kEachValue);
}

/// Values of a table as a table of one column.
std::string values_of(const std::string& rows, const std::string& value) {
  return dax_call("SELECTCOLUMNS", {rows, dax_string(kEachValue), value});
}

/// An aggregate of an expression over a table's rows.
std::string taken(const Measure& measure, const Aggregate& aggregate, const std::string& table, const Value& value) {
  const std::string rows = rows_with(table, value);
  switch (aggregate.function) {
    case Function::kSum:
      return dax_call("SUMX", {table, value.dax});
    case Function::kAverage:
      return rounded(measure, fmt::format("DIVIDE(SUMX({0}, {1}), COUNTROWS({2}))", table, value.dax, rows));
    case Function::kMin:
      return dax_call("MINX", {rows, value.dax});
    case Function::kMax:
      return dax_call("MAXX", {rows, value.dax});
    case Function::kMedian:
      return rounded(measure, dax_call("MEDIANX", {rows, value.dax}));
    case Function::kCount:
      return dax_call("COUNTROWS", {rows});
    case Function::kCountDistinct:
      return dax_call("COUNTROWS", {dax_call("DISTINCT", {values_of(rows, value.dax)})});
    default:
      refuse_measure("such an aggregate of values");
  }
}

/// The same, in the shorter form that DAX has for a column.
std::string taken_of_column(const Measure& measure, const std::string& table, const Value& value) {
  const auto function = measure.aggregate.function;
  if (function == Function::kSum) return dax_call("SUM", {value.dax});
  if (function == Function::kMin) return dax_call("MIN", {value.dax});
  if (function == Function::kMax) return dax_call("MAX", {value.dax});
  if (function == Function::kCountDistinct) return dax_call("DISTINCTCOUNTNOBLANK", {value.dax});
  return taken(measure, measure.aggregate, table, value);
}

void check_summable(const Aggregate& aggregate, const Value& value) {
  const bool text = value.type.kind == sql::TypeKind::kString;
  const bool flag = value.type.kind == sql::TypeKind::kBoolean;
  const bool adds = aggregate.function == Function::kSum || aggregate.function == Function::kAverage ||
                    aggregate.function == Function::kMedian || aggregate.function == Function::kPercentile;
  if (adds && (text || flag)) refuse_measure("a sum of what is no number");
  if (flag && aggregate.function != Function::kCount && aggregate.function != Function::kCountDistinct)
    refuse_measure("the least or greatest of true and false");
  if (text && (aggregate.function == Function::kMin || aggregate.function == Function::kMax))
    refuse_measure("the first of texts in order, which is another in Power BI");
}

}  // namespace

std::string DaxMeasures::expression(const Measure& measure) {
  switch (measure.kind) {
    case Measure::Kind::kAggregate:
      return aggregate(measure);
    case Measure::Kind::kRatio:
      return ratio(measure);
    case Measure::Kind::kShare:
      return share(measure);
    case Measure::Kind::kChange:
      return change(measure);
    case Measure::Kind::kRunning:
      return running(measure);
    case Measure::Kind::kRolling:
      return rolling(measure);
    case Measure::Kind::kFormula:
      return formula(measure);
    case Measure::Kind::kEach:
      return each(measure);
    case Measure::Kind::kRank:
      refuse_measure("a place among whatever rows are shown; Power BI ranks by one column");
  }
  refuse_measure("a measure of this kind");
}

const std::string& DaxMeasures::table_of(const Measure& measure) const {
  return ground_.names.table(measure.entity);
}

std::string DaxMeasures::reference(const std::string& measure) const {
  return dax_measure(ground_.names.measure(measure));
}

DateWay DaxMeasures::date_way(const std::string& entity) const {
  const auto found = ground_.dates.find(entity);
  return found == ground_.dates.end() ? DateWay{} : found->second;
}

std::string DaxMeasures::plain(const Measure& measure, DaxExpressions& expressions) const {
  const Aggregate& aggregate = measure.aggregate;
  const std::string table = dax_table(table_of(measure));
  if (aggregate.function == Function::kFirst || aggregate.function == Function::kLast)
    return extreme_by(measure, expressions);
  if (aggregate.of.empty()) return dax_call("COUNTROWS", {table});
  const Value value = expressions.value(aggregate.of);
  check_summable(aggregate, value);
  if (aggregate.function == Function::kPercentile)
    return percentile(values_of(rows_with(table, value), value.dax), aggregate.at);
  return value.is_column ? taken_of_column(measure, table, value) : taken(measure, aggregate, table, value);
}

/// `of` in the row that is first or last by `by`.
std::string DaxMeasures::extreme_by(const Measure& measure, DaxExpressions& expressions) const {
  const Value value = expressions.value(measure.aggregate.of);
  const std::string order = measure.aggregate.function == Function::kFirst ? "ASC" : "DESC";
  std::vector<std::string> arguments = {"1", rows_with(dax_table(table_of(measure)), value)};
  for (const std::string& by : measure.aggregate.by) {
    arguments.push_back(expressions.value(by).dax);
    arguments.push_back(order);
  }
  return dax_call("MAXX", {dax_call("TOPN", arguments), value.dax});
}

std::vector<std::string> DaxMeasures::filters(const Measure& measure, DaxExpressions& expressions) const {
  std::vector<std::string> filters;
  if (!measure.condition.empty())
    filters.push_back(dax_call("KEEPFILTERS", {expressions.condition(measure.condition)}));
  for (const std::string& filter : measure.filters) {
    const metric::Condition condition = metric::parse_condition(filter);
    filters.push_back(dax_call("KEEPFILTERS", {dax_condition(condition, dimension(measure, condition.dimension))}));
  }
  const DateWay way = date_way(measure.entity);
  if (!way.day.empty() && !way.is_active)
    filters.push_back(dax_call("USERELATIONSHIP", {way.day, dax_column(ground_.names.dates(), date_column::kDate)}));
  return filters;
}

/// Of each series the rows of its last (or first) moment alone.
std::string DaxMeasures::balance(const Measure& measure, DaxExpressions& expressions) const {
  const project::SemiAdditive& semi = *measure.semi_additive;
  const Function function = measure.aggregate.function;
  if (function != Function::kSum && function != Function::kCount)
    refuse_measure("the last moment of what is neither a sum nor a count");
  const auto column_of = [&](const std::string& name) {
    const DaxColumns& columns = ground_.columns.at(measure.entity);
    const auto found = columns.find(project::folded(name));
    if (found == columns.end()) refuse_measure(fmt::format("'{}' is no column of the export", name));
    return found->second.dax;
  };
  const std::string over = column_of(semi.over);
  std::vector<std::string> end = filters(measure, expressions);
  std::vector<std::string> value = end;
  end.insert(end.begin(), dax_call(semi.take == project::SemiAdditive::Take::kLast ? "MAX" : "MIN", {over}));
  value.insert(value.begin(), plain(measure, expressions));
  value.push_back(dax_call("KEEPFILTERS", {over + " == _end"}));
  const std::string one =
      fmt::format("VAR _end = {}\nRETURN\n\t{}", dax_call("CALCULATE", end), dax_call("CALCULATE", value));
  if (semi.per.empty()) return one;
  std::vector<std::string> series = {dax_table(table_of(measure))};
  for (const std::string& column : semi.per) series.push_back(column_of(column));
  return fmt::format("SUMX(\n\t{},\n\t{}\n)", dax_call("SUMMARIZE", series), one);
}

std::string DaxMeasures::aggregate(const Measure& measure) {
  DaxExpressions expressions(connection_, ground_.columns.at(measure.entity));
  if (measure.semi_additive) return balance(measure, expressions);
  const std::string value = plain(measure, expressions);
  std::vector<std::string> arguments = filters(measure, expressions);
  if (arguments.empty()) return value;
  if (value.find('\n') != std::string::npos) {
    arguments.insert(arguments.begin(), "\n" + value + "\n");
  } else {
    arguments.insert(arguments.begin(), value);
  }
  return dax_call("CALCULATE", arguments);
}

/// The column of a dimension that a measure names: of its own entity, or entity.dimension.
const DaxColumn& DaxMeasures::dimension(const Measure& measure, const std::string& text) const {
  const std::size_t dot = text.find('.');
  const std::string entity = dot == std::string::npos ? measure.entity : text.substr(0, dot);
  const std::string name = dot == std::string::npos ? text : text.substr(dot + 1);
  const auto columns = ground_.columns.find(entity);
  if (columns == ground_.columns.end() || ground_.filtered_by.at(measure.entity).count(entity) == 0)
    refuse_measure(fmt::format("'{}' does not filter {} in Power BI", text, measure.entity));
  const auto found = columns->second.find(project::folded(name));
  if (found == columns->second.end()) refuse_measure(fmt::format("'{}' is no column of the export", text));
  return found->second;
}

std::string DaxMeasures::ratio(const Measure& measure) const {
  const auto& [dividend, divisor] = measure.ratio;
  const std::string whole = reference(dividend) + (is_zero_of_nothing(dividend) ? " + 0" : "");
  return rounded(measure, dax_call("DIVIDE", {whole, reference(divisor)}));
}

std::set<std::string> DaxMeasures::entities_of(const std::string& name) const {
  const Measure& measure = *ground_.semantics.find_measure(name);
  if (measure.kind == Measure::Kind::kAggregate) return {measure.entity};
  std::set<std::string> entities;
  const auto add = [&](const std::string& part) { entities.merge(entities_of(part)); };
  if (measure.kind == Measure::Kind::kRatio) {
    add(measure.ratio.first);
    add(measure.ratio.second);
  } else if (measure.kind == Measure::Kind::kFormula) {
    for (const auto& step : measure.formula)
      if (step.kind == project::FormulaStep::Kind::kMeasure) add(step.text);
  } else {
    add(measure.of);
  }
  return entities;
}

bool DaxMeasures::is_zero_of_nothing(const std::string& name) const {
  const Measure& measure = *ground_.semantics.find_measure(name);
  const auto adds_up = [](Function function) {
    return function == Function::kCount || function == Function::kCountDistinct || function == Function::kSum;
  };
  if (measure.kind == Measure::Kind::kAggregate) return adds_up(measure.aggregate.function);
  if (measure.kind == Measure::Kind::kEach) return adds_up(measure.take.function);
  if (measure.kind != Measure::Kind::kFormula) return false;
  return std::all_of(measure.formula.begin(), measure.formula.end(), [&](const project::FormulaStep& step) {
    return step.kind != project::FormulaStep::Kind::kMeasure || is_zero_of_nothing(step.text);
  });
}

std::string DaxMeasures::has_data(const Measure& measure) const {
  std::vector<std::string> ends;
  for (const std::string& entity : entities_of(measure.of)) {
    const DateWay way = date_way(entity);
    if (!way.day.empty()) ends.push_back(fmt::format("CALCULATE(MAX({}), REMOVEFILTERS())", way.day));
  }
  if (ends.empty()) refuse_measure("a comparison of periods of rows without a day");
  std::string end = ends.back();
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) end = dax_call("MAX", {ends[i], end});
  return fmt::format("MIN({}) <= {}", dax_column(ground_.names.dates(), date_column::kDate), end);
}

std::string DaxMeasures::has_rows(const std::string& entity) const {
  const DateWay way = date_way(entity);
  std::vector<std::string> arguments = {dax_not(dax_call("ISEMPTY", {dax_table(ground_.names.table(entity))}))};
  if (!way.day.empty() && !way.is_active)
    arguments.push_back(dax_call("USERELATIONSHIP", {way.day, dax_column(ground_.names.dates(), date_column::kDate)}));
  return dax_call("CALCULATE", arguments);
}

std::string DaxMeasures::share(const Measure& measure) const {
  std::vector<std::string> total = {reference(measure.of)};
  if (measure.over.empty()) total.emplace_back("ALLSELECTED()");
  for (const std::string& each : measure.over) total.push_back(dax_call("ALLSELECTED", {dimension(measure, each).dax}));
  return rounded(measure, dax_call("DIVIDE", {reference(measure.of), dax_call("CALCULATE", total)}));
}

/// An expression for the period that a visual shows; BLANK() where it shows none, or parts of years as such.
std::string DaxMeasures::by_period(const OfPeriod& of_period) const {
  namespace date = date_column;
  const auto in_scope = [&](const char* column) {
    return dax_call("ISINSCOPE", {dax_column(ground_.names.dates(), column)});
  };
  std::string text =
      fmt::format("SWITCH(\n\tTRUE(),\n\t{} || {}, BLANK()", in_scope(date::kMonthName), in_scope(date::kDayName));
  const auto add = [&](const char* column, const std::string& value) {
    text += fmt::format(",\n\t{}, {}", in_scope(column), value);
  };
  add(date::kDate, of_period("DAY", 0));
  add(date::kWeek, of_period("WEEK", 0));
  add(date::kMonth, of_period("MONTH", 1));
  add(date::kQuarter, of_period("QUARTER", 3));
  add(date::kYear, of_period("YEAR", 12));
  return text + "\n)";
}

std::string DaxMeasures::change(const Measure& measure) const {
  const std::string days = dax_column(ground_.names.dates(), date_column::kDate);
  const std::string of = reference(measure.of);
  const bool last_year = measure.since == Measure::Since::kLastYear;
  const std::string before = by_period([&](const std::string& unit, int) {
    if (unit == "WEEK") return fmt::format("CALCULATE({}, DATEADD({}, {}, DAY))", of, days, last_year ? -364 : -7);
    if (last_year) return fmt::format("CALCULATE({}, SAMEPERIODLASTYEAR({}))", of, days);
    return fmt::format("CALCULATE({}, DATEADD({}, -1, {}))", of, days, unit);
  });
  const std::string shown = has_data(measure);
  if (measure.as == Measure::As::kPrevious) return fmt::format("IF({}, {})", shown, before);
  const std::string now = of + (is_zero_of_nothing(measure.of) ? " + 0" : "");
  const std::string difference = "_now - _before";
  const std::string result =
      measure.as == Measure::As::kDifference
          ? difference
          : fmt::format("ROUND({}, 6)", dax_call("DIVIDE", {difference, dax_call("ABS", {"_before"})}));
  return fmt::format(
      "VAR _now = {}\nVAR _before = {}\nRETURN\n\tIF({} && NOT(ISBLANK(_now)) && NOT(ISBLANK(_before)), {})", now,
      before, shown, result);
}

std::string DaxMeasures::running(const Measure& measure) const {
  const std::string days = dax_column(ground_.names.dates(), date_column::kDate);
  std::string until = fmt::format("DATESBETWEEN({0}, BLANK(), MAX({0}))", days);
  if (measure.restart == project::TimeGrain::kYear) until = dax_call("DATESYTD", {days});
  if (measure.restart == project::TimeGrain::kQuarter) until = dax_call("DATESQTD", {days});
  if (measure.restart == project::TimeGrain::kMonth) until = dax_call("DATESMTD", {days});
  return fmt::format("IF({}, {})", has_data(measure), dax_call("CALCULATE", {reference(measure.of), until}));
}

std::string DaxMeasures::rolling(const Measure& measure) const {
  const std::string days = dax_column(ground_.names.dates(), date_column::kDate);
  const std::string text = by_period([&](const std::string& unit, int months) {
    // EOMONTH, and not DATESINPERIOD, which counts three months back from 28 February to 29 November.
    std::string first = fmt::format("EOMONTH(_last, -{}) + 1", measure.periods * months);
    if (unit == "DAY") first = fmt::format("_last - {}", measure.periods - 1);
    if (unit == "WEEK") first = fmt::format("_last - {}", 7 * measure.periods - 1);
    return fmt::format("CALCULATE({}, DATESBETWEEN({}, {}, _last))", reference(measure.of), days, first);
  });
  return fmt::format("VAR _last = MAX({})\nRETURN\n\tIF({}, {})", days, has_data(measure), text);
}

std::string DaxMeasures::formula(const Measure& measure) const {
  std::vector<std::string> stack;
  std::string blank;
  const auto combine = [&](const char* sign) {
    const std::string right = stack.back();
    stack.pop_back();
    stack.back() = fmt::format("({} {} {})", stack.back(), sign, right);
  };
  for (const auto& step : measure.formula) {
    using Kind = project::FormulaStep::Kind;
    if (step.kind == Kind::kMeasure) {
      stack.push_back(reference(step.text));
      if (!is_zero_of_nothing(step.text)) blank += (blank.empty() ? "" : " || ") + dax_call("ISBLANK", {stack.back()});
    }
    if (step.kind == Kind::kNumber) stack.push_back(step.text);
    if (step.kind == Kind::kAdd) combine("+");
    if (step.kind == Kind::kSubtract) combine("-");
    if (step.kind == Kind::kMultiply) refuse_measure("a product of measures, which Power BI rounds");
  }
  return blank.empty() ? stack.back() : dax_call("IF", {blank, "BLANK()", stack.back()});
}

/// A measure for each row of an entity that has any of the rows it is taken of.
std::string DaxMeasures::each(const Measure& measure) const {
  const std::string table = dax_table(ground_.names.table(measure.each));
  const bool zero = is_zero_of_nothing(measure.of);
  const Value value{reference(measure.of) + (zero ? " + 0" : ""), sql::Type::decimal(38, 4), !zero, false};
  std::string counts;
  bool all = false;
  for (const std::string& entity : entities_of(measure.of)) {
    all = all || entity == measure.each;
    counts += (counts.empty() ? "" : " || ") + has_rows(entity);
  }
  counts = all ? "" : counts;
  if (!measure.having.op.empty()) {
    const std::string having = fmt::format("{} {} {}", value.dax, measure.having.op, measure.having.number);
    const std::string known = zero ? having : fmt::format("NOT(ISBLANK({})) && {}", value.dax, having);
    counts = counts.empty() ? known : fmt::format("({}) && {}", counts, known);
  }
  const std::string rows = counts.empty() ? table : dax_call("FILTER", {table, counts});
  if (measure.take.function == Function::kPercentile)
    return percentile(values_of(rows_with(rows, value), value.dax), measure.take.at);
  return taken(measure, measure.take, rows, value);
}

}  // namespace c360::powerbi
