#include "c360/metric/value.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"

namespace c360::metric {
namespace {

using project::Aggregate;
using project::Measure;
using sql::Type;
using sql::TypeKind;
using Function = Aggregate::Function;
using Kind = Value::Kind;

constexpr int kMostDigits = 38;
constexpr int kMoneyDigits = 18;
constexpr int kMoneyScale = 4;
constexpr int kRateScale = 6;
constexpr int kRateDigits = 9;

ValuePtr make(Value value) {
  return std::make_shared<const Value>(std::move(value));
}

/// What a quotient is rounded to.
Type quotient_type(project::ValueFormat format) {
  return format == project::ValueFormat::kPercent ? Type::decimal(kRateDigits, kRateScale)
                                                  : Type::decimal(kMoneyDigits, kMoneyScale);
}

Type sum_type(const Type& type) {
  return is_exact(type) ? Type::decimal(kMostDigits, scale_of(type)) : type;
}

Type widest(const Type& a, const Type& b) {
  return Type::decimal(kMostDigits, std::max(scale_of(a), scale_of(b)));
}

/// Takes measures apart, one within another.
class Taker {
 public:
  explicit Taker(const TypedModel& model) : model_(model), names_(model) {}

  ValuePtr take(const Measure& measure) const {
    switch (measure.kind) {
      case Measure::Kind::kAggregate:
        return aggregate(measure);
      case Measure::Kind::kRatio:
        return divided(part(measure.ratio.first), part(measure.ratio.second), quotient_type(measure.format));
      case Measure::Kind::kFormula:
        return formula(measure);
      case Measure::Kind::kEach:
        return each(measure);
      case Measure::Kind::kShare:
        return share(measure);
      case Measure::Kind::kChange:
        return change(measure);
      case Measure::Kind::kRunning:
        return total(measure, Kind::kRunning);
      case Measure::Kind::kRolling:
        return total(measure, Kind::kRolling);
      case Measure::Kind::kRank:
        break;
    }
    return rank(measure);
  }

 private:
  ValuePtr part(const std::string& name) const { return take(names_.measure(name)); }

  static ValuePtr leaf_value(Leaf leaf) {
    Value value;
    value.type = leaf.type;
    value.leaf = std::make_shared<const Leaf>(std::move(leaf));
    return make(std::move(value));
  }

  static ValuePtr both(Kind kind, ValuePtr a, ValuePtr b, Type type) {
    Value value;
    value.kind = kind;
    value.parts = {std::move(a), std::move(b)};
    value.type = std::move(type);
    return make(std::move(value));
  }

  static ValuePtr divided(ValuePtr a, ValuePtr b, Type type) {
    for (const ValuePtr& side : {a, b})
      if (!is_exact(side->type))
        throw Error(ErrorCode::kUsage, fmt::format("a {} cannot be divided exactly", side->type.to_string()),
                    "cast it to a decimal where the measure is defined");
    return both(Kind::kDivide, std::move(a), std::move(b), std::move(type));
  }

  static ValuePtr number(const std::string& text) {
    Value value;
    value.kind = Kind::kNumber;
    value.number = text;
    const std::size_t point = text.find('.');
    value.type =
        Type::decimal(kMostDigits / 2, point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1));
    return make(std::move(value));
  }

  /// A leaf of one function, or for averages and medians the arithmetic of two.
  static ValuePtr taken(Leaf leaf, const Type& input, project::ValueFormat format) {
    const Function function = leaf.aggregate.function;
    if (function == Function::kAverage) {
      Leaf count = leaf;
      leaf.aggregate.function = Function::kSum;
      count.aggregate.function = Function::kCount;
      return divided(taken(leaf, input, format), taken(count, input, format), quotient_type(format));
    }
    if (function == Function::kMedian) return median(std::move(leaf), input, format);
    leaf.type = type_of(function, input);
    leaf.zero = function == Function::kCount || function == Function::kCountDistinct || function == Function::kSum;
    leaf.id += fmt::format(":{}{}", static_cast<int>(function), leaf.from_top ? "t" : "");
    return leaf_value(std::move(leaf));
  }

