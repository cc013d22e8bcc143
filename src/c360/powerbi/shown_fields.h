// What of a built model reports can show, found by roles.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/powerbi/build_model.h"
#include "c360/powerbi/report.h"

namespace c360::powerbi {

/// Looks up measures and columns; nothing that was left out is ever given. The model must outlive it.
class ShownFields {
 public:
  ShownFields(const BuiltModel& built, const project::SemanticModel& semantics)
      : built_(built), semantics_(semantics) {}

  const project::MetricEntity* entity(project::EntityRole role) const { return semantics_.find(role); }

  /// A measure by its name.
  std::optional<Field> measure(const std::string& name) const;
  /// The entity's first measure of a kind and format.
  std::optional<Field> measure(const project::MetricEntity& entity, project::Measure::Kind kind,
                               project::ValueFormat format) const;
  /// What rows of the entity add up to: the first sum of money, or of anything else, or the count of rows.
  std::optional<Field> total(const project::MetricEntity& entity) const;
  /// The first count of rows.
  std::optional<Field> count(const project::MetricEntity& entity) const;
  /// The first measure of a kind that is made of `of`.
  std::optional<Field> made_of(const Field& of, project::Measure::Kind kind, project::Measure::As as) const;
  /// Measures that a card can show: no dates, texts and comparisons; at most so many.
  std::vector<Field> for_cards(const project::MetricEntity& entity, std::size_t most) const;

  /// The entity's visible column of a role.
  std::optional<Field> column(const project::MetricEntity& entity, project::ColumnRole role) const;
  /// The first that is there of several roles, in the entity or in those that filter it.
  std::optional<Field> column_near(const project::MetricEntity& entity,
                                   const std::vector<project::ColumnRole>& roles) const;
  /// A dimension with bands.
  std::optional<Field> bands(const project::MetricEntity& entity) const;
  /// The hour of the entity's own time.
  std::optional<Field> hour(const project::MetricEntity& entity) const;
  /// Columns of the date table.
  Field date(const char* column) const { return column_field(built_.names.dates(), column); }
  Field level(const char* level) const { return {Field::Kind::kLevel, built_.names.dates(), level, "Calendar"}; }
  /// Whether days filter the entity's measures.
  bool has_days(const project::MetricEntity& entity) const;

  std::string label(const project::MetricEntity& entity) const { return entity.label; }

 private:
  std::optional<Field> visible(const project::MetricEntity& entity, const std::string& column) const;

  const BuiltModel& built_;
  const project::SemanticModel& semantics_;
};

}  // namespace c360::powerbi
