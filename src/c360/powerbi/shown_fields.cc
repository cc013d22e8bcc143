#include "c360/powerbi/shown_fields.h"

#include "c360/project/names.h"

namespace c360::powerbi {

using project::ColumnRole;
using project::Dimension;
using project::Measure;
using project::MetricEntity;
using project::ValueFormat;
using Function = project::Aggregate::Function;

namespace {

bool is_count(const Measure& measure) {
  return measure.kind == Measure::Kind::kAggregate && measure.aggregate.function == Function::kCount;
}

bool is_sum(const Measure& measure) {
  return measure.kind == Measure::Kind::kAggregate && measure.aggregate.function == Function::kSum;
}

bool fits_a_card(const Measure& measure) {
  const bool alone = measure.kind == Measure::Kind::kAggregate || measure.kind == Measure::Kind::kRatio ||
                     measure.kind == Measure::Kind::kEach || measure.kind == Measure::Kind::kFormula;
  return alone && measure.format != ValueFormat::kDate && measure.format != ValueFormat::kText;
}

}  // namespace

std::optional<Field> ShownFields::measure(const std::string& name) const {
  const Measure* found = semantics_.find_measure(name);
  if (found == nullptr) return std::nullopt;
  const std::string& table = built_.names.table(found->entity);
  const std::string& label = built_.names.measure(name);
  if (built_.model.find_table(table)->find_measure(label) == nullptr) return std::nullopt;
  return measure_field(table, label);
}

std::optional<Field> ShownFields::measure(const MetricEntity& entity, Measure::Kind kind, ValueFormat format) const {
  for (const Measure& each : entity.measures)
    if (each.kind == kind && each.format == format)
      if (auto field = measure(each.name)) return field;
  return std::nullopt;
}

std::optional<Field> ShownFields::total(const MetricEntity& entity) const {
  for (const bool money : {true, false})
    for (const Measure& each : entity.measures)
      if (is_sum(each) && (!money || each.format == ValueFormat::kCurrency))
        if (auto field = measure(each.name)) return field;
  return count(entity);
}

std::optional<Field> ShownFields::count(const MetricEntity& entity) const {
  for (const Measure& each : entity.measures)
    if (is_count(each))
      if (auto field = measure(each.name)) return field;
  return std::nullopt;
}

std::optional<Field> ShownFields::made_of(const Field& of, Measure::Kind kind, Measure::As as) const {
  for (const MetricEntity& entity : semantics_.entities)
    for (const Measure& each : entity.measures)
      if (each.kind == kind && (kind != Measure::Kind::kChange || each.as == as) && measure(each.of) == of)
        if (auto field = measure(each.name)) return field;
  return std::nullopt;
}

std::vector<Field> ShownFields::for_cards(const MetricEntity& entity, std::size_t most) const {
  std::vector<Field> fields;
  for (const Measure& each : entity.measures) {
    if (fields.size() == most) break;
    if (!fits_a_card(each)) continue;
    if (auto field = measure(each.name)) fields.push_back(*field);
  }
  return fields;
}

std::optional<Field> ShownFields::visible(const MetricEntity& entity, const std::string& column) const {
  if (!built_.names.has_column(entity.name, column)) return std::nullopt;
  const std::string& table = built_.names.table(entity.name);
  const TabularColumn* found = built_.model.find_table(table)->find_column(built_.names.column(entity.name, column));
  if (found == nullptr || found->is_hidden) return std::nullopt;
  return column_field(table, found->name);
}

std::optional<Field> ShownFields::column(const MetricEntity& entity, ColumnRole role) const {
  for (const Dimension& dimension : entity.dimensions)
    if (dimension.role == role)
      if (auto field = visible(entity, dimension.name)) return field;
  return std::nullopt;
}

std::optional<Field> ShownFields::column_near(const MetricEntity& entity, const std::vector<ColumnRole>& roles) const {
  for (const ColumnRole role : roles) {
    if (auto field = column(entity, role)) return field;
    for (const auto& relationship : entity.relationships)
      if (const MetricEntity* other = semantics_.find(relationship.to); other != nullptr && relationship.active)
        if (auto field = column(*other, role)) return field;
  }
  return std::nullopt;
}

std::optional<Field> ShownFields::bands(const MetricEntity& entity) const {
  for (const Dimension& dimension : entity.dimensions)
    if (!dimension.bands.empty())
      if (auto field = visible(entity, dimension.name)) return field;
  return std::nullopt;
}

std::optional<Field> ShownFields::hour(const MetricEntity& entity) const {
  const std::string& table = built_.names.table(entity.name);
  if (built_.model.find_table(table)->find_column(kHourOfDay) == nullptr) return std::nullopt;
  return column_field(table, kHourOfDay);
}

bool ShownFields::has_days(const MetricEntity& entity) const {
  if (entity.time.empty()) return false;
  for (const auto& relationship : built_.model.relationships)
    if (relationship.from_table == built_.names.table(entity.name) && relationship.to_table == built_.names.dates())
      return true;
  return false;
}

}  // namespace c360::powerbi