  /// Of two in the middle the average: half the value that half do not exceed, from below and from above.
  static ValuePtr median(Leaf leaf, const Type& input, project::ValueFormat format) {
    leaf.aggregate.function = Function::kPercentile;
    leaf.aggregate.at = "0.5";
    Leaf upper = leaf;
    upper.from_top = true;
    const Type sum = sum_type(input);
    return divided(both(Kind::kAdd, taken(leaf, input, format), taken(upper, input, format), sum), number("2"),
                   quotient_type(format));
  }

  static Type type_of(Function function, const Type& input) {
    if (function == Function::kCount || function == Function::kCountDistinct) return {TypeKind::kBigint};
    return function == Function::kSum ? sum_type(input) : input;
  }

  ValuePtr aggregate(const Measure& measure) const {
    Leaf leaf;
    leaf.id = measure.name;
    leaf.entity = model_.spec().find(measure.entity);
    leaf.measure = &measure;
    leaf.aggregate = measure.aggregate;
    return taken(std::move(leaf), model_.input_type(measure), measure.format);
  }

  ValuePtr formula(const Measure& measure) const {
    using Step = project::FormulaStep::Kind;
    std::vector<ValuePtr> stack;
    for (const project::FormulaStep& step : measure.formula) {
      if (step.kind == Step::kMeasure || step.kind == Step::kNumber) {
        stack.push_back(step.kind == Step::kMeasure ? part(step.text) : number(step.text));
        require_number(measure, stack.back());
        continue;
      }
      const ValuePtr right = stack.back();
      stack.pop_back();
      const ValuePtr left = stack.back();
      stack.back() = combined(measure, step.kind, left, right);
    }
    return stack.back();
  }

  static void require_number(const Measure& measure, const ValuePtr& value) {
    if (!is_exact(value->type))
      throw Error(ErrorCode::kUsage, fmt::format("'{}' calculates with a {}", measure.name, value->type.to_string()),
                  "formulas take whole numbers and decimals");
  }

  static ValuePtr combined(const Measure& measure, project::FormulaStep::Kind kind, const ValuePtr& a,
                           const ValuePtr& b) {
    using Step = project::FormulaStep::Kind;
    if (kind == Step::kAdd) return both(Kind::kAdd, a, b, widest(a->type, b->type));
    if (kind == Step::kSubtract) return both(Kind::kSubtract, a, b, widest(a->type, b->type));
    const int scale = scale_of(a->type) + scale_of(b->type);
    if (scale > kMoneyDigits)
      throw Error(ErrorCode::kUsage,
                  fmt::format("'{}' multiplies numbers with {} decimals in all", measure.name, scale),
                  fmt::format("at most {} are exact", kMoneyDigits));
    return both(Kind::kMultiply, a, b, Type::decimal(kMostDigits, scale));
  }

  ValuePtr each(const Measure& measure) const {
    const ValuePtr inner = part(measure.of);
    for (const Kind kind : {Kind::kShare, Kind::kChange, Kind::kRunning, Kind::kRolling, Kind::kRank})
      refuse(has_kind(inner, kind), measure, "compares rows of an answer, and is no value of one row alone");
    Leaf leaf;
    leaf.id = measure.name;
    leaf.entity = model_.spec().find(measure.each);
    leaf.measure = &measure;
    leaf.aggregate = measure.take;
    leaf.each = inner;
    const bool is_count = measure.take.function == Function::kCount;
    if (!is_count) require_number(measure, inner);
    return taken(std::move(leaf), inner->type, measure.format);
  }

  ValuePtr wrapped(const Measure& measure, Kind kind, ValuePtr inner, Type type) const {
    Value value;
    value.kind = kind;
    value.measure = &measure;
    value.parts = {std::move(inner)};
    value.type = std::move(type);
    return make(std::move(value));
  }

