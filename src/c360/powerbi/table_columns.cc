#include "c360/powerbi/table_columns.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/powerbi/dax_text.h"
#include "c360/powerbi/formats.h"
#include "c360/project/names.h"

namespace c360::powerbi {
namespace {

using project::ColumnRole;
using sql::Type;
using sql::TypeKind;

constexpr int kWholeDigits = 15;  // before the point of Power BI's fixed decimals

/// The type that a column is exported with: what Power BI holds exactly.
Type exported_type(const Type& type, DataSource::Kind source) {
  if (type.kind == TypeKind::kTimestamp && source == DataSource::Kind::kParquet) return {TypeKind::kDatetime};
  if (type.kind != TypeKind::kDecimal) return type;
  if (type.scale == 0) return {TypeKind::kBigint};
  if (type.scale > kMostDecimals) return {TypeKind::kDouble};
  return Type::decimal(std::min(type.precision, kWholeDigits + type.scale), type.scale);
}

class ColumnMaker {
 public:
  ColumnMaker(const project::Project& project, const Region& region, const project::MetricEntity& entity,
              const ModelNames& names, DataSource::Kind source)
      : project_(project), region_(region), entity_(entity), names_(names), source_(source) {}

  TableColumnsMade make(const TableColumns& columns) {
    for (const auto& column : columns)
      if (!column.name.empty() && column.name.front() != '_') add(column);
    add_hour();
    return std::move(made_);
  }

 private:
  void remark(const std::string& column, std::string why, bool left_out) {
    made_.remarks.push_back({fmt::format("column {}.{}", entity_.name, column), std::move(why), left_out});
  }

  void add(const engine::ResultColumn& column) {
    if (!column.has_known_type || !has_data_type(column.known))
      return remark(column.name, "Power BI has no type for a " + column.type, true);
    const Type type = exported_type(column.known, source_);
    if (column.known.kind == TypeKind::kDecimal && type.kind == TypeKind::kDouble)
      remark(column.name, "its exact decimals have four places; more are exported as floating point", false);
    if (column.known.kind == TypeKind::kTimestamp && type.kind == TypeKind::kTimestamp)
      remark(column.name, "its instants come from the database in UTC, not in " + region_.time_zone, false);
    made_.exported.push_back({column.name, type});
    add_column(column.name, type);
    if (role_of(column.name) == ColumnRole::kTime) add_day(column.name, type);
  }

  ColumnRole role_of(const std::string& name) const {
    const project::MetricColumn* known = entity_.find_column(name);
    return known == nullptr ? ColumnRole::kOther : known->role;
  }

  void add_column(const std::string& name, const Type& type) {
    TabularColumn column;
    column.name = names_.column(entity_.name, name);
    column.source_column = name;
    column.type = data_type(type);
    column.format = column_format(type, role_of(name), region_.currency, region_.locale);
    column.is_hidden = !is_shown(entity_, name);
    if (const project::MetricColumn* known = entity_.find_column(name)) column.description = known->description;
    made_.dax[project::folded(name)] = {dax_column(names_.table(entity_.name), column.name), type, !is_required(name)};
    made_.columns.push_back(std::move(column));
  }

  /// Whether the contract of a silver table lets no row be without it.
  bool is_required(const std::string& name) const {
    if (entity_.schema() != "silver") return false;
    const project::Contract* contract = project_.find_contract(entity_.table_name());
    const project::ColumnSpec* column = contract == nullptr ? nullptr : contract->find(name);
    return column != nullptr && column->required;
  }

  std::string free_name(const std::string& wanted) const {
    std::string name = wanted;
    const auto is_taken = [&] {
      return std::any_of(made_.columns.begin(), made_.columns.end(), [&](const TabularColumn& column) {
        return project::folded(column.name) == project::folded(name);
      });
    };
    while (is_taken()) name += " *";
    return name;
  }

  void add_added(AddedColumn::Kind kind, const std::string& of, const std::string& wanted, TabularColumn column) {
    column.name = free_name(wanted);
    column.source_column = column.name;
    made_.added.push_back({kind, column.name, of});
    made_.columns.push_back(std::move(column));
  }

  void add_day(const std::string& name, const Type& type) {
    const std::string& shown = names_.column(entity_.name, name);
    if (type.kind == TypeKind::kDate) {
      made_.days[project::folded(name)] = shown;
    } else if (type.kind == TypeKind::kDatetime || type.kind == TypeKind::kTimestamp) {
      TabularColumn day;
      day.type = DataType::kDateTime;
      day.format = "yyyy-mm-dd";
      day.is_hidden = true;
      day.description = "The day of " + shown + ".";
      add_added(AddedColumn::Kind::kDay, name, shown + " (day)", day);
      made_.days[project::folded(name)] = made_.columns.back().name;
    }
  }

  /// The hour of the day of the entity's own time, where that has hours.
  void add_hour() {
    const auto found = made_.dax.find(project::folded(entity_.time));
    if (found == made_.dax.end()) return;
    const TypeKind kind = found->second.type.kind;
    if (kind != TypeKind::kDatetime && kind != TypeKind::kTimestamp) return;
    TabularColumn hour;
    hour.type = DataType::kInt64;
    hour.format = "0";
    hour.description = "0 to 23.";
    add_added(AddedColumn::Kind::kHour, entity_.time, kHourOfDay, hour);
  }

  const project::Project& project_;
  const Region& region_;
  const project::MetricEntity& entity_;
  const ModelNames& names_;
  DataSource::Kind source_;
  TableColumnsMade made_;
};

}  // namespace

TableColumnsMade make_columns(const project::Project& project, const Region& region,
                              const project::MetricEntity& entity, const TableColumns& columns, const ModelNames& names,
                              DataSource::Kind source) {
  return ColumnMaker(project, region, entity, names, source).make(columns);
}

}  // namespace c360::powerbi
