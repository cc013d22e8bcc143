// What tables, columns and measures are called in Power BI: people's labels, each name once where it must be.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/project/metric_spec.h"

namespace c360::powerbi {

/// The columns that an entity's table has in the lakehouse.
using TableColumns = std::vector<engine::ResultColumn>;
/// Entity → its table's columns.
using EntityColumns = std::map<std::string, TableColumns>;

/// The names of one export. A value; any thread may read it.
class ModelNames {
 public:
  ModelNames(const project::SemanticModel& semantics, const EntityColumns& columns);

  const std::string& table(const std::string& entity) const { return tables_.at(entity); }
  /// The name of a column of the lakehouse's table, or of a dimension that is none.
  const std::string& column(const std::string& entity, std::string_view name) const;
  bool has_column(const std::string& entity, std::string_view name) const;
  const std::string& measure(const std::string& name) const { return measures_.at(name); }
  /// The date table's name.
  const std::string& dates() const { return dates_; }

 private:
  void name_tables(const project::SemanticModel& semantics);
  void name_measures(const project::SemanticModel& semantics);
  void name_columns(const project::MetricEntity& entity, const TableColumns& columns);

  std::map<std::string, std::string> tables_;
  std::map<std::string, std::string> measures_;
  std::map<std::string, std::map<std::string, std::string>> columns_;  ///< by entity and folded name
  std::map<std::string, std::set<std::string>> taken_;                 ///< by entity, folded
  std::string dates_;
};

/// Whether people see a column: what groups and filters, but no ids.
bool is_shown(const project::MetricEntity& entity, std::string_view column);

}  // namespace c360::powerbi
