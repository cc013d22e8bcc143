// The semantic model of a project as Power BI's.
#pragma once

#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/powerbi/data_source.h"
#include "c360/powerbi/date_table.h"
#include "c360/powerbi/model_names.h"
#include "c360/powerbi/tabular_model.h"
#include "c360/project/project.h"

namespace c360::powerbi {

/// Something of the project that Power BI gets in no or in another form.
struct Remark {
  std::string what;  ///< "measure revenue_rank"
  std::string why;
  bool left_out = true;
};

/// A column of an entity's table, as the export has it.
struct ExportedColumn {
  std::string name;
  sql::Type type;
};

/// What the column with the hour of an entity's time is called.
inline constexpr const char* kHourOfDay = "Hour of day";

/// A table of the export and the rows it takes.
struct ExportedTable {
  const project::MetricEntity* entity = nullptr;
  std::vector<ExportedColumn> columns;
};

struct BuiltModel {
  TabularModel model;
  ModelNames names;
  std::vector<ExportedTable> tables;
  std::vector<Remark> remarks;
};

/// The model of a project's metrics: a table for each entity, its relationships, measures, dimensions and hierarchies,
/// and a date table. `connection` has the entities' tables as views; their first and last days are asked. Throws
/// Error(kProject) where there are no metrics, project::ProjectErrors for what is wrong with them.
BuiltModel build_model(engine::Connection& connection, const project::Project& project, const DataSource& source);

}  // namespace c360::powerbi
