#include "c360/session/row_filter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "c360/base/letter_case.h"

namespace c360::session {
namespace {

using lakehouse::Moment;
using lakehouse::TableName;

TableName silver(const std::string& entity) {
  return {"silver", entity};
}

/// "schema.table.column" apart.
std::optional<std::pair<TableName, std::string>> place_of(const std::string& text) {
  const std::size_t first = text.find('.'), last = text.rfind('.');
  if (first == std::string::npos || first == last) return std::nullopt;
  return std::pair{TableName{text.substr(0, first), text.substr(first + 1, last - first - 1)}, text.substr(last + 1)};
}

/// Where a column of silver leads: a reference to its parent, a key to its own table.
std::optional<Way> way_of_silver(const project::Project& project, const TableName& table, const std::string& column) {
  const project::Contract* contract = table.layer == "silver" ? project.find_contract(table.name) : nullptr;
  const project::ColumnSpec* spec = contract == nullptr ? nullptr : contract->find(column);
  if (spec == nullptr) return std::nullopt;
  if (spec->references) return Way{column, silver(spec->references->entity), spec->references->column};
  if (contract->key == std::vector{column}) return Way{column, table, column};
  return std::nullopt;
}

/// The column of silver that a model's column is a plain copy of, through any chain of models.
std::optional<std::pair<TableName, std::string>> copied_from(const Moment& moment, TableName table,
                                                             std::string column) {
  for (std::size_t steps = 0; steps <= moment.lineage.size() && table.layer != "silver"; ++steps) {
    const auto origin = std::find_if(moment.lineage.begin(), moment.lineage.end(),
                                     [&](const auto& each) { return each.table == table && each.column == column; });
    if (origin == moment.lineage.end()) return std::nullopt;
    std::vector<std::pair<TableName, std::string>> sources;
    for (const auto& input : origin->inputs) {
      if (input.how == "copied") sources.emplace_back(input.table, input.column);
      if (input.how != "copied" && !input.how.empty()) return std::nullopt;
    }
    if (sources.size() != 1) return std::nullopt;
    table = sources[0].first;
    column = sources[0].second;
  }
  return std::pair{table, column};
}

void add_model(const project::Project& project, const Moment& moment, const project::ModelSpec& model, Ways& ways) {
  const TableName table{model.schema, model.name};
  for (const auto& [column, target] : model.references) {
    if (const auto place = place_of(target)) ways.emplace(table, Way{column, place->first, place->second});
  }
  for (const std::string& column : model.grain) {
    const auto source = copied_from(moment, table, column);
    const auto way = source ? way_of_silver(project, source->first, source->second) : std::nullopt;
    if (way) ways.emplace(table, Way{column, way->parent, way->parent_column});
  }
}

}  // namespace

Ways declared_ways(const project::Project& project, const Moment& moment) {
  Ways ways;
  for (const project::Contract& contract : project.contracts) {
    for (const project::ColumnSpec& column : contract.columns) {
      if (column.references)
        ways.emplace(silver(contract.entity),
                     Way{column.name, silver(column.references->entity), column.references->column});
    }
  }
  for (const project::ModelSpec& model : project.models) add_model(project, moment, model, ways);
  return ways;
}

/// Decides about one table after those that it leads to.
class RowFilter::Deciding {
 public:
  Deciding(RowFilter& filter, const project::RoleSpec& role, const std::set<std::string>& condition_columns,
           const std::map<TableName, std::set<std::string>>& columns, const Ways& ways)
      : sights_(filter.sights_), role_(role), condition_columns_(condition_columns), columns_(columns), ways_(ways) {}

  const Sight& decide(const TableName& table) {
    const auto known = sights_.find(table);
    if (known != sights_.end()) return known->second;
    sights_[table] = absent(table);  // what a circle of references would find
    Sight sight = judged(table);
    return sights_[table] = std::move(sight);
  }

 private:
  Sight absent(const TableName& table) const {
    return {Sight::Kind::kAbsent,
            {},
            fmt::format("{} is not there for the role {}: it has no {}, and its references lead to no table that has",
                        table.to_string(), role_.name, fmt::join(condition_columns_, ", "))};
  }

  Sight judged(const TableName& table) {
    if (is_listed(table)) return {Sight::Kind::kWhole, {}, {}};
    const auto columns = columns_.find(table);
    if (columns == columns_.end()) return absent(table);
    if (std::includes(columns->second.begin(), columns->second.end(), condition_columns_.begin(),
                      condition_columns_.end()))
      return {Sight::Kind::kByCondition, {}, {}};
    Sight sight = absent(table);
    const auto [first, last] = ways_.equal_range(table);
    for (auto way = first; way != last; ++way) {
      if (way->second.parent == table || !is_filtered(way->second.parent)) continue;
      sight.kind = Sight::Kind::kByParents;
      sight.parents.push_back(way->second);
    }
    return sight;
  }

  bool is_filtered(const TableName& table) {
    const Sight::Kind kind = decide(table).kind;
    return kind == Sight::Kind::kByCondition || kind == Sight::Kind::kByParents;
  }

  bool is_listed(const TableName& table) const {
    return std::any_of(role_.tables.begin(), role_.tables.end(),
                       [&](const std::string& name) { return equal_ignoring_case(name, table.to_string()); });
  }

  std::map<TableName, Sight>& sights_;
  const project::RoleSpec& role_;
  const std::set<std::string>& condition_columns_;
  const std::map<TableName, std::set<std::string>>& columns_;
  const Ways& ways_;
};

RowFilter::RowFilter(const project::RoleSpec& role, const std::set<std::string>& condition_columns,
                     const std::map<TableName, std::set<std::string>>& columns, Ways ways) {
  Deciding deciding(*this, role, condition_columns, columns, ways);
  for (const auto& [table, names] : columns) deciding.decide(table);
  unknown_.reason = fmt::format("it is not there for the role {}", role.name);
}

const Sight& RowFilter::of(const TableName& table) const {
  const auto found = sights_.find(table);
  return found == sights_.end() ? unknown_ : found->second;
}

}  // namespace c360::session
