#include "c360/metric/page_choice.h"

#include <algorithm>
#include <map>

#include "c360/metric/way.h"

namespace c360::metric {

using project::ColumnRole;
using project::Dimension;
using project::EntityRole;
using project::Measure;
using project::MetricEntity;
using project::ValueFormat;
using Function = project::Aggregate::Function;

namespace {

template <class Condition>
const Measure* first(const MetricEntity& entity, Condition condition) {
  const auto found = std::find_if(entity.measures.begin(), entity.measures.end(), condition);
  return found == entity.measures.end() ? nullptr : &*found;
}

bool is_aggregate(const Measure& measure, Function function) {
  return measure.kind == Measure::Kind::kAggregate && measure.aggregate.function == function;
}

bool is_figure(const Measure& measure) {
  const bool alone = measure.kind == Measure::Kind::kAggregate || measure.kind == Measure::Kind::kRatio ||
                     measure.kind == Measure::Kind::kEach || measure.kind == Measure::Kind::kFormula;
  return alone && measure.format != ValueFormat::kDate && measure.format != ValueFormat::kText;
}

/// Which of its relationships each entity of a way takes, so that of two ways that are equally long the one that is
/// declared first comes first, whatever things are called.
std::vector<std::size_t> turns_of(const Way& way) {
  std::vector<std::size_t> turns;
  for (const Step& step : way) {
    const MetricEntity& holder = step.backward ? *step.to : *step.from;
    const auto place = static_cast<std::size_t>(step.relationship - holder.relationships.data());
    turns.push_back(step.backward ? holder.relationships.size() + place : place);
  }
  return turns;
}

}  // namespace

const Measure* PageChoice::total(const MetricEntity& entity) const {
  for (const bool money : {true, false}) {
    const Measure* found = first(entity, [&](const Measure& each) {
      return is_aggregate(each, Function::kSum) && (!money || each.format == ValueFormat::kCurrency);
    });
    if (found != nullptr) return found;
  }
  return nullptr;
}

const Measure* PageChoice::count(const MetricEntity& entity) const {
  return first(entity, [](const Measure& each) { return is_aggregate(each, Function::kCount); });
}

const Measure* PageChoice::average(const MetricEntity& entity) const {
  const Measure *of = total(entity), *by = count(entity);
  if (of == nullptr || by == nullptr) return nullptr;
  const Measure* exact = first(entity, [&](const Measure& each) {
    return each.kind == Measure::Kind::kRatio && each.ratio == std::pair(of->name, by->name);
  });
  if (exact != nullptr) return exact;
  return first(entity, [](const Measure& each) {
    return each.kind == Measure::Kind::kRatio && each.format == ValueFormat::kCurrency;
  });
}

const Measure* PageChoice::rate(const MetricEntity& entity) const {
  return first(entity, [](const Measure& each) {
    return each.kind == Measure::Kind::kRatio && each.format == ValueFormat::kPercent;
  });
}

const Measure* PageChoice::of_format(const MetricEntity& entity, ValueFormat format) const {
  return first(entity, [&](const Measure& each) { return is_figure(each) && each.format == format; });
}

const Measure* PageChoice::buyers() const {
  const MetricEntity *sale = entity(EntityRole::kSale), *customer = entity(EntityRole::kCustomer);
  if (customer == nullptr) return nullptr;
  const auto leads_to_customer = [&](const Measure& each) {
    return is_aggregate(each, Function::kCountDistinct) &&
           std::any_of(sale->relationships.begin(), sale->relationships.end(), [&](const auto& relationship) {
             return relationship.to == customer->name && relationship.columns == std::vector{each.aggregate.of};
           });
  };
  const Measure* found = sale == nullptr ? nullptr : first(*sale, leads_to_customer);
  return found != nullptr ? found : count(*customer);
}

const Measure* PageChoice::repeat_rate() const {
  const MetricEntity* customer = entity(EntityRole::kCustomer);
  if (customer == nullptr) return nullptr;
  return first(*customer, [&](const Measure& each) {
    if (each.kind != Measure::Kind::kRatio || each.format != ValueFormat::kPercent) return false;
    const Measure* part = model_.find_measure(each.ratio.first);
    return part != nullptr && part->kind == Measure::Kind::kEach && !part->having.op.empty();
  });
}

const Measure* PageChoice::payment_success() const {
  if (const MetricEntity* payment = entity(EntityRole::kPayment))
    if (const Measure* found = rate(*payment)) return found;
  const MetricEntity* sale = entity(EntityRole::kSale);
  if (sale == nullptr) return nullptr;
  const auto counts = [&](const std::string& name) {
    const Measure* measure = model_.find_measure(name);
    return measure != nullptr && measure->entity == sale->name && is_aggregate(*measure, Function::kCount);
  };
  return first(*sale, [&](const Measure& each) {
    return each.kind == Measure::Kind::kRatio && each.format == ValueFormat::kPercent && counts(each.ratio.first) &&
           counts(each.ratio.second);
  });
}

const Measure* PageChoice::retention() const {
  const MetricEntity* sale = entity(EntityRole::kSale);
  if (sale == nullptr) return nullptr;
  return first(*sale, [&](const Measure& each) {
    if (each.kind != Measure::Kind::kShare || each.over.size() != 1) return false;
    const Dimension* over = sale->find_dimension(each.over[0].substr(each.over[0].find('.') + 1));
    return over != nullptr && over->kind == Dimension::Kind::kSince;
  });
}

const Measure* PageChoice::of_each_customer(Function take) const {
  const MetricEntity *customer = entity(EntityRole::kCustomer), *sale = entity(EntityRole::kSale);
  const Measure* of = sale == nullptr ? nullptr : total(*sale);
  if (customer == nullptr || of == nullptr) return nullptr;
  return first(*customer, [&](const Measure& each) {
    return each.kind == Measure::Kind::kEach && each.each == customer->name && each.of == of->name &&
           each.take.function == take && each.having.op.empty();
  });
}

const Measure* PageChoice::running(const MetricEntity& entity) const {
  return first(entity, [](const Measure& each) { return each.kind == Measure::Kind::kRunning && !each.restart; });
}

std::vector<const Measure*> PageChoice::figures(const MetricEntity& entity, std::size_t most) const {
  std::vector<const Measure*> found;
  for (const Measure& each : entity.measures)
    if (found.size() < most && is_figure(each)) found.push_back(&each);
  return found;
}

std::vector<const MetricEntity*> PageChoice::by_distance(const MetricEntity& entity) const {
  std::map<std::pair<std::size_t, std::vector<std::size_t>>, const MetricEntity*> found;
  for (const MetricEntity* other : reachable(model_, entity)) {
    const std::vector<Way> ways = shortest_ways(model_, entity, *other);
    if (ways.size() == 1) found.emplace(std::pair(ways.front().size(), turns_of(ways.front())), other);
  }
  std::vector<const MetricEntity*> ordered;
  for (const auto& [length_and_turns, other] : found) ordered.push_back(other);
  return ordered;
}

std::string PageChoice::near(const MetricEntity& entity, const std::vector<ColumnRole>& roles) const {
  const std::vector<const MetricEntity*> places = by_distance(entity);
  for (const ColumnRole role : roles)
    for (const MetricEntity* place : places)
      for (const Dimension& dimension : place->dimensions)
        if (dimension.role == role) return place->name + "." + dimension.name;
  return {};
}

std::string PageChoice::bands(const MetricEntity& entity, bool of_money) const {
  for (const Dimension& dimension : entity.dimensions) {
    if (dimension.kind != Dimension::Kind::kMeasure || dimension.bands.empty()) continue;
    const Measure* of = model_.find_measure(dimension.measure);
    if (of != nullptr && (of->format == ValueFormat::kCurrency) == of_money) return entity.name + "." + dimension.name;
  }
  return {};
}

}  // namespace c360::metric
