// The columns of an exported table: those of the lakehouse's, the days and hours that are added, and dimensions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "c360/metric/typed_model.h"
#include "c360/powerbi/build_model.h"
#include "c360/powerbi/dax_expression.h"
#include "c360/powerbi/region.h"

namespace c360::powerbi {

/// One entity's columns, as data comes and as Power BI has them.
struct TableColumnsMade {
  std::vector<ExportedColumn> exported;
  std::vector<AddedColumn> added;
  std::vector<TabularColumn> columns;
  DaxColumns dax;
  /// Names of columns of moments (folded) → the model's column that holds their days.
  std::map<std::string, std::string> days;
  std::vector<Remark> remarks;
};

/// `columns` are those that the entity's table has in the lakehouse; those that begin with '_' are c360's own and stay
/// there.
TableColumnsMade make_columns(const project::Project& project, const Region& region,
                              const project::MetricEntity& entity, const TableColumns& columns, const ModelNames& names,
                              DataSource::Kind source);

}  // namespace c360::powerbi
