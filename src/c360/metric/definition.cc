#include "c360/metric/definition.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <vector>

#include "c360/project/metric_words.h"

namespace c360::metric {
namespace {

using project::Aggregate;
using project::FormulaStep;
using project::Measure;

std::string function_word(Aggregate::Function function) {
  switch (function) {
    case Aggregate::Function::kSum:
      return "sum";
    case Aggregate::Function::kAverage:
      return "average";
    case Aggregate::Function::kMin:
      return "min";
    case Aggregate::Function::kMax:
      return "max";
    case Aggregate::Function::kMedian:
      return "median";
    case Aggregate::Function::kPercentile:
      return "percentile";
    case Aggregate::Function::kFirst:
      return "first";
    case Aggregate::Function::kLast:
      return "last";
    default:
      return "count";
  }
}

std::string sign_of(FormulaStep::Kind kind) {
  return kind == FormulaStep::Kind::kAdd ? " + " : kind == FormulaStep::Kind::kSubtract ? " - " : " * ";
}

/// Postfix order with brackets around every sum within a product or a difference.
std::string infix(const std::vector<FormulaStep>& steps) {
  struct Part {
    std::string text;
    bool is_sum = false;
  };
  const auto bracketed = [](const Part& part) { return part.is_sum ? "(" + part.text + ")" : part.text; };
  std::vector<Part> stack;
  for (const FormulaStep& step : steps) {
    if (step.kind == FormulaStep::Kind::kMeasure || step.kind == FormulaStep::Kind::kNumber) {
      stack.push_back({step.text});
      continue;
    }
    const Part right = stack.back();
    stack.pop_back();
    const Part left = stack.back();
    const bool multiplies = step.kind == FormulaStep::Kind::kMultiply;
    stack.back() = {(multiplies ? bracketed(left) : left.text) + sign_of(step.kind) +
                        (step.kind == FormulaStep::Kind::kAdd ? right.text : bracketed(right)),
                    !multiplies};
  }
  return stack.empty() ? "" : stack.back().text;
}

std::string aggregate_in_words(const Measure& measure) {
  std::string text = text_of(measure.aggregate);
  if (!measure.condition.empty()) text += " where " + measure.condition;
  for (const std::string& filter : measure.filters) text += " where " + filter;
  if (!measure.semi_additive) return text;
  const bool is_last = measure.semi_additive->take == project::SemiAdditive::Take::kLast;
  text += fmt::format(", at the {} {}", is_last ? "last" : "first", measure.semi_additive->over);
  if (!measure.semi_additive->per.empty()) text += fmt::format(" per {}", fmt::join(measure.semi_additive->per, ", "));
  return text;
}

std::string change_in_words(const Measure& measure) {
  const std::string since = measure.since == Measure::Since::kLastYear ? "last year" : "the period before";
  if (measure.as == Measure::As::kPrevious) return fmt::format("{} of {}", measure.of, since);
  return fmt::format("{} against {}{}", measure.of, since, measure.as == Measure::As::kPercent ? ", in percent" : "");
}

std::string each_in_words(const Measure& measure) {
  std::string text = function_word(measure.take.function);
  if (!measure.take.at.empty()) text += " " + measure.take.at;
  text += fmt::format(" of {} for each of {}", measure.of, measure.each);
  return measure.having.op.empty() ? text
                                   : text + fmt::format(" where it is {} {}", measure.having.op, measure.having.number);
}

}  // namespace

std::string text_of(const Aggregate& aggregate) {
  if (aggregate.function == Aggregate::Function::kCountDistinct) return fmt::format("count(distinct {})", aggregate.of);
  std::string inside = aggregate.of.empty() ? "*" : aggregate.of;
  if (!aggregate.at.empty()) inside += ", " + aggregate.at;
  if (!aggregate.by.empty()) inside += fmt::format(" by {}", fmt::join(aggregate.by, ", "));
  return fmt::format("{}({})", function_word(aggregate.function), inside);
}

std::string definition_of(const Measure& measure) {
  switch (measure.kind) {
    case Measure::Kind::kAggregate:
      return aggregate_in_words(measure);
    case Measure::Kind::kRatio:
      return fmt::format("{} / {}", measure.ratio.first, measure.ratio.second);
    case Measure::Kind::kShare:
      return measure.over.empty() ? fmt::format("share of {}", measure.of)
                                  : fmt::format("share of {} over {}", measure.of, fmt::join(measure.over, ", "));
    case Measure::Kind::kChange:
      return change_in_words(measure);
    case Measure::Kind::kRunning:
      return measure.restart
                 ? fmt::format("{} since the beginning of the {}", measure.of, project::word_of(*measure.restart))
                 : fmt::format("{} since the beginning", measure.of);
    case Measure::Kind::kRolling:
      return fmt::format("{} of {} periods", measure.of, measure.periods);
    case Measure::Kind::kFormula:
      return infix(measure.formula);
    case Measure::Kind::kEach:
      return each_in_words(measure);
    case Measure::Kind::kRank:
      break;
  }
  return fmt::format("rank by {}", measure.of);
}

}  // namespace c360::metric