  static void refuse(bool is_wrong, const Measure& measure, const std::string& why, const std::string& hint = {}) {
    if (is_wrong)
      throw Error(ErrorCode::kUsage, fmt::format("'{}' has no right answer: '{}' {}", measure.name, measure.of, why),
                  hint.empty() ? "take it of a measure that is a count, a sum or made of them" : hint, measure.where);
  }

  ValuePtr share(const Measure& measure) const {
    const ValuePtr inner = part(measure.of);
    for (const Kind kind :
         {Kind::kShare, Kind::kChange, Kind::kRunning, Kind::kRolling, Kind::kRank, Kind::kDivide, Kind::kNumber})
      refuse(has_kind(inner, kind), measure, "has no total that parts could have a share of");
    for (const auto& leaf : leaves_of(inner))
      refuse(!leaf->zero, measure, "has no total that parts could have a share of");
    return wrapped(measure, Kind::kShare, inner, Type::decimal(kMoneyDigits, kRateScale));
  }

  ValuePtr change(const Measure& measure) const {
    const ValuePtr inner = part(measure.of);
    for (const Kind kind : {Kind::kShare, Kind::kChange, Kind::kRank})
      refuse(has_kind(inner, kind), measure, "compares already", "compare the measure that it is made of");
    const bool is_percent = measure.as == Measure::As::kPercent;
    if (measure.as != Measure::As::kPrevious) require_number(measure, inner);
    return wrapped(measure, Kind::kChange, inner, is_percent ? Type::decimal(kMoneyDigits, kRateScale) : inner->type);
  }

  ValuePtr total(const Measure& measure, Kind kind) const {
    const ValuePtr inner = part(measure.of);
    for (const Kind other :
         {Kind::kShare, Kind::kChange, Kind::kRunning, Kind::kRolling, Kind::kRank, Kind::kMultiply, Kind::kNumber})
      refuse(has_kind(inner, other), measure, "does not add up over periods");
    for (const auto& leaf : leaves_of(inner)) {
      refuse(leaf->measure->semi_additive.has_value() && !leaf->each, measure,
             "is a balance: it is had at a moment, and adding it up over time counts it again and again",
             "ask for it by period itself");
      refuse(!leaf->adds_up(), measure, "does not add up over periods: what was counted in one may be so in the next",
             "only counts and sums, and ratios and formulas of them, do");
    }
    return wrapped(measure, kind, inner, inner->type);
  }

  ValuePtr rank(const Measure& measure) const {
    const ValuePtr inner = part(measure.of);
    refuse(has_kind(inner, Kind::kRank), measure, "is a rank already");
    return wrapped(measure, Kind::kRank, inner, Type{TypeKind::kBigint});
  }

  const TypedModel& model_;
  Names names_;
};

void collect(const ValuePtr& value, std::vector<std::shared_ptr<const Leaf>>& leaves) {
  if (value->leaf) {
    const auto same = [&](const auto& known) { return known->id == value->leaf->id; };
    if (std::none_of(leaves.begin(), leaves.end(), same)) leaves.push_back(value->leaf);
  }
  for (const ValuePtr& part : value->parts) collect(part, leaves);
}

}  // namespace

ValuePtr value_of(const TypedModel& model, const Measure& measure) {
  return Taker(model).take(measure);
}

std::vector<std::shared_ptr<const Leaf>> leaves_of(const ValuePtr& value) {
  std::vector<std::shared_ptr<const Leaf>> leaves;
  collect(value, leaves);
  return leaves;
}

bool has_kind(const ValuePtr& value, Value::Kind kind) {
  if (value->kind == kind) return true;
  return std::any_of(value->parts.begin(), value->parts.end(),
                     [&](const ValuePtr& part) { return has_kind(part, kind); });
}

Type type_of_measure(const TypedModel& model, const Measure& measure) {
  return value_of(model, measure)->type;
}

}  // namespace c360::metric
