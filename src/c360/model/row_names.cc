#include "c360/model/row_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "c360/model/expression_text.h"

namespace c360::model {
namespace {

using Kind = PlanNode::Kind;

/// The first table of a plan that was met at a known place.
const TablePlace* first_place(const PlanNode& node, const std::map<std::size_t, TablePlace>& places) {
  if (node.kind == Kind::kTable || node.kind == Kind::kReference) {
    const auto place = places.find(node.order);
    if (place != places.end()) return &place->second;
  }
  for (const PlanNode& child : node.children) {
    if (const TablePlace* place = first_place(child, places)) return place;
  }
  return nullptr;
}

}  // namespace

std::string RowNames::name_of(Id row) const {
  const RowSource* source = known_.source(row);
  if (source == nullptr) return "the rows";
  const PlanNode& node = *source->node;
  switch (node.kind) {
    case Kind::kTable: {
      const auto place = places_.find(node.order);
      const bool has_alias = place != places_.end() && place->second.alias != node.table.name;
      return node.table.to_string() + (has_alias ? " (" + place->second.alias + ")" : "");
    }
    case Kind::kAggregate: {
      std::vector<std::string> columns;
      for (std::size_t i = 0; i < node.groups.size(); ++i) columns.push_back(bare_name(source->columns[i]));
      return fmt::format("the rows grouped by {}", fmt::join(columns, ", "));
    }
    case Kind::kDistinct:
      return "the distinct rows";
    case Kind::kUnion:
      return "the rows of a UNION";
    case Kind::kUnnest:
      return "the list that is unnested";
    case Kind::kOuterColumns:
      return "the outer SELECT";
    default:
      return node.function.empty() ? "VALUES" : node.function + "()";
  }
}

std::string RowNames::short_name(Id row) const {
  const RowSource* source = known_.source(row);
  if (source == nullptr || source->node->kind != Kind::kTable) return name_of(row);
  const auto place = places_.find(source->node->order);
  return place == places_.end() ? source->node->table.to_string() : place->second.alias;
}

std::string RowNames::bare_name(Id column) const {
  const auto owner = known_.owner(column);
  const RowSource* source = owner ? known_.source(*owner) : nullptr;
  if (source == nullptr) {
    const Definition* definition = known_.definition(column);
    if (definition == nullptr) return "…";
    std::vector<std::string> names;
    for (const Id input : definition->inputs) names.push_back(bare_name(input));
    return model::text_of(*definition->expression, names);
  }
  const auto found = std::find(source->columns.begin(), source->columns.end(), column);
  const auto position = static_cast<std::size_t>(found - source->columns.begin());
  const PlanNode& node = *source->node;
  if (node.kind == Kind::kTable && position < node.columns.size()) return node.columns[position];
  if (!source->branches.empty()) return bare_name(source->branches[0].columns.at(position));
  if (position < source->names_from.size()) return bare_name(source->names_from[position]);
  return "…";
}

std::string RowNames::column_name(Id column) const {
  const auto owner = known_.owner(column);
  const RowSource* source = owner ? known_.source(*owner) : nullptr;
  if (source == nullptr || source->node->kind != Kind::kTable) return bare_name(column);
  return short_name(*owner) + "." + bare_name(column);
}

std::string RowNames::text_of(const Expression& expression, const Relation& rows) const {
  std::vector<std::string> names;
  for (const Id column : rows.columns) names.push_back(column_name(column));
  return model::text_of(expression, names);
}

std::string RowNames::known_keys(Id row) const {
  const RowSource* source = known_.source(row);
  if (source == nullptr || source->node->kind != Kind::kTable) return {};
  const auto keys = keys_.find(source->node->table);
  if (keys == keys_.end() || keys->second.empty() || keys->second[0].empty()) return {};
  return fmt::format(" (its key is {})", fmt::join(keys->second[0], ", "));
}

std::size_t RowNames::offset_of(Id row) const {
  const RowSource* source = known_.source(row);
  const TablePlace* place = source == nullptr ? nullptr : first_place(*source->node, places_);
  return place == nullptr ? 0 : place->offset;
}

}  // namespace c360::model
