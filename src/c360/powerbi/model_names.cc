#include "c360/powerbi/model_names.h"

#include "c360/project/names.h"

namespace c360::powerbi {
namespace {

using project::folded;

/// A name in one line, as TMDL has them.
std::string without_control_signs(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  return text;
}

/// The first of `wanted`, "wanted (other)", "wanted (other) 2", … that is in none of the sets; it is added to the
/// first.
std::string free_name(const std::string& wanted, const std::string& other, std::set<std::string>& taken,
                      const std::set<std::string>& also_taken = {}) {
  const std::string plain = without_control_signs(wanted);
  std::string name = plain;
  for (int round = 1; taken.count(folded(name)) > 0 || also_taken.count(folded(name)) > 0; ++round)
    name = plain + " (" + other + ")" + (round > 1 ? " " + std::to_string(round) : "");
  taken.insert(folded(name));
  return name;
}

}  // namespace

bool is_shown(const project::MetricEntity& entity, std::string_view column) {
  const project::MetricColumn* known = entity.find_column(column);
  return known != nullptr && project::is_grouping(known->role) && known->role != project::ColumnRole::kId;
}

ModelNames::ModelNames(const project::SemanticModel& semantics, const EntityColumns& columns) {
  name_tables(semantics);
  name_measures(semantics);
  for (const auto& entity : semantics.entities) {
    const auto found = columns.find(entity.name);
    if (found != columns.end()) name_columns(entity, found->second);
  }
}

const std::string& ModelNames::column(const std::string& entity, std::string_view name) const {
  return columns_.at(entity).at(folded(name));
}

bool ModelNames::has_column(const std::string& entity, std::string_view name) const {
  const auto found = columns_.find(entity);
  return found != columns_.end() && found->second.count(folded(name)) > 0;
}

void ModelNames::name_tables(const project::SemanticModel& semantics) {
  std::set<std::string> taken;
  for (const auto& entity : semantics.entities) tables_[entity.name] = free_name(entity.label, entity.name, taken);
  dates_ = free_name("Date", "calendar", taken);
}

void ModelNames::name_measures(const project::SemanticModel& semantics) {
  std::set<std::string> all;
  for (const auto& entity : semantics.entities) {
    for (const auto& measure : entity.measures) {
      measures_[measure.name] = free_name(measure.label, entity.label, all);
      taken_[entity.name].insert(folded(measures_[measure.name]));
    }
  }
}

void ModelNames::name_columns(const project::MetricEntity& entity, const TableColumns& columns) {
  auto& names = columns_[entity.name];
  std::set<std::string>& taken = taken_[entity.name];
  for (const auto& column : columns)
    if (is_shown(entity, column.name))
      names[folded(column.name)] = free_name(entity.find_column(column.name)->label, "column", taken);
  for (const auto& dimension : entity.dimensions)
    if (names.count(folded(dimension.name)) == 0 && dimension.kind != project::Dimension::Kind::kColumn)
      names[folded(dimension.name)] = free_name(dimension.label, "dimension", taken);
  for (const auto& column : columns)
    if (!is_shown(entity, column.name)) names[folded(column.name)] = free_name(column.name, "column", taken);
}

}  // namespace c360::powerbi
